using Npgsql;

namespace Tetri.Store.Postgres;

/// <summary>Brings the schema to the newest version at start. Nodes that start at once wait for each other on an advisory lock.</summary>
internal static class PostgresMigrations
{
    // "tetri" in ASCII.
    private const long LockKey = 0x7465747269;

    public static async Task RunAsync(NpgsqlDataSource source, GatewayMode mode, TimeProvider time)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, "SELECT pg_advisory_xact_lock($1)", LockKey);
        await ExecuteAsync(connection, "CREATE TABLE IF NOT EXISTS migrations (number bigint PRIMARY KEY, name text NOT NULL, run_at bigint NOT NULL)");
        foreach (var script in MigrationScript.Of("postgres"))
        {
            await using var known = new NpgsqlCommand("SELECT 1 FROM migrations WHERE number = $1", connection) { Parameters = { new() { Value = script.Number } } };
            if (await known.ExecuteScalarAsync() is not null)
                continue;
            await ExecuteAsync(connection, script.Sql);
            await ExecuteAsync(connection, "INSERT INTO migrations (number, name, run_at) VALUES ($1, $2, $3)", script.Number, script.Name, time.GetUtcNow().ToUnixTimeMilliseconds());
        }
        await StampAsync(connection, mode);
        await transaction.CommitAsync();
    }

    private static async Task StampAsync(NpgsqlConnection connection, GatewayMode mode)
    {
        await ExecuteAsync(connection, "INSERT INTO stamps (name, value) VALUES ('mode', $1) ON CONFLICT (name) DO NOTHING", mode.ToString());
        await using var read = new NpgsqlCommand("SELECT value FROM stamps WHERE name = 'mode'", connection);
        if ((string)(await read.ExecuteScalarAsync())! is var stamped && stamped != mode.ToString())
            throw new StartRefusedException($"This database belongs to a gateway in {stamped} mode; this one runs in {mode} mode. Use another database.");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
