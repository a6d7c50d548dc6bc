using Tetri.Cards;
using Tetri.Orders;
using Tetri.Payments;

namespace Tetri.Simulation;

/// <summary>Reversals that come while another is with the acquirer.</summary>
public sealed class ReverseTests
{
    private static readonly TimeSpan AtTheAcquirer = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task SameReverseIdTwice_WhileAnotherReversalIsUnderWay_GivesBackOnce()
    {
        await using var world = OrderWorld.OnSqlite();
        var order = await PayAsync(world);

        var other = world.Reverse.RunAsync(order, Gel(100), reference: null).AsTask();
        order = await UntilAsync(world, order, current => current.OpenTransactionId is not null);
        var first = world.Reverse.RunAsync(order, Gel(300), "refund").AsTask();

        // The second looks for its turn between the turns of the first.
        await PassAsync(world, TimeSpan.FromMilliseconds(25));
        var second = world.Reverse.RunAsync(order, Gel(300), "refund").AsTask();
        while (!Task.WhenAll(other, first, second).IsCompleted)
            await PassAsync(world, TimeSpan.FromMilliseconds(5));

        Assert.Equal((await first).Value!.Reversal.Id, (await second).Value!.Reversal.Id);
        Assert.Equal(400, (await FindAsync(world, order)).Payment.Reversed);
    }

    private static async Task<Order> PayAsync(OrderWorld world)
    {
        var created = await world.Create.RunAsync(
            new OrderTerms
            {
                MerchantId = OrderWorld.Merchant.Id,
                OrderId = "A-1",
                Amount = Gel(1000),
                Description = "Two books",
                ReservationData = Wire.Base64($$"""{"simulator": {"after": {"delay_ms": {{(int)AtTheAcquirer.TotalMilliseconds}} } } }"""),
            },
            OrderWorld.Merchant, idempotency: null, Repeatable.None);
        Assert.True(CardNumber.TryParse(Payer.PlainCard, out var card));
        var paid = await world.Purchase.RunAsync(created.Value!, OrderWorld.Merchant, new TypedCard(card, new CardExpiry(2035, 12), "123"), OrderWorld.Payer);
        return paid.Value!.Order;
    }

    private static async Task<Order> UntilAsync(OrderWorld world, Order order, Func<Order, bool> holds)
    {
        while (!holds(order))
        {
            await Task.Delay(1);
            order = await FindAsync(world, order);
        }
        return order;
    }

    /// <summary>Lets everybody who can go on do so, then moves the clock.</summary>
    private static async Task PassAsync(OrderWorld world, TimeSpan time)
    {
        await Task.Delay(20);
        world.Clock.Advance(time);
    }

    private static async Task<Order> FindAsync(OrderWorld world, Order order) => (await world.Store.FindOrderAsync(order.MerchantId, order.PaymentId))!;

    private static Money Gel(long minor) => new(minor, Currency.Find("GEL")!);
}
