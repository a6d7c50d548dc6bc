using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Tetri.Store;
using Tetri.Store.Postgres;

namespace Tetri.Tests.Store;

/// <summary>
/// A node keeps the plans that it made before there was anything, and a busy shop has a hundred thousand rows before the tables are first analysed.
/// A plan that then reads all rows of a merchant, or of all, makes each payment slower than the one before.
/// </summary>
public sealed partial class EmptyDatabasePlanTests
{
    // Reading much is what these are for: lists and counts that somebody asked for, and rare sweeps.
    private static readonly string[] Broad =
    [
        "ListOrdersAsync", "FindCallbackAsync", "ListCallbacksAsync", "ListRectokensAsync", "CountRectokensByKeyAsync", "ExistingTransactionsAsync", "WrongBalancesAsync",
        "ClaimSubscriptionsAsync", nameof(ForgetExpired),
    ];

    // These stay small however much is paid: a row for each merchant or account, or only what is open.
    private static readonly string[] Small = ["stamps", "migrations", "merchants", "sandbox_clock", "ledger_balances", "transactions_open_payouts", "pg_"];

    [Fact]
    public async Task StatementsPlannedOnAnEmptyDatabase_FindTheirRowsOneByOne()
    {
        var database = await PostgresServer.CreateDatabaseAsync();
        var log = await StatementPlans.LogAsync(database, "plan_cache_mode = force_generic_plan");
        await using var engine = await PostgresEngine.OpenAsync(
            database, GatewayMode.Sandbox, TimeProvider.System, NullLogger<PostgresEngine>.Instance, replicas: database);
        log.ReadNew();
        var slow = new List<string>();

        await foreach (var act in StoreActs.RunAsync(new GatewayStore(engine)))
        {
            var plans = log.ReadNew();
            if (!Broad.Contains(act))
                slow.AddRange(plans.SelectMany(plan => plan.Nodes).Where(ReadsAll).Select(node => $"{act}: {Describe(node)}"));
        }

        Assert.True(slow.Count == 0, string.Join("\n", slow.Distinct()));
    }

    private static bool ReadsAll(JsonElement node) =>
        node.TryGetProperty("Index Name", out var index) ? !IsSmall(index.GetString()!) && !(node.TryGetProperty("Index Cond", out var condition) && Narrow.IsMatch(condition.GetString()!))
        : node.GetProperty("Node Type").GetString() == "Seq Scan" && !IsSmall(node.GetProperty("Relation Name").GetString()!);

    private static string Describe(JsonElement node) =>
        string.Join(", ", node.EnumerateObject().Where(part => part.Name is "Node Type" or "Relation Name" or "Index Name" or "Index Cond" or "Filter").Select(part => part.Value.GetString()));

    private static bool IsSmall(string name) => Small.Any(name.StartsWith);

    // More than the merchant.
    [GeneratedRegex(@"\b(?!merchant_id\b)[a-z_]+\)? [=<>]")]
    private static partial Regex Narrow { get; }
}
