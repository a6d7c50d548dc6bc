using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Tetri.Store;
using Tetri.Store.Postgres;

namespace Tetri.Tests.Store;

/// <summary>
/// The tables can be spread by merchant as long as every statement that a shop or a payer waits for stays in one merchant's partition.
/// All that the store can do is done once on a partitioned database, and PostgreSQL tells which partitions each statement's plan touches.
/// </summary>
public sealed partial class SingleShardTests
{
    // These span merchants by their nature. Nobody waits for them but the gateway's own background, or an operator at the command line.
    private static readonly string[] Background =
    [
        "ClaimCallbacksAsync", "CountCallbacksDueAsync", "OrdersToExpireAsync", "TransactionsToCheckAsync", nameof(ForgetExpired),
        "FindCallbackAsync", "ListCallbacksAsync", "RectokensSealedUnderAsync", "CountRectokensByKeyAsync",
        "ClaimSubscriptionsAsync",
    ];

    // These touch no table that is spread.
    private static readonly string[] Global = ["ListMerchantsAsync", nameof(PutMerchant), "NextTransactionIdAsync", "FindClockAheadAsync", nameof(MoveClock), "AnswersAsync"];

    [Fact]
    public async Task EveryHotStatement_TouchesOnePartition()
    {
        var database = await PostgresServer.CreateDatabaseAsync();
        var log = await StatementPlans.LogAsync(database);
        await using var engine = await OpenAsync(database);
        var store = new GatewayStore(engine);
        var statements = new HashSet<string>();
        var done = new List<string>();
        log.ReadNew();

        await foreach (var act in StoreActs.RunAsync(store))
        {
            done.Add(act);
            var plans = log.ReadNew();
            statements.UnionWith(plans.Select(plan => Normalise(plan.Sql)));
            if (Background.Contains(act))
                continue;
            foreach (var (sql, nodes) in plans)
            {
                var partitions = nodes.Select(PartitionOf).OfType<string>().Distinct().ToList();
                Assert.True(partitions.Count <= 1, $"{act} touches the partitions {string.Join(", ", partitions)}:\n{sql}");
            }
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
            Owe = TestStore.Callback(order),
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

    [Fact]
    public async Task OtherPartitionsThanTheDatabaseWasMadeWith_AreRefused()
    {
        var database = await PostgresServer.CreateDatabaseAsync();
        await (await OpenAsync(database)).DisposeAsync();

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => OpenAsync(database, partitions: 16));
        Assert.Contains("made with 8", refused.Message, StringComparison.Ordinal);
        await (await OpenAsync(database, partitions: 0)).DisposeAsync();
    }

    private static Task<PostgresEngine> OpenAsync(string database, int partitions = 8) =>
        PostgresEngine.OpenAsync(
            database, GatewayMode.Sandbox, TimeProvider.System, NullLogger<PostgresEngine>.Instance, partitions: partitions, replicas: database);

    private static string Normalise(string sql) => string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string? PartitionOf(JsonElement node) =>
        node.TryGetProperty("Relation Name", out var relation) && Partition.Match(relation.GetString()!) is { Success: true } partition ? partition.Groups[1].Value : null;

    [GeneratedRegex(@"_(\d+)$")]
    private static partial Regex Partition { get; }
}
