using Tetri.Cards;
using Tetri.Connectors;
using Tetri.Connectors.Simulator;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Store;

namespace Tetri.Simulation;

/// <summary>An acquirer that first denies a payment, and says later that it took the money. The try was over by then, so the money goes back.</summary>
public sealed class LateApprovalTests
{
    private const int InvalidTransaction = 1065;

    /// <summary>One learns that there was no payment, the others that there was: on PostgreSQL on two nodes.</summary>
    private const int Askers = 3;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task LearnedOfByTwoAtOnce_GoesBackOnce(string engine)
    {
        var askers = new DenyingAcquirer.Askers(Askers);
        var gate = new HeldWrites.Gate(write => write is ChangeOrder { Begin.Kind: TransactionKind.Reversal }, arrivals: Askers - 1);
        var nodes = await OpenAsync(engine, store => new HeldWrites(store, gate), acquirer => new DenyingAcquirer(acquirer, askers));
        await using var world = nodes[0];
        await using var other = nodes.Length > 1 ? nodes[1] : null;
        var order = await PayAsync(world);
        world.Clock.Advance(TimeSpan.FromSeconds(5));

        var asking = new[] { world, world, other ?? world }.Select(node => node.Recover.RunAsync(afterRestart: false, CancellationToken.None).AsTask()).ToArray();
        await Eventually.BecomesAsync(() => FindAsync(world, order), found => found.OpenTransactionId is null, "one was told that there was no payment");
        await world.Expire.RunAsync(CancellationToken.None);
        askers.TellTheOthers();
        await Task.WhenAll(asking);

        await AssertWentBackOnceAsync(world, order);

        // Whoever learns of it afterwards has nothing to begin.
        var payment = (await TransactionsAsync(world, order))[0];
        await world.Exchange.ConcludeAsync(payment, await world.Acquirer.FindAsync(payment.Id, CancellationToken.None));
        await AssertWentBackOnceAsync(world, order);
    }

    /// <summary>Releases before began a reversal for each who learned of it, and the acquirer refuses all but one.</summary>
    [Theory]
    [InlineData("sqlite", true)]
    [InlineData("sqlite", false)]
    [InlineData("postgres", true)]
    [InlineData("postgres", false)]
    public async Task SecondReversalOfAReleaseBefore_IsEndedByItsRefusal(string engine, bool wasAsked)
    {
        await using var world = engine == "sqlite" ? OrderWorld.OnSqlite() : await OrderWorld.OnPostgresAsync();
        var order = await PayAsync(world);
        var payment = Assert.Single(await TransactionsAsync(world, order));
        await world.Exchange.ConcludeAsync(payment, new ConnectorResult.NotFound());
        order = await world.Exchange.ConcludeAsync(payment, await world.Acquirer.FindAsync(payment.Id, CancellationToken.None));
        var second = world.Exchange.NewTransaction(await world.Store.NextTransactionIdAsync(), order, TransactionKind.Reversal, payment.Amount, parentId: payment.Id);
        Assert.Equal(WriteOutcome.Done, await world.Store.WriteAsync(new ChangeOrder(order with { Version = order.Version + 1 }) { Begin = second with { Status = TransactionStatus.Unknown } }));
        if (wasAsked)
            Assert.Equal(LedgerOutcome.Declined, world.Ledger.Follow(new FollowUp(second.Id, payment.Id, payment.Amount, null), isCapture: false, declineCode: null).Outcome);

        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.Recover.RunAsync(afterRestart: false, CancellationToken.None);

        Assert.Empty(await world.Store.TransactionsToCheckAsync(DateTimeOffset.MaxValue, 10));
        var reversals = (await TransactionsAsync(world, order)).Where(transaction => transaction.Kind == TransactionKind.Reversal).ToList();
        Assert.Equal([(TransactionStatus.Approved, null), (TransactionStatus.Declined, InvalidTransaction)], reversals.Select(reversal => (reversal.Status, reversal.ResponseCode)));
        Assert.Equal(1000, Reversed(world, order).Sum(entry => entry.Minor));
        Assert.Empty(await world.Check.FindAsync(await FindAsync(world, order)));
    }

    /// <summary>A verification of nothing holds nothing that could go back, and the acquirer refuses a reversal of nothing.</summary>
    [Fact]
    public async Task OfNothing_BeginsNoReversal()
    {
        await using var world = OrderWorld.OnSqlite();
        var order = await PayAsync(world, amount: 0);
        var payment = Assert.Single(await TransactionsAsync(world, order));
        await world.Exchange.ConcludeAsync(payment, new ConnectorResult.NotFound());

        await world.Exchange.ConcludeAsync(payment, await world.Acquirer.FindAsync(payment.Id, CancellationToken.None));

        Assert.Single(await TransactionsAsync(world, order));
    }

    private static async Task<OrderWorld[]> OpenAsync(string engine, Func<IStoreEngine, IStoreEngine> around, Func<IConnector, IConnector> aroundAcquirer) =>
        engine == "sqlite" ? [OrderWorld.OnSqlite(around, aroundAcquirer)] : await OrderWorld.NodesOnPostgresAsync(around, aroundAcquirer);

    /// <summary>Pays, and the answer is lost.</summary>
    private static async Task<Order> PayAsync(OrderWorld world, long amount = 1000)
    {
        var created = await world.Create.RunAsync(
            new OrderTerms
            {
                MerchantId = OrderWorld.Merchant.Id,
                OrderId = "A-1",
                Amount = new Money(amount, Currency.Find("GEL")!),
                Description = "Two books",
                Lifetime = 3,
                Verification = amount == 0,
                ReservationData = Wire.Base64("""{"simulator": {"failure": "lost_after_charge"}}"""),
            },
            OrderWorld.Merchant, idempotency: null, Repeatable.None);
        Assert.True(CardNumber.TryParse(Payer.PlainCard, out var card));
        var paid = await world.Purchase.RunAsync(created.Value!, OrderWorld.Merchant, new TypedCard(card, new CardExpiry(2035, 12), "123"), OrderWorld.Payer);
        return paid.Value!.Order;
    }

    private static async Task AssertWentBackOnceAsync(OrderWorld world, Order order)
    {
        for (var hours = 0; hours < 3; hours++)
        {
            world.Clock.Advance(TimeSpan.FromHours(1));
            await world.Recover.RunAsync(afterRestart: false, CancellationToken.None);
        }
        var transactions = await TransactionsAsync(world, order);
        Assert.Equal(
            [(TransactionKind.Purchase, TransactionStatus.Declined), (TransactionKind.Reversal, TransactionStatus.Approved)],
            transactions.Select(transaction => (transaction.Kind, transaction.Status)));
        Assert.Equal(1000, Assert.Single(Reversed(world, order)).Minor);
        order = await FindAsync(world, order);
        Assert.Equal((OrderState.Declined, null), (order.State, order.OpenTransactionId));
        Assert.Empty(await world.Check.FindAsync(order));
    }

    private static List<LedgerEntry> Reversed(OrderWorld world, Order order) =>
        [.. world.Ledger.List(order.Terms.OrderId).Where(entry => entry is { OriginalId: not null, Outcome: LedgerOutcome.Approved })];

    private static async Task<Order> FindAsync(OrderWorld world, Order order) => (await world.Store.FindOrderAsync(order.MerchantId, order.PaymentId))!;

    private static Task<List<Transaction>> TransactionsAsync(OrderWorld world, Order order) =>
        world.Store.TransactionsOfOrderAsync(order.MerchantId, order.PaymentId).AsTask();
}
