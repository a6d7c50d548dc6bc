using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Tetri.Accounts;
using Tetri.Callbacks;
using Tetri.Cards;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Store;
using Tetri.Store.Postgres;

namespace Tetri.Tests.Store;

/// <summary>
/// The tables can be spread by merchant as long as every statement that a shop or a payer waits for stays in one merchant's partition.
/// All that the store can do is done once on a partitioned database, and PostgreSQL tells which partitions each statement's plan touches.
/// </summary>
public sealed partial class SingleShardTests
{
    private const long MerchantId = 1549901;
    private const long OtherMerchantId = 1396424;
    private static readonly DateTimeOffset Now = TestStore.Order("").CreatedAt;

    // These span merchants by their nature. Nobody waits for them but the gateway's own background, or an operator at the command line.
    private static readonly string[] Background =
    [
        "ClaimCallbacksAsync", "CountCallbacksDueAsync", "OrdersToExpireAsync", "TransactionsToCheckAsync", nameof(ForgetExpired),
        "FindCallbackAsync", "ListCallbacksAsync", "RectokensSealedUnderAsync", "CountRectokensByKeyAsync",
        "ClaimSubscriptionsAsync",
    ];

    // These touch no table that is spread.
    private static readonly string[] Global = ["ListMerchantsAsync", nameof(PutMerchant), "NextTransactionIdAsync", "FindClockAheadAsync", nameof(MoveClock), "AnswersAsync"];

    private long _read;

