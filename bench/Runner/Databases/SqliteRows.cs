using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tetri.Bench.Databases;

/// <summary>Rows go in one by one and not through a sorted index, so the index has the gaps that a grown one has.</summary>
internal sealed class SqliteRows : IRowWriter
{
    private const int PerTransaction = 100_000;

    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _insert;
    private int _added;

    public SqliteRows(string file, string table, IReadOnlyList<string> columns)
    {
        _connection = new SqliteConnection($"Data Source={file};Mode=ReadWrite;Pooling=False");
        _connection.Open();
        Execute("PRAGMA journal_mode = DELETE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -2000000; PRAGMA locking_mode = EXCLUSIVE");
        Check(raw.sqlite3_prepare_v2(
            _connection.Handle,
            $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(_ => "?"))})", out _insert));
        Execute("BEGIN");
    }

    public void Add(ReadOnlySpan<object?> values)
    {
        var place = 0;
        foreach (var value in values)
        {
            place++;
            Check(value switch
            {
                long number => raw.sqlite3_bind_int64(_insert, place, number),
                string text => raw.sqlite3_bind_text(_insert, place, text),
                _ => raw.sqlite3_bind_null(_insert, place),
            });
        }
        if (raw.sqlite3_step(_insert) != raw.SQLITE_DONE)
            throw new InvalidOperationException(raw.sqlite3_errmsg(_connection.Handle).utf8_to_string());
        raw.sqlite3_reset(_insert);
        if (++_added % PerTransaction == 0)
            Execute("COMMIT; BEGIN");
    }

    public void Complete()
    {
        Execute("COMMIT");
        _insert.Dispose();
        Execute("PRAGMA journal_mode = WAL");
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            throw new InvalidOperationException(raw.sqlite3_errmsg(_connection.Handle).utf8_to_string());
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The text is made of constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
