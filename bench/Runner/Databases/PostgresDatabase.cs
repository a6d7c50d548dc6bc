using Npgsql;

namespace Tetri.Bench.Databases;

internal sealed class PostgresDatabase(PostgresCluster cluster, string name) : Database
{
    public required bool IsKept { get; init; }

    public override IEnumerable<string> GatewaySettings => [$"--ConnectionStrings:Postgres={cluster.ConnectionString(name)}"];

    public string Name => name;

    public static async Task<PostgresDatabase> FillAsync(PostgresCluster cluster, int orders)
    {
        var name = $"orders_{orders}";
        var database = new PostgresDatabase(cluster, name) { Folder = Folders.Empty(Path.Combine(cluster.Folder, name)), IsKept = true };
        await cluster.CreateDatabaseAsync(name);
        await database.MakeTablesAsync();
        PastOrders.AddTo(database, orders);
        await database.SettleAsync();
        return database;
    }

    public override IRowWriter Write(string table, params IReadOnlyList<string> columns) =>
        new PostgresRows(cluster.ConnectionString(name), table, columns);

    public override IReadOnlyList<string> ReadTexts(string sql)
    {
        using var connection = new NpgsqlConnection(cluster.ConnectionString(name));
        connection.Open();
#pragma warning disable CA2100 // The text is a constant of the caller.
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
            texts.Add(reader.GetString(0));
        return texts;
    }

    public override Task SettleAsync() =>
        cluster.ExecuteAsync(name, "SELECT setval('payment_ids', (SELECT max(payment_id) FROM orders) + 100)", "VACUUM ANALYZE", "CHECKPOINT");

    public override async ValueTask DisposeAsync()
    {
        if (!IsKept)
            await cluster.DropDatabaseAsync(name);

        // What this side left to write must not be written during the next one.
        await cluster.ExecuteAsync("postgres", "CHECKPOINT");
    }
}