    [Fact]
    public async Task EveryHotStatement_TouchesOnePartition()
    {
        var database = await PostgresServer.CreateDatabaseAsync();
        await ExplainEverythingAsync(database);
        await using var engine = await OpenAsync(database);
        var store = new GatewayStore(engine);
        var statements = new HashSet<string>();
        var done = new List<string>();
        ReadPlans(database);

        await foreach (var act in ActsAsync(store))
        {
            done.Add(act);
            var plans = ReadPlans(database);
            statements.UnionWith(plans.Select(plan => Normalise(plan.Sql)));
            if (Background.Contains(act))
                continue;
            foreach (var (sql, partitions) in plans)
                Assert.True(partitions.Count <= 1, $"{act} touches the partitions {string.Join(", ", partitions)}:\n{sql}");
            Assert.True(Global.Contains(act) || plans.Count > 0, $"No plan of {act} was seen.");
        }

        // What is new in the store has to be done above, and so can't slip by.
        var known = typeof(GatewayStore).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(method => method.Name).Where(name => name.EndsWith("Async", StringComparison.Ordinal))
            .Where(name => name is not nameof(store.WriteAsync))
            .Concat(typeof(Write).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Write))).Select(type => type.Name));
        Assert.Equal(known.Order(), done.Order());
        foreach (var statement in typeof(PostgresSql).GetFields().Where(field => field.IsLiteral))
            Assert.True(statements.Contains(Normalise((string)statement.GetRawConstantValue()!)), $"PostgresSql.{statement.Name} was not run.");
    }

    [Fact]
    public async Task NewOrdersOfManyMerchants_LieInTheirMerchantsPartition_InEveryTableTheSame()
    {
        var database = await PostgresServer.CreateDatabaseAsync();
        await using var engine = await OpenAsync(database);
        var store = new GatewayStore(engine);
        var merchants = Enumerable.Range(1, 40).Select(n => (long)n).ToArray();
        var orders = await Task.WhenAll(merchants.Select(async merchant => (await store.AddOrderAsync(TestStore.Order("A-1", merchant), null)).Order));
        await Task.WhenAll(orders.Select((order, i) => store.WriteAsync(new ChangeOrder(order with { Version = 1 })
        {
            Begin = TestStore.Transaction(i, order),
            Owe = Owed(order),
        }).AsTask()));

        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(
            """
            SELECT o.tableoid::regclass::text, t.tableoid::regclass::text, c.tableoid::regclass::text
            FROM orders o JOIN transactions t USING (merchant_id, payment_id) JOIN callbacks c USING (merchant_id, payment_id)
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var numbers = new List<string>();
        while (await reader.ReadAsync())
        {
            var number = reader.GetString(0)["orders_".Length..];
            Assert.Equal($"transactions_{number}", reader.GetString(1));
            Assert.Equal($"callbacks_{number}", reader.GetString(2));
            numbers.Add(number);
        }
        Assert.Equal(merchants.Length, numbers.Count);
        Assert.True(numbers.Distinct().Count() > 4);
    }

    /// <summary>A node keeps the plan that it made before there was anything, and a busy shop has thousands of callbacks before the tables are first analysed.</summary>
    [Fact]
    public async Task AttemptsPlannedOnAnEmptyDatabase_FindTheirCallbacksOneByOne()
    {
        var database = await PostgresServer.CreateDatabaseAsync();
        await (await OpenAsync(database, partitions: 0)).DisposeAsync();

        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("SET plan_cache_mode = force_generic_plan"), new($"PREPARE attempts AS {PostgresSql.RecordAttempts}"),
                new($"EXPLAIN EXECUTE attempts ({string.Join(", ", Enumerable.Repeat("NULL", 10))})"),
            },
        };
        var plan = new List<string>();
        await using (var reader = await batch.ExecuteReaderAsync())
            while (await reader.ReadAsync())
                plan.Add(reader.GetString(0));

        Assert.Contains(plan, line => line.Contains("AND (payment_id = made.payment_id)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OtherPartitionsThanTheDatabaseWasMadeWith_AreRefused()
    {
        var database = await PostgresServer.CreateDatabaseAsync();
        await (await OpenAsync(database)).DisposeAsync();

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => OpenAsync(database, partitions: 16));
        Assert.Contains("made with 8", refused.Message, StringComparison.Ordinal);
        await (await OpenAsync(database, partitions: 0)).DisposeAsync();
    }

    /// <summary>Does one thing after the other, and tells its name.</summary>
    private static async IAsyncEnumerable<string> ActsAsync(GatewayStore store)
    {
        // Two merchants' orders in one batch: there each row finds its partition, and the index that decides on duplicates is that partition's own.
        var added = await Task.WhenAll(
            store.AddOrderAsync(TestStore.Order("A-1"), null).AsTask(), store.AddOrderAsync(TestStore.Order("A-1", OtherMerchantId), null).AsTask());
        var order = added[0].Order;
        await store.AddOrderAsync(TestStore.Order("A-2"), new IdempotencyKey(MerchantId, "checkout/url", "k", "hash", Now.AddHours(1)));
        yield return nameof(AddOrder);
        await store.FindOrderAsync(MerchantId, "A-1");
        yield return nameof(store.FindOrderAsync);
        await store.FindOrderAsync(MerchantId, order.PaymentId);
        yield return nameof(store.FindOrderAsync);
        await store.FindSettledOrderAsync(MerchantId, "A-1", default);
        yield return nameof(store.FindSettledOrderAsync);
        await store.FindSettledOrderAsync(MerchantId, order.PaymentId, default);
        yield return nameof(store.FindSettledOrderAsync);
        var ids = await store.FindOrderIdsAsync(MerchantId, Now.AddDays(-1), Now.AddDays(1), default);
        yield return nameof(store.FindOrderIdsAsync);
        Assert.Equal(2, (await store.ListOrdersAsync(MerchantId, ids, Now.AddDays(-1), Now.AddDays(1), 10, default)).Count);
        yield return nameof(store.ListOrdersAsync);
        await store.FindIdempotentUseAsync(MerchantId, "checkout/url", "k", Now);
        yield return nameof(store.FindIdempotentUseAsync);

        await store.NextTransactionIdAsync();
        yield return nameof(store.NextTransactionIdAsync);
        await store.AddPayoutAsync(TestStore.Order("P-1") with { OpenTransactionId = 9 }, TestStore.Transaction(9, order) with { Kind = TransactionKind.Payout, Status = TransactionStatus.PayoutOpen }, needsBalance: true);
        await store.AddPayoutAsync(TestStore.Order("P-1") with { OpenTransactionId = 9 }, TestStore.Transaction(9, order) with { Kind = TransactionKind.Payout, Status = TransactionStatus.PayoutOpen }, needsBalance: false);
        yield return nameof(store.AddPayoutAsync);

        var begun = TestStore.Transaction(5, order);
        var rectoken = TestStore.Rectoken("a", order, transactionId: 5);
        await store.WriteAsync(new ChangeOrder(order with { Version = 1, OpenTransactionId = 5 }) { Begin = begun, Issue = rectoken });
        await store.WriteAsync(new ChangeOrder(order with { Version = 2, OpenTransactionId = 5 })
        {
            Update = begun with { Status = TransactionStatus.Authenticating },
            KeepCard = new CardSession
            {
                TransactionId = 5,
                MerchantId = MerchantId,
                PaymentId = order.PaymentId,
                Card = [1],
                Step = new ThreeDSecureStep { Url = "http://issuer/" },
                ExpiresAt = Now.AddMinutes(15),
            },
        });
        await store.WriteAsync(new ChangeOrder(order with { Version = 3 })
        {
            Update = begun with { Status = TransactionStatus.Approved },
            Entries = [new(Account.Balance, 1000), new(Account.Acquirer, -1000)],
            WipeCardOf = 5,
            ApproveRectoken = rectoken.Value,
            Subscribe = TestStore.Subscription(order),
            Owe = Owed(order with { Version = 2 }),
        });
        await store.WriteAsync(new ChangeOrder(order with { Version = 4 }) { Begin = begun with { Id = 6 } });
        await store.WriteAsync(new ChangeOrder(order with { Version = 5 })
        {
            Update = begun with { Id = 6, Status = TransactionStatus.Declined },
            DropRectoken = rectoken.Value,
        });
        yield return nameof(ChangeOrder);
        await store.FindCardSessionAsync(MerchantId, 5, Now);
        yield return nameof(store.FindCardSessionAsync);
        await store.FindTransactionAsync(MerchantId, 5);
        yield return nameof(store.FindTransactionAsync);
        await store.TransactionsOfOrderAsync(MerchantId, order.PaymentId);
        yield return nameof(store.TransactionsOfOrderAsync);
        await store.TransactionsToCheckAsync(Now, 10);
        yield return nameof(store.TransactionsToCheckAsync);

        await store.BalancesAsync(MerchantId);
        yield return nameof(store.BalancesAsync);
        await store.WrongBalancesAsync(MerchantId);
        yield return nameof(store.WrongBalancesAsync);
        await store.OrdersAfterAsync(MerchantId, "", 10);
        yield return nameof(store.OrdersAfterAsync);
        await store.TransactionsOfOrdersAsync(MerchantId, [order.PaymentId]);
        yield return nameof(store.TransactionsOfOrdersAsync);
        await store.EntriesOfAsync(MerchantId, [5]);
        yield return nameof(store.EntriesOfAsync);
        await store.EntriesAfterAsync(MerchantId, new PostedEntry("", 0, default), 10);
        yield return nameof(store.EntriesAfterAsync);
        await store.ExistingTransactionsAsync(MerchantId, [5]);
        yield return nameof(store.ExistingTransactionsAsync);
        await store.WriteAsync(new AddEntries(begun, [new(Account.Balance, 1000), new(Account.Acquirer, -1000)]));
        yield return nameof(AddEntries);

        await store.CountCallbacksDueAsync(Now);
        yield return nameof(store.CountCallbacksDueAsync);
        var callback = Assert.Single(await store.ClaimCallbacksAsync(Now, Now.AddMinutes(1), [], [], 10, CancellationToken.None)).Callback;
        yield return nameof(store.ClaimCallbacksAsync);
        await store.WriteAsync(new ReleaseCallback(MerchantId, callback.Id, Now.AddMinutes(1)));
        yield return nameof(ReleaseCallback);
        await store.WriteAsync(new RecordAttempt(callback with { State = CallbackState.Delivered, Attempts = 1 },
            new CallbackAttempt { CallbackId = callback.Id, Number = 1, At = Now, Outcome = AttemptOutcome.Delivered, Duration = 1 }));
        yield return nameof(RecordAttempt);
        await store.AttemptsOfCallbackAsync(MerchantId, callback.Id);
        yield return nameof(store.AttemptsOfCallbackAsync);
        await store.FindCallbackAsync(callback.Id);
        yield return nameof(store.FindCallbackAsync);
        await store.ListCallbacksAsync(null, null, 10);
        yield return nameof(store.ListCallbacksAsync);
        await store.WriteAsync(new ResendCallback(MerchantId, callback.Id, Now));
        yield return nameof(ResendCallback);

        await store.WriteAsync(new PutRectoken(rectoken with { Value = "b" }));
        yield return nameof(PutRectoken);
        await store.FindRectokenAsync(MerchantId, rectoken.Value);
        yield return nameof(store.FindRectokenAsync);
        await store.FindRectokenOfCardAsync(MerchantId, rectoken.Fingerprint, Now, Now);
        yield return nameof(store.FindRectokenOfCardAsync);
        await store.SavedCardsAsync(MerchantId, "sender_account:nino", Now, 10);
        yield return nameof(store.SavedCardsAsync);
        await store.ListRectokensAsync(MerchantId, 10);
        yield return nameof(store.ListRectokensAsync);
        await store.RectokensSealedUnderAsync(rectoken.KeyId, 0, "", 10);
        yield return nameof(store.RectokensSealedUnderAsync);
        await store.CountRectokensByKeyAsync();
        yield return nameof(store.CountRectokensByKeyAsync);
        await store.WriteAsync(new ResealRectoken(rectoken.KeyId, rectoken with { Card = [2, 2] }));
        yield return nameof(ResealRectoken);
        await store.WriteAsync(new DeactivateRectoken(MerchantId, rectoken.Value, Now));
        yield return nameof(DeactivateRectoken);
        await store.WriteAsync(new ForgetSavedCard(MerchantId, "sender_account:nino", rectoken.Value));
        yield return nameof(ForgetSavedCard);
        await store.WriteAsync(new SpendContainer(new IdempotencyKey(MerchantId, "wallet", "c", "", Now.AddDays(1)), order.PaymentId, Now));
        yield return nameof(SpendContainer);

        await store.FindSubscriptionAsync(MerchantId, order.PaymentId);
        yield return nameof(store.FindSubscriptionAsync);
        await store.ClaimSubscriptionsAsync(Now.AddYears(1), Now, 10, default);
        yield return nameof(store.ClaimSubscriptionsAsync);
        await store.WriteAsync(new ChangeSubscription(TestStore.Subscription(order).AfterPayment()));
        yield return nameof(ChangeSubscription);

        await store.WriteAsync(new PutMerchant(DemoMerchants.All.First()));
        yield return nameof(PutMerchant);
        await store.ListMerchantsAsync();
        yield return nameof(store.ListMerchantsAsync);
        await store.FindClockAheadAsync();
        yield return nameof(store.FindClockAheadAsync);
        await store.WriteAsync(new MoveClock(TimeSpan.FromHours(1)));
        yield return nameof(MoveClock);
        await store.OrdersToExpireAsync(Now, 10);
        yield return nameof(store.OrdersToExpireAsync);
        await store.WriteAsync(new ForgetExpired(Now));
        yield return nameof(ForgetExpired);
        await store.AnswersAsync(CancellationToken.None);
        yield return nameof(store.AnswersAsync);
    }

    private static Callback Owed(Order order) => new()
    {
        MerchantId = order.MerchantId,
        PaymentId = order.PaymentId,
        OrderId = order.Terms.OrderId,
        Url = "http://localhost/callback",
        OrderVersion = order.Version + 1,
        MessageVersion = MessageVersion.V10,
        Content = "{}",
        OwedAt = Now,
        DueAt = Now,
    };

    private static Task<PostgresEngine> OpenAsync(string database, int partitions = 8) =>
        PostgresEngine.OpenAsync(
            database, GatewayMode.Sandbox, TimeProvider.System, NullLogger<PostgresEngine>.Instance, partitions: partitions, replicas: database);

    /// <summary>From now on PostgreSQL logs the plan of each statement that is run in this database.</summary>
    private static async Task ExplainEverythingAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var name = new NpgsqlConnectionStringBuilder(database).Database;
        foreach (var setting in new[] { "session_preload_libraries = auto_explain", "auto_explain.log_min_duration = 0", "auto_explain.log_format = json" })
        {
            await using var command = source.CreateCommand($"ALTER DATABASE {name} SET {setting}");
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>The statements run since the last look, and the numbers of the partitions their plans touch.</summary>
    private List<(string Sql, HashSet<int> Partitions)> ReadPlans(string database)
    {
        using var log = new FileStream(PostgresServer.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Position = _read;
        using var reader = new StreamReader(log);
        var text = reader.ReadToEnd();
        _read = log.Position;
        var plans = new List<(string, HashSet<int>)>();
        foreach (Match match in Plan.Matches(text).Where(match => match.Groups["database"].Value == new NpgsqlConnectionStringBuilder(database).Database))
        {
            using var plan = JsonDocument.Parse(match.Groups["json"].Value);
            var partitions = new HashSet<int>();
            Collect(plan.RootElement.GetProperty(nameof(Plan)), partitions);
            plans.Add((plan.RootElement.GetProperty("Query Text").GetString()!, partitions));
        }
        return plans;
    }

    private static void Collect(JsonElement node, HashSet<int> partitions)
    {
        if (node.TryGetProperty("Relation Name", out var relation) && Partition.Match(relation.GetString()!) is { Success: true } partition)
            partitions.Add(int.Parse(partition.Groups[1].Value, CultureInfo.InvariantCulture));
        if (node.TryGetProperty("Plans", out var children))
            foreach (var child in children.EnumerateArray())
                Collect(child, partitions);
    }

    private static string Normalise(string sql) => string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"^(?<database>\w+):LOG:  duration: [\d.]+ ms  plan:\n(?<json>(?:\t.*\n)+)", RegexOptions.Multiline)]
    private static partial Regex Plan { get; }

    [GeneratedRegex(@"_(\d+)$")]
    private static partial Regex Partition { get; }
}
