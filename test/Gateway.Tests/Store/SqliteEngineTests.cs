using Microsoft.Data.Sqlite;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Store;
using Tetri.Store.Sqlite;

namespace Tetri.Tests.Store;

public class SqliteEngineTests
{
    [Fact]
    public async Task OneFailingWriteOfABatch_FailsAlone()
    {
        await using var test = await TestStore.OpenAsync(Engine.Sqlite, pumped: true);
        var added = test.Store.AddOrderAsync(TestStore.Order("A-1"), null);
        ((SqliteEngine)test.Engine).Pump();
        var (_, order) = await added;
        var begun = test.Store.WriteAsync(new ChangeOrder(order with { Version = 1 }) { Begin = TestStore.Transaction(5, order) });
        ((SqliteEngine)test.Engine).Pump();
        await begun;

        var before = test.Store.AddOrderAsync(TestStore.Order("A-2"), null);
        // The same transaction id again breaks the primary key: a bug, not a refusal.
        var failing = test.Store.WriteAsync(new ChangeOrder(order with { Version = 2 }) { Begin = TestStore.Transaction(5, order) });
        var after = test.Store.AddOrderAsync(TestStore.Order("A-3"), null);
        ((SqliteEngine)test.Engine).Pump();

        Assert.Equal(WriteOutcome.Done, (await before).Outcome);
        Assert.Equal(WriteOutcome.Done, (await after).Outcome);
        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(async () => await failing);
        Assert.Equal(1, (await test.Store.FindOrderAsync(1549901, "A-1"))!.Version);
        Assert.NotNull(await test.Store.FindOrderAsync(1549901, "A-3"));
    }

    [Fact]
    public async Task FileThatCanNotBeWritten_IsUnavailable_AndIsWrittenAgainWhenItCan()
    {
        await using var test = await TestStore.OpenAsync(Engine.Sqlite, pumped: true);
        await using var somebody = new SqliteConnection($"Data Source={Path.Combine(test.Folder!, "tetri.db")};Pooling=false");
        await somebody.OpenAsync();
        await using (var hold = somebody.BeginTransaction(deferred: false))
        {
            var refused = new[] { test.Store.AddOrderAsync(TestStore.Order("A-1"), null).AsTask(), test.Store.AddOrderAsync(TestStore.Order("A-2"), null).AsTask() };
            ((SqliteEngine)test.Engine).Pump();

            // Not as a fault of ours: it is answered with 503, an acquirer's answer waits for the file, and a delivered callback is not sent again at once.
            foreach (var write in refused)
                await Assert.ThrowsAsync<StoreUnavailableException>(() => write);
            Assert.False(test.Store.IsWritable);
        }

        // It finds nothing to forget, which shows nothing.
        var forgotten = test.Store.WriteAsync(new ForgetExpired(DateTimeOffset.UnixEpoch));
        ((SqliteEngine)test.Engine).Pump();
        Assert.Equal(WriteOutcome.Done, await forgotten);
        Assert.False(test.Store.IsWritable);

        var added = test.Store.AddOrderAsync(TestStore.Order("A-2"), null);
        ((SqliteEngine)test.Engine).Pump();
        Assert.Equal(WriteOutcome.Done, (await added).Outcome);
        Assert.True(test.Store.IsWritable);
        Assert.Null(await test.Store.FindOrderAsync(1549901, "A-1"));
    }

    [Fact]
    public async Task FullQueue_PushesBackAtOnce()
    {
        await using var test = await TestStore.OpenAsync(Engine.Sqlite, queueCapacity: 2, pumped: true);
        var waiting = Enumerable.Range(0, 2).Select(i => test.Store.AddOrderAsync(TestStore.Order($"A-{i}"), null).AsTask()).ToArray();

        Assert.Equal(WriteOutcome.QueueFull, (await test.Store.AddOrderAsync(TestStore.Order("A-9"), null)).Outcome);

        ((SqliteEngine)test.Engine).Pump();
        Assert.All(await Task.WhenAll(waiting), added => Assert.Equal(WriteOutcome.Done, added.Outcome));
        Assert.Null(await test.Store.FindOrderAsync(1549901, "A-9"));
    }

    [Fact]
    public async Task LogUnderConstantLoad_StaysBounded()
    {
        // Each caller writes again as soon as it is answered, so there is never a moment without a write for the log to start over.
        await using var test = await TestStore.OpenAsync(Engine.Sqlite);
        var log = Path.Combine(test.Folder!, "tetri.db-wal");
        long largest = 0;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 150; i++)
            {
                var order = TestStore.Order($"{caller}-{Guid.NewGuid()}");
                await test.Store.AddOrderAsync(order with { Terms = order.Terms with { MerchantData = new string('a', 3000) } }, null);
                if (caller == 0)
                    largest = Math.Max(largest, new FileInfo(log).Length);
            }
        })));

        Assert.InRange(largest, 1, 64 * 1024 * 1024);
    }
}
