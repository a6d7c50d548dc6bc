using CsCheck;
using Tetri.Merchants;
using Tetri.Payments;

namespace Tetri.Tests.Payments;

public class SplitTests
{
    private const long MostMinor = 999_999_999_999;

    private static readonly Gen<long[]> Weights = Gen.Long[0, MostMinor / 50].Array[1, 50].Where(weights => weights.Sum() > 0);

    [Theory]
    [InlineData(100, new long[] { 1, 1, 1 }, new long[] { 34, 33, 33 })]
    [InlineData(1, new long[] { 1, 2 }, new long[] { 0, 1 })]
    [InlineData(1, new long[] { 1, 1 }, new long[] { 1, 0 })]
    [InlineData(7, new long[] { 0, 3 }, new long[] { 0, 7 })]
    [InlineData(0, new long[] { 5, 3 }, new long[] { 0, 0 })]
    [InlineData(MostMinor, new long[] { MostMinor, 1 }, new long[] { MostMinor - 1, 1 })]
    public void Shares_GoToTheLargestRemainders(long amount, long[] weights, long[] shares) => Assert.Equal(shares, Apportionment.Of(amount, weights));

    [Fact]
    public void Shares_MakeUpTheAmount_AndAreTheExactOnesRounded() => Gen.Select(Gen.Long[0, MostMinor], Weights).Sample((amount, weights) =>
    {
        var shares = Apportionment.Of(amount, weights);
        Int128 whole = weights.Sum();
        Assert.Equal(amount, shares.Sum());
        for (var i = 0; i < shares.Length; i++)
            Assert.True((shares[i] - 1) * whole < (Int128)amount * weights[i] && (Int128)amount * weights[i] < (shares[i] + 1) * whole, $"{shares[i]} of {amount}");
    });

    /// <summary>A hold is captured in part or whole, then goes back in parts, in proportion or from single receivers.</summary>
    [Fact]
    public void Parts_AlwaysMakeUpWhatIsLeftOfThePayment() =>
        Gen.Select(Gen.Long[1, 1_000_000].Array[1, 8], Gen.Long[1, 1_000_000], Gen.Select(Gen.Long[1, 1_000_000], Gen.Bool).Array[0, 12]).Sample((amounts, captured, reversals) =>
        {
            var split = new Split([.. amounts.Select((amount, i) => new SplitPart(i + 1, amount))]);
            captured = Math.Min(captured, split.Left);
            split = split.OfAmount(captured);
            Assert.Equal(captured, split.Left);
            foreach (var (wanted, fromOne) in reversals.TakeWhile(_ => split.Left > 0))
            {
                var payer = split.Parts.First(part => part.Left > 0);
                var amount = Math.Min(wanted, fromOne ? payer.Left : split.Left);
                Assert.Null(SplitRules.GiveBack(split, amount, fromOne ? [new SplitPart(payer.MerchantId, amount)] : null, out var begun));
                var after = begun!.AfterReversal(amount);
                Assert.Equal(split.Left - amount, after.Left);
                Assert.All(after.Parts, part => Assert.InRange(part.Left, 0, part.Amount));
                Assert.Null(after.GivingBack);
                if (fromOne)
                    Assert.Equal(payer.Left - amount, after.Parts.Single(part => part.MerchantId == payer.MerchantId).Left);
                split = after;
            }
        });

    [Fact]
    public void Reversal_FromReceiversThatDoNotFit_IsRefused()
    {
        var split = new Split([new SplitPart(1, 600), new SplitPart(2, 400)]);

        Assert.Equal(1108, SplitRules.GiveBack(split, 100, [new SplitPart(3, 100)], out _)!.Code);
        Assert.Equal(1108, SplitRules.GiveBack(null, 100, [new SplitPart(1, 100)], out _)!.Code);
        Assert.Equal(1120, SplitRules.GiveBack(split, 100, [new SplitPart(1, 99)], out _)!.Code);
        Assert.Equal(1069, SplitRules.GiveBack(split, 500, [new SplitPart(2, 500)], out _)!.Code);
    }

    [Fact]
    public void Division_IsAllowedWithinACompanyOnly()
    {
        var merchants = new KnownMerchants();
        var shop = DemoMerchants.All.First() with { Id = 1, Settings = new MerchantSettings { SplittingAllowed = true, Company = "A" } };
        merchants.Replace(
        [
            shop, shop with { Id = 2 }, shop with { Id = 3, Settings = new MerchantSettings { Company = "B" } }, shop with { Id = 4, Settings = new MerchantSettings() },
        ]);
        int? Code(Merchant merchant, long total, params SplitPart[] parts) => SplitRules.Refusal(merchant, parts, total, merchants)?.Code;

        Assert.Null(Code(shop, 10, new(1, 4), new(2, 6)));
        Assert.Equal(1120, Code(shop, 11, new(1, 4), new(2, 6)));
        Assert.Equal(1107, Code(shop, 10, new(1, 4), new(3, 6)));
        Assert.Equal(1107, Code(shop, 10, new SplitPart(4, 10)));
        Assert.Equal(1016, Code(shop, 10, new SplitPart(5, 10)));
        Assert.Equal(1106, Code(shop with { Settings = new MerchantSettings { Company = "A" } }, 10, new SplitPart(1, 10)));
        var alone = shop with { Settings = new MerchantSettings { SplittingAllowed = true } };
        Assert.Null(Code(alone, 10, new SplitPart(1, 10)));
        Assert.Equal(1107, Code(alone, 10, new SplitPart(4, 10)));
    }
}
