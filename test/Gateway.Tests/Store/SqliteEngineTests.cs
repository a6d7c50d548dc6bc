using Tetri.Callbacks;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Store;

namespace Tetri.Tests.Store;

public class SqliteEngineTests
{
    [Fact]
    public async Task Order_AddedAndFound_IsTheSame()
    {
        await using var test = new TestStore();
        var order = TestStore.Order("A-1");

        var (outcome, added) = await test.Store.AddOrderAsync(order, null);
        var byOrderId = await test.Store.FindOrderAsync(1549901, "A-1");
        var byPaymentId = await test.Store.FindOrderAsync(1549901, added.PaymentId);

        Assert.Equal(WriteOutcome.Done, outcome);
        Assert.Equal(added, byOrderId);
        Assert.Equal(added, byPaymentId);
        Assert.Null(await test.Store.FindOrderAsync(1, added.PaymentId));
    }

    [Fact]
    public async Task OrderId_UsedTwice_IsRefusedForTheMerchantOnly()
    {
        await using var test = new TestStore();
        await test.Store.AddOrderAsync(TestStore.Order("A-1"), null);

        Assert.Equal(WriteOutcome.DuplicateOrder, (await test.Store.AddOrderAsync(TestStore.Order("A-1"), null)).Outcome);
        Assert.Equal(WriteOutcome.Done, (await test.Store.AddOrderAsync(TestStore.Order("A-1", merchantId: 7), null)).Outcome);
    }

