using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Tetri.Cards;
using Tetri.Store;
using Tetri.Tests.Store;

namespace Tetri.Tests.Cards;

/// <summary>After a new master key stored cards are sealed under it, whatever comes between.</summary>
public class ResealRectokensTests
{
    private const long MerchantId = 7;
    private const int Count = 250;
    private const string First = "1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string Second = "2:HxwdHhsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";
    private static readonly CardExpiry Expiry = new(2099, 12);

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Interrupted_ItLeavesEveryCardReadable_AndGoesOnLater(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        await StoreCardsAsync(test.Store, Vault(First));
        var both = Vault($"{First} {Second}");

        using (var stop = new CancellationTokenSource())
        {
            var work = Work(test.Store, both).RunAsync(stop.Token).AsTask();
            while (!work.IsCompleted && !(await test.Store.CountRectokensByKeyAsync()).Exists(count => count.KeyId == 2))
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            await stop.CancelAsync();
            await Task.WhenAny(work);
        }
        await AssertReadableAsync(test.Store, both);
        await Work(test.Store, both).RunAsync(CancellationToken.None);

        Assert.Equal(new SealedCards(2, Count), Assert.Single(await test.Store.CountRectokensByKeyAsync()));
        await AssertReadableAsync(test.Store, Vault(Second));
        Assert.Equal(0, await Work(test.Store, both).RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task TwoNodesAtOnce_SealEachCardOnce()
    {
        await using var test = await TestStore.OpenAsync(Engine.Postgres);
        var other = await test.OpenAnotherNodeAsync();
        await StoreCardsAsync(test.Store, Vault(First));
        var both = Vault($"{First} {Second}");

        var sealedAnew = await Task.WhenAll(
            Work(test.Store, both).RunAsync(CancellationToken.None).AsTask(), Work(other, both).RunAsync(CancellationToken.None).AsTask());

        Assert.Equal(Count, sealedAnew.Sum());
        await AssertReadableAsync(test.Store, Vault(Second));
    }

    [Fact]
    public async Task CardThatNoKeyOpens_IsLeft_AndHoldsUpNoOther()
    {
        await using var test = await TestStore.OpenAsync(Engine.Sqlite);
        await StoreCardsAsync(test.Store, Vault(First));
        var broken = TestStore.Rectoken("0", TestStore.Order("", MerchantId), 5) with { Card = [1, .. new byte[60]] };
        await test.Store.WriteAsync(new PutRectoken(broken));

        Assert.Equal(Count, await Work(test.Store, Vault($"{First} {Second}")).RunAsync(CancellationToken.None));
        Assert.Equal(broken.Card, (await test.Store.FindRectokenAsync(MerchantId, "0"))!.Card);
    }

    [Fact]
    public async Task UnderTheNewKey_TheSameCardIsStillFound()
    {
        await using var test = await TestStore.OpenAsync(Engine.Sqlite);
        await StoreCardsAsync(test.Store, Vault(First));
        var both = Vault($"{First} {Second}");
        Assert.True(CardNumber.TryParse("4444555566661111", out var number));

        async Task<string> FindAsync() =>
            (await new Rectokens(test.Store, both, new GatewayOptions(), TimeProvider.System).ForPaymentAsync(MerchantId, 1, 1, number, Expiry)).Value;

        var before = await FindAsync();
        await Work(test.Store, both).RunAsync(CancellationToken.None);
        Assert.Equal(before, await FindAsync());
        Assert.NotNull(await test.Store.FindRectokenAsync(MerchantId, before));
    }

    private static ResealRectokens Work(GatewayStore store, CardVault vault) => new(store, vault, NullLogger<ResealRectokens>.Instance);

    private static CardVault Vault(string keys) =>
        new(KeyRing.Open(new ConfigurationBuilder().AddInMemoryCollection([new("Tetri:MasterKeys", keys)]).Build(), new GatewayOptions()));

    private static async Task StoreCardsAsync(GatewayStore store, CardVault vault)
    {
        Assert.True(CardNumber.TryParse("4444555566661111", out var number));
        var order = TestStore.Order("", MerchantId);
        await Task.WhenAll(Enumerable.Range(1, Count).Select(i => store.WriteAsync(new PutRectoken(TestStore.Rectoken($"r{i:D3}", order, i) with
        {
            Card = vault.Seal(number, Expiry, i),
            Fingerprint = vault.Fingerprint(number, MerchantId),
            ExpiresAt = Expiry.EndsAt,
            CreatedAt = order.CreatedAt.AddMilliseconds(i),
            IsApproved = true,
        })).AsTask()));
    }

    private static async Task AssertReadableAsync(GatewayStore store, CardVault vault)
    {
        var rectokens = await store.ListRectokensAsync(MerchantId, 1000);
        Assert.Equal(Count, rectokens.Count);
        Assert.All(rectokens, rectoken =>
        {
            Assert.True(vault.TryOpen(rectoken.Card, rectoken.TransactionId, out var number, out _));
            Assert.Equal("4444555566661111", number.Reveal());
        });
    }
}
