using System.Data.Common;
using Npgsql;
using Tetri.Callbacks;

namespace Tetri.Store.Postgres;

/// <summary>
/// PostgreSQL behind one writer for each node that commits whatever has queued (group commit), with synchronous_commit=on.
/// Several nodes may work on one database: guards decide between them, and callbacks are leased.
/// </summary>
internal sealed partial class PostgresEngine : IStoreEngine
{
    private const int MostWritesPerCommit = 512;
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(200);

    private readonly NpgsqlDataSource _writing;
    private readonly NpgsqlDataSource _reading;
    private readonly WriteQueue _queue;
    private readonly PostgresIds _paymentIds;
    private readonly PostgresIds _transactionIds;
    private readonly ILogger<PostgresEngine> _log;
    private readonly TimeProvider _time;
    private readonly Thread _thread;

    private PostgresEngine(NpgsqlDataSource writing, NpgsqlDataSource reading, TimeProvider time, ILogger<PostgresEngine> log, int queueCapacity)
    {
        (_writing, _reading, _time, _log) = (writing, reading, time, log);
        _queue = new WriteQueue(queueCapacity);
        _paymentIds = new PostgresIds(reading, "payment_ids");
        _transactionIds = new PostgresIds(reading, "transaction_ids");
        _thread = new Thread(WriteUntilClosed) { Name = "store writer", IsBackground = true };
        _thread.Start();
    }

    public int QueueDepth => _queue.Depth;

    public bool IsShared => true;

    public static async Task<PostgresEngine> OpenAsync(
        string connectionString, GatewayMode mode, TimeProvider time, ILogger<PostgresEngine> log, int queueCapacity = 16_384, int partitions = 0)
    {
        var reading = Source(connectionString, builder => builder.ApplicationName = "tetri");
        await PostgresMigrations.RunAsync(reading, mode, partitions, time);
        var writing = Source(connectionString, builder =>
        {
            builder.ApplicationName = "tetri writer";
            builder.MaxPoolSize = 1;
            builder.MaxAutoPrepare = 50;
            builder.AutoPrepareMinUsages = 2;
        });
        return new PostgresEngine(writing, reading, time, log, queueCapacity);
    }

    public ValueTask<WriteOutcome> WriteAsync(Write write) =>
        _queue.TryAdd(write) ? write.Completion : ValueTask.FromResult(WriteOutcome.QueueFull);

    public async ValueTask<DbConnection> OpenReadAsync(CancellationToken cancellation = default) => await _reading.OpenConnectionAsync(cancellation);

    public ValueTask<long> NextTransactionIdAsync(CancellationToken cancellation = default) => _transactionIds.NextAsync(cancellation);

    public async ValueTask<List<Callback>> ClaimCallbacksAsync(
        DateTimeOffset now, DateTimeOffset leasedUntil, string[] busyDestinations, long[] underWay, int most, CancellationToken cancellation)
    {
        await using var connection = await _reading.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(PostgresSql.ClaimCallbacks, connection)
        {
            Parameters =
            {
                new() { Value = now.ToUnixTimeMilliseconds() }, new() { Value = leasedUntil.ToUnixTimeMilliseconds() },
                new() { Value = busyDestinations }, new() { Value = (long)most },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var claimed = new List<Callback>();
        while (await reader.ReadAsync(cancellation))
            claimed.Add(GatewayStore.MapCallback(reader));
        return claimed;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        _thread.Join();
        _paymentIds.Dispose();
        _transactionIds.Dispose();
        await _writing.DisposeAsync();
        await _reading.DisposeAsync();
    }

    private void WriteUntilClosed()
    {
        var batch = new List<Write>(MostWritesPerCommit);
        while (_queue.Wait())
        {
            batch.Clear();
            _queue.Take(batch, MostWritesPerCommit);
            // The thread is the writer's own, so it may wait for its database.
            CommitAsync(batch).GetAwaiter().GetResult();
        }
    }

    private async Task CommitAsync(List<Write> batch)
    {
        try
        {
            await RunAsync(batch);
        }
        catch (Exception error)
        {
            LogBatchFailed(error, batch.Count);
            await CommitOneByOneAsync(batch);
            return;
        }
        CommittedWrites.AnswerAll(batch);
    }

    /// <summary>A batch in which one write failed is run again write by write, so that only the one fails.</summary>
    private async Task CommitOneByOneAsync(List<Write> batch)
    {
        foreach (var write in batch)
        {
            try
            {
                await RunAsync([write]);
                if (write is AddOrder { Outcome: WriteOutcome.DuplicateOrder } add && await IsOursAsync(add))
                    write.Outcome = WriteOutcome.Done;
            }
            catch (Exception error)
            {
                LogWriteFailed(error, write.GetType().Name);
                write.Fault = error;
                CommittedWrites.AnswerAll([write]);
                if (error is NpgsqlException { IsTransient: true })
                    await Task.Delay(PauseAfterFailure, _time);
                continue;
            }
            CommittedWrites.AnswerAll([write]);
        }
    }

    /// <summary>The batch had been committed after all and only its answer was lost.</summary>
    private async Task<bool> IsOursAsync(AddOrder add)
    {
        await using var find = _reading.CreateCommand("SELECT 1 FROM orders WHERE merchant_id = $1 AND payment_id = $2 AND order_id = $3");
        find.Parameters.Add(new() { Value = add.Order.MerchantId });
        find.Parameters.Add(new() { Value = add.PaymentId });
        find.Parameters.Add(new() { Value = add.Order.Terms.OrderId });
        return await find.ExecuteScalarAsync() is not null;
    }

    private async Task RunAsync(List<Write> batch)
    {
        foreach (var write in batch)
            if (write is AddOrder { PaymentId: 0 } add)
                add.PaymentId = await _paymentIds.NextAsync(CancellationToken.None);
        await using var connection = await _writing.OpenConnectionAsync();
        await using var commands = PostgresBatch.Of(connection, batch);
        await using var transaction = await connection.BeginTransactionAsync();
        await commands.RunAsync();
        await transaction.CommitAsync();
    }

    private static NpgsqlDataSource Source(string connectionString, Action<NpgsqlConnectionStringBuilder> set)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(connectionString);
        builder.EnableArrays();
        builder.ConnectionStringBuilder.Options ??= "-c synchronous_commit=on";
        set(builder.ConnectionStringBuilder);
        return builder.Build();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A batch of {Count} writes failed and is run again one by one.")]
    private partial void LogBatchFailed(Exception error, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "A write of kind {Kind} failed.")]
    private partial void LogWriteFailed(Exception error, string kind);
}
