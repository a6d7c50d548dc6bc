using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;

namespace Tetri.Tests.Store;

/// <summary>The plan of each statement that is run in one database, as PostgreSQL logs it.</summary>
internal sealed partial class StatementPlans
{
    private readonly string _database;
    private long _read;

    private StatementPlans(string database)
    {
        _database = database;
        ReadNew();
    }

    /// <param name="settings">More settings of the database, "name = value".</param>
    public static async Task<StatementPlans> LogAsync(string database, params string[] settings)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var name = new NpgsqlConnectionStringBuilder(database).Database!;
        foreach (var setting in (string[])["session_preload_libraries = auto_explain", "auto_explain.log_min_duration = 0", "auto_explain.log_format = json", .. settings])
        {
            await using var command = source.CreateCommand($"ALTER DATABASE {name} SET {setting}");
            await command.ExecuteNonQueryAsync();
        }
        return new StatementPlans(name);
    }

    /// <summary>The statements run since the last look, and all nodes of their plans.</summary>
    public List<(string Sql, List<JsonElement> Nodes)> ReadNew()
    {
        using var log = new FileStream(PostgresServer.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Position = _read;
        using var reader = new StreamReader(log);
        var text = reader.ReadToEnd();
        _read = log.Position;
        var plans = new List<(string, List<JsonElement>)>();
        foreach (Match match in Plan.Matches(text).Where(match => match.Groups["database"].Value == _database))
        {
            using var plan = JsonDocument.Parse(match.Groups["json"].Value);
            plans.Add((plan.RootElement.GetProperty("Query Text").GetString()!, [.. NodesOf(plan.RootElement.GetProperty(nameof(Plan)).Clone())]));
        }
        return plans;
    }

    private static IEnumerable<JsonElement> NodesOf(JsonElement node)
    {
        yield return node;
        if (node.TryGetProperty("Plans", out var children))
            foreach (var child in children.EnumerateArray().SelectMany(NodesOf))
                yield return child;
    }

    [GeneratedRegex(@"^(?<database>\w+):LOG:  duration: [\d.]+ ms  plan:\n(?<json>(?:\t.*\n)+)", RegexOptions.Multiline)]
    private static partial Regex Plan { get; }
}
