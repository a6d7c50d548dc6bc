using CsCheck;
using Tetri.Merchants;
using Tetri.Payments;

namespace Tetri.Tests.Payments;

public class QuoteTests
{
    private static readonly Promocode Spring = new("Spring", 1000, []);
    private static readonly Promocode Bank = new("BANK-5", 500, ["44445555", "5123"]);

    private static MerchantSettings Settings(int basisPoints = 0, params FixedFee[] fix) =>
        new() { ClientFeeBasisPoints = basisPoints, ClientFeeFixed = fix, Promocodes = [Spring, Bank] };

    private static (long Fee, long Total) Sums(Quote quote) => (quote.ClientFee, quote.Total.Minor);

    private static Money Of(long minor, string currency = "GEL") => new(minor, Currency.Find(currency)!);

    [Theory]
    [InlineData(10025, "GEL", 250, 251)]
    [InlineData(10020, "GEL", 250, 251)]
    [InlineData(10019, "GEL", 250, 250)]
    [InlineData(1, "GEL", 4999, 0)]
    [InlineData(1, "GEL", 5000, 1)]
    [InlineData(500, "JPY", 250, 13)]
    [InlineData(1005, "KWD", 250, 25)]
    [InlineData(999_999_999_999, "UZS", 10_000, 999_999_999_999)]
    public void Fee_IsAShareOfTheAmount_HalfAMinorUnitUp_InEveryCurrency(long amount, string currency, int basisPoints, long fee) =>
        Assert.Equal((fee, amount + fee), Sums(Quote.Of(Of(amount, currency), Settings(basisPoints), null, null)));

    [Fact]
    public void FixedFee_IsOfTheOrdersCurrency_AndOnTopOfTheShare()
    {
        var settings = Settings(100, new FixedFee("GEL", 50), new FixedFee("JPY", 7));
        Assert.Equal(150, Quote.Of(Of(10_000), settings, null, null).ClientFee);
        Assert.Equal(107, Quote.Of(Of(10_000, "JPY"), settings, null, null).ClientFee);
        Assert.Equal(100, Quote.Of(Of(10_000, "KWD"), settings, null, null).ClientFee);
    }

    [Fact]
    public void NothingIsAsked_CostsNothing() => Assert.Equal(0, Quote.Of(Of(0), Settings(100, new FixedFee("GEL", 50)), null, null).Total.Minor);

    [Theory]
    [InlineData(null, null, "None", 0)]
    [InlineData("  ", null, "None", 0)]
    [InlineData("spring", null, "Applied", 1002)]
    [InlineData(" SPRING ", "44441111", "Applied", 1002)]
    [InlineData("summer", "44441111", "Unknown", 0)]
    [InlineData("bank-5", null, "OtherCard", 0)]
    [InlineData("bank-5", "44441111", "OtherCard", 0)]
    [InlineData("bank-5", "44445555", "Applied", 501)]
    [InlineData("bank-5", "512399", "Applied", 501)]
    // Six digits do not say yet whether the eight are right.
    [InlineData("bank-5", "444455", "OtherCard", 0)]
    public void Promocode_TakesItsShareOff_WhereItFitsTheCard(string? promocode, string? bin, string use, long discount)
    {
        var quote = Quote.Of(Of(10_025), Settings(), bin, promocode);
        Assert.Equal((use, discount, 10_025 - discount), (quote.Use.ToString(), quote.Discount, quote.Total.Minor));
        Assert.Equal(discount > 0, quote.Promocode is not null);
    }

    [Fact]
    public void Fee_IsOfWhatIsLeftAfterTheDiscount() => Assert.Equal((226, 9249), Sums(Quote.Of(Of(10_025), Settings(250), null, "spring")));

    [Fact]
    public void AnyQuote_AddsUp_AndLeavesSomethingToPay() =>
        Gen.Select(Gen.Long[1, 999_999_999_999], Gen.Int[0, 10_000], Gen.Long[0, 100_000], Gen.Int[1, 9_999]).Sample((amount, fee, fix, discount) =>
        {
            var settings = new MerchantSettings { ClientFeeBasisPoints = fee, ClientFeeFixed = [new FixedFee("GEL", fix)], Promocodes = [new Promocode("C", discount, [])] };
            var quote = Quote.Of(Of(amount), settings, null, "c");
            Assert.Equal(quote.Total.Minor, amount - quote.Discount + quote.ClientFee);
            Assert.InRange(quote.Discount, 0, amount - 1);
            Assert.InRange(quote.ClientFee, fix, fix + amount);
        });

    [Fact]
    public void FeeInAPart_IsInProportion_AndAllOfItInTheWhole() =>
        Gen.Select(Gen.Long[0, 999_999_999_999], Gen.Long[1, 999_999_999_999], Gen.Long[0, 10_000]).Sample((fee, rest, share) =>
        {
            var whole = fee + rest;
            var part = (long)((Int128)whole * share / 10_000);
            var inPart = Quote.FeeInPart(fee, part, whole);
            Assert.InRange(inPart, 0, fee);
            Assert.InRange((Int128)inPart * whole - (Int128)fee * part, -(Int128)whole, whole);
            Assert.Equal(fee, Quote.FeeInPart(fee, whole, whole));
        });
}
