using Microsoft.Extensions.Logging.Abstractions;
using Tetri.Accounts;
using Tetri.Callbacks;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Store;
using Tetri.Store.Postgres;

namespace Tetri.Tests.Store;

/// <summary>What becomes of writes and reads when PostgreSQL, or the connection to it, goes away.</summary>
public sealed class PostgresFailoverTests
{
    [Fact]
    public async Task CommitWhoseAnswerIsLost_IsFoundDone_WhateverTheWrite()
    {
        await using var server = await PostgresCluster.StartAsync();
        await using var proxy = new CuttingProxy(server.Port);
        await using var engine = await OpenAsync($"Host=127.0.0.1:{proxy.Port};Username=postgres;Max Auto Prepare=0");
        var store = new GatewayStore(engine);
        var key = new IdempotencyKey(1549901, "checkout/url", "k", "hash", DateTimeOffset.UnixEpoch.AddYears(100));

        var order = await LoseAnswerAsync(() => store.AddOrderAsync(TestStore.Order("A-1"), null).AsTask(), added => added.Outcome);
        await LoseAnswerAsync(() => store.AddOrderAsync(TestStore.Order("A-2"), key).AsTask(), added => added.Outcome);

        var processing = order.Order with { Version = 1, State = OrderState.Processing, OpenTransactionId = 5 };
        var transaction = TestStore.Transaction(5, order.Order);
        await ChangeAsync(new ChangeOrder(processing) { Begin = transaction });
        await ChangeAsync(new ChangeOrder(processing with { Version = 2 }) { Update = transaction with { Status = TransactionStatus.Authenticating } });
        await ChangeAsync(new ChangeOrder(processing with { Version = 3 }) { Update = transaction with { CheckAt = transaction.CheckAt.AddMinutes(1) } });
        var approved = processing with { Version = 4, State = OrderState.Approved, OpenTransactionId = null };
        var ended = transaction with { Status = TransactionStatus.Approved, EndedAt = transaction.StartedAt.AddSeconds(1) };
        await ChangeAsync(new ChangeOrder(approved) { Update = ended, Entries = [new(Account.Balance, 1000), new(Account.Acquirer, -1000)], Owe = TestStore.Callback(approved) });
        var payout = TestStore.Transaction(6, order.Order) with { Kind = TransactionKind.Payout, Status = TransactionStatus.PayoutOpen };
        await LoseAnswerAsync(() => store.AddPayoutAsync(TestStore.Order("P-1") with { OpenTransactionId = 6 }, payout, needsBalance: true).AsTask(), added => added.Outcome);
        await ChangeAsync(new AddEntries(ended, [new(Account.Fees, 1), new(Account.Acquirer, -1)]));
        var late = (await store.FindOrderAsync(1549901, "A-2"))! with { Version = 1, State = OrderState.Expired };
        await ChangeAsync(new ChangeOrder(late));

        var callback = Assert.Single(await store.ListCallbacksAsync(1549901, null, 10));
        var attempt = new CallbackAttempt { CallbackId = callback.Id, Number = 1, At = callback.OwedAt, Outcome = AttemptOutcome.Delivered, Duration = 1 };
        await ChangeAsync(new RecordAttempt(callback with { Attempts = 1, State = CallbackState.Delivered }, attempt, DateTimeOffset.UnixEpoch));
        await ChangeAsync(new PutMerchant(DemoMerchants.All.First()));
        await ChangeAsync(new ForgetExpired(DateTimeOffset.UnixEpoch));

        Assert.Equal(approved with { Payment = processing.Payment }, await store.FindOrderAsync(1549901, "A-1"));
        Assert.Equal(ended, Assert.Single(await store.TransactionsOfOrderAsync(1549901, approved.PaymentId)));
        Assert.Equal(CallbackState.Delivered, (await store.FindCallbackAsync(callback.Id))!.State);
        Assert.Equal(1L, await server.ExecuteAsync("SELECT count(*) FROM callback_attempts"));
        Assert.Equal(3L, await server.ExecuteAsync("SELECT count(*) FROM ledger_entries"));
        Assert.Equal([(Account.Balance, 1000L), (Account.Acquirer, -1000L), (Account.Fees, 1L)], (await store.BalancesAsync(1549901)).Select(balance => (balance.Account, balance.Minor)));

        Task<WriteOutcome> ChangeAsync(Write write) => LoseAnswerAsync(() => store.WriteAsync(write).AsTask(), outcome => outcome);

        async Task<T> LoseAnswerAsync<T>(Func<Task<T>> write, Func<T, WriteOutcome> outcomeOf)
        {
            proxy.CutNextCommit();
            var result = await write();
            Assert.True(proxy.HasCut);
            Assert.Equal(WriteOutcome.Done, outcomeOf(result));
            return result;
        }
    }

