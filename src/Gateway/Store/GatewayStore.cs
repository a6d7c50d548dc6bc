using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Tetri.Store;

/// <summary>
/// All that is kept. Writes are units of the closed set in Write.cs and complete after their commit; reads see everything
/// committed. One partial file for each noun; the SQL here is understood by every engine.
/// </summary>
internal sealed partial class GatewayStore(IStoreEngine engine)
{
    public int QueueDepth => engine.QueueDepth;

    /// <inheritdoc cref="IStoreEngine.IsShared"/>
    public bool IsShared => engine.IsShared;

    /// <inheritdoc cref="IStoreEngine.IsWritable"/>
    public bool IsWritable => engine.IsWritable;

    public ValueTask<WriteOutcome> WriteAsync(Write write) => engine.WriteAsync(write);

    public ValueTask<long> NextTransactionIdAsync(CancellationToken cancellation = default) => engine.NextTransactionIdAsync(cancellation);

    /// <summary>True when the database answers a read.</summary>
    public async ValueTask<bool> AnswersAsync(CancellationToken cancellation) =>
        await ReadOneAsync("SELECT CAST(1 AS bigint)", [], reader => reader.GetInt64(0) == 1, cancellation);

    private ValueTask<T?> ReadOneAsync<T>(
        string sql, (string Name, object? Value)[] parameters, Func<DbDataReader, T> map, CancellationToken cancellation) =>
        engine.ReadAsync((connection, cancellation) => FirstRowAsync(connection, sql, parameters, map, cancellation), cancellation);

    /// <summary>Only for telling what a replica knows, never for deciding.</summary>
    private ValueTask<T?> ReadOneOnReplicaAsync<T>(
        string sql, (string Name, object? Value)[] parameters, Func<DbDataReader, T> map, CancellationToken cancellation) =>
        engine.ReadReplicaAsync((connection, cancellation) => FirstRowAsync(connection, sql, parameters, map, cancellation), cancellation);

    private ValueTask<List<T>> ReadAllAsync<T>(
        string sql, (string Name, object? Value)[] parameters, Func<DbDataReader, T> map, CancellationToken cancellation) =>
        engine.ReadAsync((connection, cancellation) => AllRowsAsync(connection, sql, parameters, map, cancellation), cancellation);

    private static async ValueTask<List<T>> AllRowsAsync<T>(
        DbConnection connection, string sql, (string Name, object? Value)[] parameters, Func<DbDataReader, T> map, CancellationToken cancellation)
    {
        await using var command = CreateCommand(connection, sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(map(reader));
        return rows;
    }

    private static async ValueTask<T?> FirstRowAsync<T>(
        DbConnection connection, string sql, (string Name, object? Value)[] parameters, Func<DbDataReader, T> map, CancellationToken cancellation)
    {
        await using var command = CreateCommand(connection, sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? map(reader) : default;
    }

    private static DbCommand CreateCommand(DbConnection connection, string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value switch
            {
                null => DBNull.Value,
                DateTimeOffset time => time.ToUnixTimeMilliseconds(),
                _ => value,
            };
            command.Parameters.Add(parameter);
        }
        return command;
    }
}

/// <summary>Reads the columns of a row from left to right.</summary>
internal ref struct RowReader(DbDataReader row)
{
    private int _column;

    public long Long() => row.GetInt64(_column++);

    public int Int() => (int)row.GetInt64(_column++);

    public string Text() => row.GetString(_column++);

    public byte[] Bytes() => row.GetFieldValue<byte[]>(_column++);

    public DateTimeOffset Time() => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(_column++));

    public long? LongOrNull() => IsNull() ? null : Long();

    public int? IntOrNull() => IsNull() ? null : Int();

    public string? TextOrNull() => IsNull() ? null : Text();

    public byte[]? BytesOrNull() => IsNull() ? null : Bytes();

    public DateTimeOffset? TimeOrNull() => IsNull() ? null : Time();

    public TEnum Enum<TEnum>() where TEnum : struct, Enum
    {
        var number = Int();
        return Unsafe.As<int, TEnum>(ref number);
    }

    private bool IsNull()
    {
        if (!row.IsDBNull(_column))
            return false;
        _column++;
        return true;
    }
}
