using Tetri.Cards;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Protocol.Errors;
using Tetri.Store;

namespace Tetri.Simulation;

/// <summary>A payout that is asked for again under its Idempotency-Key is paid once and answered again.</summary>
public sealed class PayoutTests
{
    private static readonly IdempotencyHeader Key = new("p2pcredit", "k");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SamePayoutUnderOneKey_AtOnceAndOnAnEmptyBalance_PaysOnce_AndAnswersTheSame(bool onPostgres)
    {
        await using var world = onPostgres ? await OrderWorld.OnPostgresAsync() : OrderWorld.OnSqlite();
        await PayInAsync(world);

        var paying = Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(async () => await PayOutAsync(world, "p"))));
        // One that waits for another's exchange needs time to pass.
        while (await Task.WhenAny(paying, Task.Delay(2)) != paying)
            world.Clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.All(await paying, payout => Assert.Equal(("p", OrderState.Approved), (payout.Value!.Terms.OrderId, payout.Value.State)));
        // What is left does not cover it any more.
        Assert.Equal(OrderState.Approved, (await PayOutAsync(world, "p")).Value!.State);
        Assert.Equal(1007, (await PayOutAsync(world, "other", hash: 2)).Error!.Code);

        Assert.Equal(-900, Assert.Single(world.Ledger.List("p")).Minor);
        Assert.Empty(world.Ledger.List("other"));
        Assert.Equal(1081, (await PayOutAsync(world, "other", hash: 2, key: Key with { Key = "new" })).Error!.Code);
        world.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1013, (await PayOutAsync(world, "p")).Error!.Code);
    }

    [Fact]
    public async Task SamePayoutUnderOneKey_AfterItsCardMayNotBePaidAnyMore_AnswersAsBefore()
    {
        await using var world = OrderWorld.OnSqlite();
        await PayInAsync(world);
        await PayOutAsync(world, "p");

        var onlyStored = OrderWorld.Merchant with { Settings = OrderWorld.Merchant.Settings with { PayoutOnlyByRectoken = true } };

        Assert.Equal(OrderState.Approved, (await PayOutAsync(world, "p", merchant: onlyStored)).Value!.State);
        Assert.Equal(1074, (await PayOutAsync(world, "q", key: Key with { Key = "new" }, merchant: onlyStored)).Error!.Code);
    }

    private static async Task PayInAsync(OrderWorld world)
    {
        var order = (await world.Create.RunAsync(Terms("in", 1000) with { Payout = false }, OrderWorld.Merchant, idempotency: null, Repeatable.None)).Value!;
        Assert.True(CardNumber.TryParse(Payer.PlainCard, out var card));
        Assert.Equal(OrderState.Approved, (await world.Purchase.RunAsync(order, OrderWorld.Merchant, new TypedCard(card, new CardExpiry(2035, 12), "123"), OrderWorld.Payer)).Value!.Order.State);
    }

    private static ValueTask<Result<Order>> PayOutAsync(OrderWorld world, string orderId, int hash = 1, IdempotencyHeader? key = null, Merchants.Merchant? merchant = null)
    {
        Assert.True(CardNumber.TryParse(Payer.PlainCard, out var card));
        return world.Payout.ToCardAsync(Terms(orderId, 900) with { RequestHash = new RequestHash(0, (UInt128)hash) }, merchant ?? OrderWorld.Merchant, card, key ?? Key);
    }

    private static OrderTerms Terms(string orderId, long minor) => new()
    {
        MerchantId = OrderWorld.Merchant.Id,
        OrderId = orderId,
        Amount = new Money(minor, Currency.Find("GEL")!),
        Description = "Winnings",
        Delayed = false,
        Payout = true,
    };
}