    [Fact]
    public async Task RefusalWhoseAnswerIsLost_StaysARefusal()
    {
        await using var server = await PostgresCluster.StartAsync();
        await using var proxy = new CuttingProxy(server.Port);
        await using var engine = await OpenAsync($"Host=127.0.0.1:{proxy.Port};Username=postgres;Max Auto Prepare=0");
        var store = new GatewayStore(engine);
        var (_, order) = await store.AddOrderAsync(TestStore.Order("A-1"), null);
        var processing = order with { Version = 1, State = OrderState.Processing };
        await store.WriteAsync(new ChangeOrder(processing) { Begin = TestStore.Transaction(5, order) });

        proxy.CutNextCommit();
        Assert.Equal(WriteOutcome.DuplicateOrder, (await store.AddOrderAsync(TestStore.Order("A-1"), null)).Outcome);
        Assert.True(proxy.HasCut);
        proxy.CutNextCommit();
        Assert.Equal(WriteOutcome.Conflict, await store.WriteAsync(new ChangeOrder(processing) { Begin = TestStore.Transaction(6, order) }));
        Assert.True(proxy.HasCut);
        proxy.CutNextCommit();
        Assert.Equal(WriteOutcome.Conflict, await store.WriteAsync(new ChangeOrder(processing with { State = OrderState.Expired })));
        Assert.True(proxy.HasCut);
        proxy.CutNextCommit();
        Assert.Equal(WriteOutcome.Conflict, await store.WriteAsync(new ChangeOrder(processing with { Payment = new Payment { PayerIp = "::1" } })));
        Assert.True(proxy.HasCut);
    }

    [Fact]
    public async Task StandbyThatIsPromoted_TakesTheWrites_WhileTheOldPrimaryStillAnswers()
    {
        await using var first = await PostgresCluster.StartAsync();
        await using var second = await first.StartStandbyAsync();
        await using var engine = await OpenAsync($"Host=127.0.0.1:{first.Port},127.0.0.1:{second.Port};Username=postgres");
        var store = new GatewayStore(engine);
        await store.AddOrderAsync(TestStore.Order("before"), null);
        await second.WaitForAsync(first);

        await first.DemoteAsync();
        var during = store.AddOrderAsync(TestStore.Order("during"), null).AsTask();
        await second.PromoteAsync();

        Assert.Equal(WriteOutcome.Done, (await during).Outcome);
        Assert.Equal(WriteOutcome.Done, (await store.AddOrderAsync(TestStore.Order("after"), null)).Outcome);
        Assert.NotNull(await store.FindOrderAsync(1549901, "after"));
        Assert.Equal(3L, await second.ExecuteAsync("SELECT count(*) FROM orders"));
        Assert.Equal(1L, await first.ExecuteAsync("SELECT count(*) FROM orders"));
    }

    [Fact]
    public async Task NoPrimaryForLong_RefusesWritesAndReads_AndServesAgainWhenItIsBack()
    {
        await using var server = await PostgresCluster.StartAsync();
        await using var engine = await OpenAsync(server.ConnectionString, new HastyTime());
        var store = new GatewayStore(engine);
        await store.AddOrderAsync(TestStore.Order("A-1"), null);
        await server.KillAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.AddOrderAsync(TestStore.Order("A-2"), null).AsTask());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.FindOrderAsync(1549901, "A-1").AsTask());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Task.WhenAll(
            Enumerable.Range(0, 500).Select(_ => store.NextTransactionIdAsync().AsTask())));

        await server.StartAgainAsync();
        Assert.Equal(WriteOutcome.Done, (await store.AddOrderAsync(TestStore.Order("A-2"), null)).Outcome);
        Assert.NotNull(await store.FindOrderAsync(1549901, "A-1"));
    }

    [Fact]
    public async Task FullDisk_IsWaitedFor_AndTheWriteIsMadeWhenThereIsRoom()
    {
        var database = await PostgresServer.CreateDatabaseAsync();
        await using var engine = await OpenAsync(database);
        await PostgresCluster.ExecuteAsync(database, """
            CREATE SEQUENCE tries;
            CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('tries'); RAISE disk_full; END $$;
            CREATE TRIGGER full_disk BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION fill()
            """);

        var adding = new GatewayStore(engine).AddOrderAsync(TestStore.Order("A-1"), null).AsTask();
        while (!adding.IsCompleted && await PostgresCluster.ExecuteAsync(database, "SELECT last_value > 2 FROM tries") is not true)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        await PostgresCluster.ExecuteAsync(database, "DROP TRIGGER full_disk ON orders");

        Assert.Equal(WriteOutcome.Done, (await adding).Outcome);
        Assert.Equal(1L, await PostgresCluster.ExecuteAsync(database, "SELECT count(*) FROM orders"));
    }

    [Fact]
    public async Task CommitThatItsStandbyDidNotConfirm_IsNotAcknowledged()
    {
        await using var server = await PostgresCluster.StartAsync();
        await using var engine = await OpenAsync(server.ConnectionString);
        var store = new GatewayStore(engine);
        await server.ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = 'away'");
        await server.ExecuteAsync("SELECT pg_reload_conf()");
        while (await server.ExecuteAsync("SHOW synchronous_standby_names") is not "away")
            await Task.Delay(10);

        var adding = store.AddOrderAsync(TestStore.Order("A-1"), null).AsTask();
        // Whoever cancels the wait makes PostgreSQL answer the commit with success, and a mere warning.
        var wait = "FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
        for (var cancelled = 0; cancelled < 2; await Task.Delay(10))
            if (await server.ExecuteAsync($"SELECT pg_cancel_backend(pid) {wait}") is true)
                cancelled++;
        Assert.Equal(1L, await server.ExecuteAsync("SELECT count(*) FROM orders"));
        Assert.False(adding.IsCompleted);

        await server.ExecuteAsync("ALTER SYSTEM RESET synchronous_standby_names");
        await server.ExecuteAsync("SELECT pg_reload_conf()");
        Assert.Equal(WriteOutcome.Done, (await adding).Outcome);
    }

    private static Task<PostgresEngine> OpenAsync(string connectionString, TimeProvider? time = null) =>
        PostgresEngine.OpenAsync(connectionString, GatewayMode.Sandbox, time ?? TimeProvider.System, NullLogger<PostgresEngine>.Instance);
}
