using Tetri.Cards;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Protocol;
using Tetri.Store;

namespace Tetri.Simulation;

/// <summary>The cards that payers keep: each sees his own, nobody another's, and their merchants none.</summary>
public sealed class SavedCardTests
{
    private static readonly MerchantSettings ByAccount = new() { SavedCards = "sender_account" };
    private int _orders;

    public static TheoryData<string> Engines => ["sqlite", "postgres"];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task KeptCard_IsItsPayersAlone_AndPaysWithoutItsNumber(string engine)
    {
        await using var world = await OpenAsync(engine);
        var kept = await PayAsync(world, await OrderAsync(world, "nino"), Payer.PlainCard, keep: true);
        Assert.Equal(OrderState.Approved, kept.State);
        Assert.Equal("", FinalResponse.Of(kept, OrderWorld.Merchant, sandbox: true).Text("rectoken"));

        var next = await OrderAsync(world, "nino");
        var card = Assert.Single(await ListAsync(world, next));
        Assert.Equal(("444455XXXXXX6666", "VISA", "12/35"), (card.MaskedCard, card.CardType, card.Expiry));
        Order[] others =
        [
            await OrderAsync(world, "luka"), await OrderAsync(world, "Nino"), await OrderAsync(world, null), await OrderAsync(world, "nino", unsigned: true),
            await OrderAsync(world, "nino", email: true), await OrderAsync(world, "nino", version: MessageVersion.V101), await OrderAsync(world, "nino", version: MessageVersion.V10),
        ];
        foreach (var other in others)
        {
            Assert.Empty(await ListAsync(world, other));
            Assert.Null(await FindAsync(world, other, card.Hash));
            Assert.Equal(WriteOutcome.Done, await world.SavedCards.ForgetAsync(other, ByAccount, card.Hash, default));
        }
        Assert.Empty(await world.SavedCards.OfAsync(next, new MerchantSettings(), default));
        Assert.Empty(await world.SavedCards.OfAsync(next, ByAccount with { SavedCards = "sender_email" }, default));

        var found = (await FindAsync(world, next, card.Hash))!;
        Assert.Equal(Payer.PlainCard, found.Number.Reveal());
        Assert.Equal(OrderState.Approved, (await world.Purchase.RunAsync(next, OrderWorld.Merchant, found, OrderWorld.Payer)).Value!.Order.State);

        // Kept twice it is there once, and the merchant's own rectoken of the same card is another.
        await PayAsync(world, await OrderAsync(world, "nino"), Payer.PlainCard, keep: true);
        Assert.Single(await ListAsync(world, next));
        var stored = await PayAsync(world, await OrderAsync(world, "nino", rectoken: true), Payer.PlainCard, keep: true);
        var own = (await world.Store.ListRectokensAsync(OrderWorld.Merchant.Id, 10)).Single(one => one.Payer is not null);
        Assert.NotEqual(own.Value, stored.Payment.Rectoken);
        Assert.IsType<RectokenSearch.Unknown>(await world.Rectokens.FindAsync(OrderWorld.Merchant.Id, own.Value));

        Assert.Equal(WriteOutcome.Done, await world.SavedCards.ForgetAsync(next, ByAccount, card.Hash, default));
        Assert.Empty(await ListAsync(world, next));
        Assert.IsType<RectokenSearch.Usable>(await world.Rectokens.FindAsync(OrderWorld.Merchant.Id, stored.Payment.Rectoken!));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task DeclinedCard_IsNotKept_AndAnExpiredOneIsNotOffered(string engine)
    {
        await using var world = await OpenAsync(engine);
        var order = await OrderAsync(world, "nino");
        await PayAsync(world, order, Payer.DecliningCard, keep: true);
        Assert.Empty(await world.Store.ListRectokensAsync(OrderWorld.Merchant.Id, 10));
        await PayAsync(world, (await world.Store.FindOrderAsync(order.MerchantId, order.PaymentId))!, Payer.PlainCard, keep: false);
        Assert.Empty(await world.Store.ListRectokensAsync(OrderWorld.Merchant.Id, 10));

        await PayAsync(world, await OrderAsync(world, "nino"), Payer.PlainCard, keep: true);
        world.Clock.Advance(TimeSpan.FromDays(365 * 7));
        var later = await OrderAsync(world, "nino");
        Assert.Empty(await ListAsync(world, later));
    }

    private static async Task<OrderWorld> OpenAsync(string engine) => engine == "sqlite" ? OrderWorld.OnSqlite() : await OrderWorld.OnPostgresAsync();

    private static ValueTask<List<SavedCard>> ListAsync(OrderWorld world, Order order) => world.SavedCards.OfAsync(order, ByAccount, default);

    private static ValueTask<TypedCard?> FindAsync(OrderWorld world, Order order, string hash) => world.SavedCards.FindAsync(order, ByAccount, hash, "123", default);

    private static async Task<Order> PayAsync(OrderWorld world, Order order, string card, bool keep)
    {
        Assert.True(CardNumber.TryParse(card, out var number));
        var choice = new PayerChoice { KeepsCardFor = keep ? SavedCards.PayerOf(order, ByAccount) : null };
        return (await world.Purchase.RunAsync(order, OrderWorld.Merchant, new TypedCard(number, new CardExpiry(2035, 12), "123"), OrderWorld.Payer, choice)).Value!.Order;
    }

    private async Task<Order> OrderAsync(OrderWorld world, string? payer, bool unsigned = false, bool email = false, bool rectoken = false, MessageVersion version = MessageVersion.V20)
    {
        var created = await world.Create.RunAsync(
            new OrderTerms
            {
                MerchantId = OrderWorld.Merchant.Id,
                OrderId = $"order-{++_orders}",
                Amount = new Money(1000, Currency.Find("GEL")!),
                Description = "Two books",
                Version = version,
                Unsigned = unsigned,
                RequiredRectoken = rectoken,
                Sender = email ? new Sender { Email = payer } : new Sender { Account = payer },
            },
            OrderWorld.Merchant, idempotency: null, Repeatable.None);
        return created.Value!;
    }
}