    [Fact]
    public async Task ManyCreatesAtOnce_OfOneOrderId_MakeOneOrder()
    {
        await using var test = new TestStore();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ => (await test.Store.AddOrderAsync(TestStore.Order("A-1"), null)).Outcome));

        Assert.Single(outcomes, WriteOutcome.Done);
        Assert.All(outcomes, outcome => Assert.True(outcome is WriteOutcome.Done or WriteOutcome.DuplicateOrder));
    }

    [Fact]
    public async Task ChangeOfAnOldVersion_LeavesNoTrace()
    {
        await using var test = new TestStore();
        var (_, order) = await test.Store.AddOrderAsync(TestStore.Order("A-1"), null);
        var first = order with { Version = 1, State = OrderState.Processing, OpenTransactionId = 5 };
        await test.Store.WriteAsync(new ChangeOrder(first) { Begin = Transaction(5, order) });

        var second = order with { Version = 1, State = OrderState.Expired };
        var outcome = await test.Store.WriteAsync(new ChangeOrder(second) { Begin = Transaction(6, order), Owe = Callback(order) });

        Assert.Equal(WriteOutcome.Conflict, outcome);
        Assert.Equal(OrderState.Processing, (await test.Store.FindOrderAsync(1549901, "A-1"))!.State);
        Assert.Null(await test.Store.FindTransactionAsync(1549901, 6));
        Assert.Empty(await test.Store.ListCallbacksAsync(null, null, 10));
    }

    [Fact]
    public async Task OneFailingWriteOfABatch_FailsAlone()
    {
        await using var test = new TestStore(pumped: true);
        var added = test.Store.AddOrderAsync(TestStore.Order("A-1"), null);
        test.Engine.Pump();
        var (_, order) = await added;
        var begun = test.Store.WriteAsync(new ChangeOrder(order with { Version = 1 }) { Begin = Transaction(5, order) });
        test.Engine.Pump();
        await begun;

        var before = test.Store.AddOrderAsync(TestStore.Order("A-2"), null);
        // The same transaction id again breaks the primary key: a bug, not a refusal.
        var failing = test.Store.WriteAsync(new ChangeOrder(order with { Version = 2 }) { Begin = Transaction(5, order) });
        var after = test.Store.AddOrderAsync(TestStore.Order("A-3"), null);
        test.Engine.Pump();

        Assert.Equal(WriteOutcome.Done, (await before).Outcome);
        Assert.Equal(WriteOutcome.Done, (await after).Outcome);
        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(async () => await failing);
        Assert.Equal(1, (await test.Store.FindOrderAsync(1549901, "A-1"))!.Version);
        Assert.NotNull(await test.Store.FindOrderAsync(1549901, "A-3"));
    }

    [Fact]
    public async Task FullQueue_PushesBackAtOnce()
    {
        await using var test = new TestStore(queueCapacity: 2, pumped: true);
        var waiting = Enumerable.Range(0, 2).Select(i => test.Store.AddOrderAsync(TestStore.Order($"A-{i}"), null).AsTask()).ToArray();

        Assert.Equal(WriteOutcome.QueueFull, (await test.Store.AddOrderAsync(TestStore.Order("A-9"), null)).Outcome);

        test.Engine.Pump();
        Assert.All(await Task.WhenAll(waiting), added => Assert.Equal(WriteOutcome.Done, added.Outcome));
        Assert.Null(await test.Store.FindOrderAsync(1549901, "A-9"));
    }

    [Fact]
    public async Task Reopened_StoreGoesOnWithIdsAndData()
    {
        await using var test = new TestStore();
        var (_, first) = await test.Store.AddOrderAsync(TestStore.Order("A-1"), null);

        await test.ReopenAsync();
        var (_, second) = await test.Store.AddOrderAsync(TestStore.Order("A-2"), null);

        Assert.Equal(first.PaymentId + 1, second.PaymentId);
        Assert.NotNull(await test.Store.FindOrderAsync(1549901, "A-1"));
    }

    [Fact]
    public async Task WritesTakenBeforeStopping_AreWritten()
    {
        await using var test = new TestStore();
        var taken = Enumerable.Range(0, 500).Select(i => test.Store.AddOrderAsync(TestStore.Order($"A-{i}"), null).AsTask()).ToArray();

        await test.ReopenAsync();

        Assert.All(await Task.WhenAll(taken), added => Assert.Equal(WriteOutcome.Done, added.Outcome));
        Assert.NotNull(await test.Store.FindOrderAsync(1549901, "A-499"));
    }

    [Fact]
    public async Task NewerCallback_ReplacesOneThatIsStillDue()
    {
        await using var test = new TestStore();
        var (_, order) = await test.Store.AddOrderAsync(TestStore.Order("A-1"), null);
        await test.Store.WriteAsync(new ChangeOrder(order with { Version = 1 }) { Owe = Callback(order with { Version = 1 }) });
        await test.Store.WriteAsync(new ChangeOrder(order with { Version = 2 }) { Owe = Callback(order with { Version = 2 }) });

        var callbacks = await test.Store.ListCallbacksAsync(1549901, "A-1", 10);

        Assert.Equal([(2, CallbackState.Due), (1, CallbackState.Replaced)], callbacks.Select(callback => (callback.OrderVersion, callback.State)));
    }

    [Fact]
    public async Task LogUnderConstantLoad_StaysBounded()
    {
        await using var test = new TestStore();
        var log = Path.Combine(test.Folder, "tetri.db-wal");
        long largest = 0;
        for (var round = 0; round < 40; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 1000).Select(async i =>
                (await test.Store.AddOrderAsync(TestStore.Order($"{round}-{i}-{Guid.NewGuid()}"), null)).Outcome));
            largest = Math.Max(largest, new FileInfo(log).Length);
        }

        Assert.InRange(largest, 1, 64 * 1024 * 1024);
    }

    private static Transaction Transaction(long id, Order order) => new()
    {
        Id = id,
        MerchantId = order.MerchantId,
        PaymentId = order.PaymentId,
        Kind = TransactionKind.Purchase,
        Amount = order.Terms.Amount,
        Connector = "simulator",
        StartedAt = order.CreatedAt,
        CheckAt = order.CreatedAt,
    };

    private static Callback Callback(Order order) => new()
    {
        MerchantId = order.MerchantId,
        PaymentId = order.PaymentId,
        OrderId = order.Terms.OrderId,
        Url = "http://localhost/callback",
        OrderVersion = order.Version,
        MessageVersion = MessageVersion.V101,
        Content = "{}",
        OwedAt = order.CreatedAt,
        DueAt = order.CreatedAt,
    };
}
