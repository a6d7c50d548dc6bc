using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Tetri.Store.Sqlite;

/// <summary>
/// Brings the schema to the newest version at start: each numbered script of Migrations/sqlite once, in its own transaction. Numbers that this
/// build does not know are left alone.
/// </summary>
internal static class SqliteMigrations
{
    public static void Run(SqliteConnection connection, TimeProvider time, IEnumerable<MigrationScript> scripts)
    {
        Execute(connection, null, "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, run_at TEXT NOT NULL) STRICT");
        foreach (var (number, name, sql) in scripts)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            using var known = connection.CreateCommand();
            known.Transaction = transaction;
            known.CommandText = "SELECT count(*) FROM migrations WHERE number = @number";
            known.Parameters.AddWithValue("@number", number);
            if ((long)known.ExecuteScalar()! > 0)
                continue;
            Execute(connection, transaction, sql);
            using var done = connection.CreateCommand();
            done.Transaction = transaction;
            done.CommandText = "INSERT INTO migrations (number, name, run_at) VALUES (@number, @name, @at)";
            done.Parameters.AddWithValue("@number", number);
            done.Parameters.AddWithValue("@name", name);
            done.Parameters.AddWithValue("@at", time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
            done.ExecuteNonQuery();
            transaction.Commit();
        }
    }

    /// <summary>Marks a new database with the gateway's mode, and refuses one that is marked with the other.</summary>
    public static void Stamp(SqliteConnection connection, GatewayMode mode)
    {
        using var stamp = connection.CreateCommand();
        stamp.CommandText = "INSERT OR IGNORE INTO stamps (name, value) VALUES ('mode', @mode); SELECT value FROM stamps WHERE name = 'mode'";
        stamp.Parameters.AddWithValue("@mode", mode.ToString());
        if ((string)stamp.ExecuteScalar()! is var stamped && stamped != mode.ToString())
            throw new StartRefusedException($"This database belongs to a gateway in {stamped} mode; this one runs in {mode} mode. Use another database.");
    }

    private static void Execute(SqliteConnection connection, SqliteTransaction? transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
