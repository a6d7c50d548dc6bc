using System.Buffers;
using System.Text;
using SQLitePCL;

namespace Tetri.Store.Sqlite;

/// <summary>A prepared statement that is kept and run many times. Parameters are bound in the order of their question marks.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int StackLimit = 512;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _bound;

    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        SqliteFault.Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement), database);
    }

    public SqliteStatement Bind(long value)
    {
        SqliteFault.Check(raw.sqlite3_bind_int64(_statement, ++_bound, value), _database);
        return this;
    }

    public SqliteStatement Bind(long? value) => value is { } number ? Bind(number) : BindNull();

    public SqliteStatement Bind(string? value)
    {
        if (value is null)
            return BindNull();
        var size = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = size > StackLimit ? ArrayPool<byte>.Shared.Rent(size) : null;
        var buffer = rented ?? stackalloc byte[StackLimit];
        BindText(buffer[..Encoding.UTF8.GetBytes(value, buffer)]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return this;
    }

    /// <param name="utf8">Copied by SQLite.</param>
    public SqliteStatement BindText(ReadOnlySpan<byte> utf8)
    {
        SqliteFault.Check(raw.sqlite3_bind_text(_statement, ++_bound, utf8), _database);
        return this;
    }

    public SqliteStatement Bind(byte[]? value)
    {
        if (value is null)
            return BindNull();
        SqliteFault.Check(raw.sqlite3_bind_blob(_statement, ++_bound, value), _database);
        return this;
    }

    public SqliteStatement Bind(DateTimeOffset value) => Bind(value.ToUnixTimeMilliseconds());

    public SqliteStatement Bind(DateTimeOffset? value) => Bind(value?.ToUnixTimeMilliseconds());

    /// <summary>Runs the statement to its end and says how many rows it changed.</summary>
    public int Execute()
    {
        var result = raw.sqlite3_step(_statement);
        Reset();
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
            throw SqliteFault.From(result, _database);
        return raw.sqlite3_changes(_database);
    }

    /// <summary>The first column of the first row, or null when there is no row.</summary>
    public long? ExecuteScalar()
    {
        var result = raw.sqlite3_step(_statement);
        long? value = result == raw.SQLITE_ROW && raw.sqlite3_column_type(_statement, 0) != raw.SQLITE_NULL
            ? raw.sqlite3_column_int64(_statement, 0)
            : null;
        Reset();
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
            throw SqliteFault.From(result, _database);
        return value;
    }

    public void Dispose() => _statement.Dispose();

    private SqliteStatement BindNull()
    {
        SqliteFault.Check(raw.sqlite3_bind_null(_statement, ++_bound), _database);
        return this;
    }

    private void Reset()
    {
        raw.sqlite3_reset(_statement);
        raw.sqlite3_clear_bindings(_statement);
        _bound = 0;
    }
}

internal static class SqliteFault
{
    /// <summary>
    /// The disk is full or fails, or somebody else holds the file: no fault of the statement, so every other one would fail too, and it passes when the
    /// operator has seen to it.
    /// </summary>
    public static bool IsOfTheFile(Exception error) =>
        error is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_BUSY or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN };

    public static void Check(int result, sqlite3 database)
    {
        if (result != raw.SQLITE_OK)
            throw From(result, database);
    }

    public static Microsoft.Data.Sqlite.SqliteException From(int result, sqlite3 database) =>
        new(raw.sqlite3_errmsg(database).utf8_to_string(), result, raw.sqlite3_extended_errcode(database));
}
