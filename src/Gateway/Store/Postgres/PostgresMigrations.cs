using System.Globalization;
using Npgsql;

namespace Tetri.Store.Postgres;

/// <summary>
/// Brings the schema to the newest version at start: each numbered script of Migrations/postgres once, in its own transaction.
/// Nodes that start at once wait for each other on an advisory lock; numbers that this build does not know are left alone.
/// </summary>
internal static class PostgresMigrations
{
    // "tetri" in ASCII.
    private const long LockKey = 0x7465747269;
    private const string PartitionMark = "/* partitioned by merchant */";
    private static readonly TimeSpan PauseBetweenTries = TimeSpan.FromMilliseconds(500);

    /// <param name="partitions">Into how many partitions a new database's tables are divided; 0: none.</param>
    /// <param name="mostTries">How often a change that others hold up is tried.</param>
    public static async Task RunAsync(
        NpgsqlDataSource source, GatewayMode mode, int partitions, TimeProvider time, IEnumerable<MigrationScript> scripts, int mostTries = 120)
    {
        await using var connection = await source.OpenConnectionAsync();
        var known = await KnownAsync(connection);
        foreach (var script in scripts.Where(script => !known.Contains(script.Number)))
            await RunWhenUnlockedAsync(connection, script, partitions, time, mostTries);
        await StampAsync(connection, mode);
        if (partitions > 0 && await StampedPartitionsAsync(connection) is var stamped && stamped != partitions)
            throw new StartRefusedException(
                $"Tetri:Partitions is {partitions}, but this database was made with {stamped}. Set it to {stamped} or leave it out; a database keeps the partitions it was made with.");
    }

    /// <summary>Asked without a lock, so that a node with nothing to do starts while another one migrates.</summary>
    private static async Task<HashSet<long>> KnownAsync(NpgsqlConnection connection)
    {
        var known = new HashSet<long>();
        if (await ReadAsync(connection, "SELECT 1 FROM pg_class WHERE oid = to_regclass('migrations')") is null)
            return known;
        await using var command = new NpgsqlCommand("SELECT number FROM migrations", connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            known.Add(reader.GetInt64(0));
        return known;
    }

    /// <summary>
    /// A change of a table that is being read waits, and all who come after wait behind it. So it gives way before a second is over, and tries
    /// again later.
    /// </summary>
    private static async Task RunWhenUnlockedAsync(NpgsqlConnection connection, MigrationScript script, int partitions, TimeProvider time, int mostTries)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await RunAsync(connection, script, partitions, time);
                return;
            }
            catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                if (tries >= mostTries)
                    throw new StartRefusedException(
                        $"The schema could not be brought up to date ({script.Name}): another session has held a lock all the time, a long query or another node's migration. End it, or start again later.");
            }
            await Task.Delay(PauseBetweenTries, time);
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, MigrationScript script, int partitions, TimeProvider time)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        // Shorter than deadlock_timeout, so that a payment never is the one that loses.
        await ExecuteAsync(connection, "SET LOCAL lock_timeout = 500");
        await ExecuteAsync(connection, "SELECT pg_advisory_xact_lock($1)", LockKey);
        await ExecuteAsync(connection, "CREATE TABLE IF NOT EXISTS migrations (number bigint PRIMARY KEY, name text NOT NULL, run_at bigint NOT NULL)");
        if (await ReadAsync(connection, "SELECT 1 FROM migrations WHERE number = $1", script.Number) is not null)
            return;
        var isNew = await ReadAsync(connection, "SELECT 1 FROM migrations") is null;
        if (!isNew)
            partitions = await StampedPartitionsAsync(connection);
        await ExecuteAsync(connection, partitions > 0 ? script.Sql.Replace(PartitionMark, "PARTITION BY HASH (merchant_id)", StringComparison.Ordinal) : script.Sql);
        if (isNew && partitions > 0)
            await ExecuteAsync(
                connection, "INSERT INTO stamps (name, value) VALUES ('partitions', $1)", partitions.ToString(CultureInfo.InvariantCulture));
        await AddPartitionsAsync(connection, partitions);
        await ExecuteAsync(connection, "INSERT INTO migrations (number, name, run_at) VALUES ($1, $2, $3)", script.Number, script.Name, time.GetUtcNow().ToUnixTimeMilliseconds());
        await transaction.CommitAsync();
    }

    /// <summary>Equal numbers for all tables, so that all of a merchant lies in partitions of one number.</summary>
    private static async Task AddPartitionsAsync(NpgsqlConnection connection, int partitions)
    {
        var statements = new List<string>();
        await using (var command = new NpgsqlCommand(
            """
            SELECT format('CREATE TABLE %I PARTITION OF %I FOR VALUES WITH (MODULUS %s, REMAINDER %s)', relname || '_' || remainder, relname, $1, remainder)
            FROM pg_class, generate_series(0, $1 - 1) remainder
            WHERE relkind = 'p' AND relnamespace = current_schema()::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_inherits WHERE inhparent = pg_class.oid)
            """, connection)
        { Parameters = { new() { Value = partitions } } })
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync())
                statements.Add(reader.GetString(0));
        foreach (var statement in statements)
            await ExecuteAsync(connection, statement);
    }

    private static async Task<int> StampedPartitionsAsync(NpgsqlConnection connection) =>
        await ReadAsync(connection, "SELECT value FROM stamps WHERE name = 'partitions'") is string value ? int.Parse(value, CultureInfo.InvariantCulture) : 0;

    private static async Task StampAsync(NpgsqlConnection connection, GatewayMode mode)
    {
        await ExecuteAsync(connection, "INSERT INTO stamps (name, value) VALUES ('mode', $1) ON CONFLICT (name) DO NOTHING", mode.ToString());
        if ((string)(await ReadAsync(connection, "SELECT value FROM stamps WHERE name = 'mode'"))! is var stamped && stamped != mode.ToString())
            throw new StartRefusedException($"This database belongs to a gateway in {stamped} mode; this one runs in {mode} mode. Use another database.");
    }

    private static async Task<object?> ReadAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteScalarAsync();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        // A change of a large table may take its time; waiting for locks is bounded.
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
