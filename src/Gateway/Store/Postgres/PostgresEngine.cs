using System.Data.Common;
using Npgsql;
using Tetri.Callbacks;
using Tetri.Subscriptions;

namespace Tetri.Store.Postgres;

/// <summary>
/// PostgreSQL behind one writer for each node that commits whatever has queued (group commit), with synchronous_commit=on.
/// Several nodes may work on one database: guards decide between them, and callbacks are leased. When the primary goes away,
/// writes wait for the next one, and what was under way is run again: a write that had been committed after all is found.
/// </summary>
internal sealed partial class PostgresEngine : IStoreEngine
{
    private const int MostWritesPerCommit = 512;

    /// <summary>How long writes wait for a primary; after it they are refused until there is one.</summary>
    private static readonly TimeSpan LongestFailover = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PauseBetweenTries = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PauseWithoutReplicas = TimeSpan.FromSeconds(10);

    private readonly NpgsqlMultiHostDataSource _writing;
    private readonly NpgsqlMultiHostDataSource _reading;
    private readonly NpgsqlMultiHostDataSource? _replicas;
    private readonly WriteQueue _queue;
    private readonly PostgresIds _paymentIds;
    private readonly PostgresIds _transactionIds;
    private readonly PostgresOutage _outage;
    private readonly ILogger<PostgresEngine> _log;
    private readonly TimeProvider _time;
    private readonly Thread _thread;

    // The writer's own: its connection, open while it commits, what it sends, whether the standby confirmed that, and since when writes fail.
    private readonly NpgsqlConnection _connection;
    private readonly PostgresBatch _batch;
    private bool _isConfirmed;
    private long? _failingSince;

    // Set by the writer alone.
    private volatile bool _isRefusing;

    private long _withoutReplicasUntil;

    private PostgresEngine(
        NpgsqlMultiHostDataSource writing, NpgsqlMultiHostDataSource reading, NpgsqlMultiHostDataSource? replicas,
        TimeProvider time, ILogger<PostgresEngine> log, int queueCapacity)
    {
        (_writing, _reading, _replicas, _time, _log) = (writing, reading, replicas, time, log);
        _queue = new WriteQueue(queueCapacity);
        _outage = new PostgresOutage(time, log);
        _paymentIds = new PostgresIds((blocks, cancellation) => NextBlocksAsync(PostgresSql.NextPaymentIds, blocks, cancellation), time, CreationOrder.LongestUseOfBlock);
        _transactionIds = new PostgresIds((blocks, cancellation) => NextBlocksAsync(PostgresSql.NextTransactionIds, blocks, cancellation), time, TimeSpan.MaxValue);
        _connection = writing.CreateConnection(PostgresHosts.Primary);
        _connection.Notice += (_, notice) => _isConfirmed &= notice.Notice.SqlState != PostgresErrorCodes.Warning;
        _batch = new PostgresBatch(_connection);
        _thread = new Thread(WriteUntilClosed) { Name = "store writer", IsBackground = true };
        _thread.Start();
    }

    public int QueueDepth => _queue.Depth;

    public bool IsShared => true;

    public bool IsWritable => !_isRefusing;

    /// <param name="replicas">A connection string of standbys that may answer <see cref="ReadReplicaAsync"/>.</param>
    public static async Task<PostgresEngine> OpenAsync(
        string connectionString, GatewayMode mode, TimeProvider time, ILogger<PostgresEngine> log, int queueCapacity = 16_384, int partitions = 0,
        string? replicas = null)
    {
        var reading = PostgresHosts.Connect(connectionString, settings => settings.ApplicationName = "tetri");
        try
        {
            var primary = reading.WithTargetSession(PostgresHosts.Primary);
            await PostgresClock.CheckAsync(primary);
            await PostgresMigrations.RunAsync(primary, mode, partitions, time, MigrationScript.Of("postgres"));
        }
        catch (Exception error) when (error is NpgsqlException || PostgresHosts.AreAway(error))
        {
            throw new StartRefusedException($"PostgreSQL can't be used: {PostgresHosts.Reason(error)}. ConnectionStrings:Postgres names server, user and database.");
        }
        var writing = PostgresHosts.Connect(connectionString, settings =>
        {
            settings.ApplicationName = "tetri writer";
            settings.MaxPoolSize = 1;
        });
        var telling = replicas is null ? null : PostgresHosts.Connect(replicas, settings =>
        {
            settings.ApplicationName = "tetri replica";
            settings.LoadBalanceHosts = true;
        });
        return new PostgresEngine(writing, reading, telling, time, log, queueCapacity);
    }

    public ValueTask<WriteOutcome> WriteAsync(Write write) =>
        _queue.TryAdd(write) ? write.Completion : ValueTask.FromResult(WriteOutcome.QueueFull);

    /// <summary>A first failure may be that of an old connection, or of what is known of the hosts from before, so there is a second try.</summary>
    public async ValueTask<T> ReadAsync<T>(Func<DbConnection, CancellationToken, ValueTask<T>> read, CancellationToken cancellation)
    {
        for (var isSecond = false; ; isSecond = true)
        {
            try
            {
                await using var connection = await _reading.OpenConnectionAsync(PostgresHosts.Primary, cancellation);
                var result = await read(connection, cancellation);
                _outage.ReadSucceeded();
                return result;
            }
            catch (Exception error) when (PostgresHosts.AreAway(error))
            {
                _outage.NoticedByRead(error);
                ForgetIds();
                if (isSecond)
                    throw new StoreUnavailableException(error);
                _reading.ClearDatabaseStates();
            }
        }
    }

    public async ValueTask<T?> ReadReplicaAsync<T>(Func<DbConnection, CancellationToken, ValueTask<T>> read, CancellationToken cancellation)
    {
        if (_replicas is null || _time.GetTimestamp() < Volatile.Read(ref _withoutReplicasUntil))
            return default;
        try
        {
            await using var connection = await _replicas.OpenConnectionAsync(PostgresHosts.Replica, cancellation);
            return await read(connection, cancellation);
        }
        catch (Exception error) when (error is NpgsqlException || PostgresHosts.AreAway(error))
        {
            Volatile.Write(ref _withoutReplicasUntil, _time.GetTimestamp() + (long)(PauseWithoutReplicas.TotalSeconds * _time.TimestampFrequency));
            LogReplicasFailed(error.Message);
            return default;
        }
    }

    public ValueTask<long> NextTransactionIdAsync(CancellationToken cancellation = default) => _transactionIds.NextAsync(cancellation);

    public ValueTask<List<DueCallback>> ClaimCallbacksAsync(
        DateTimeOffset now, DateTimeOffset leasedUntil, string[] busyDestinations, long[] underWay, int most, CancellationToken cancellation) =>
        ReadAsync(async (connection, cancellation) =>
        {
            await using var command = new NpgsqlCommand(PostgresSql.ClaimCallbacks, (NpgsqlConnection)connection)
            {
                Parameters =
                {
                    new() { Value = now.ToUnixTimeMilliseconds() }, new() { Value = leasedUntil.ToUnixTimeMilliseconds() },
                    new() { Value = busyDestinations }, new() { Value = (long)most },
                },
            };
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var claimed = new List<DueCallback>();
            while (await reader.ReadAsync(cancellation))
                claimed.Add(GatewayStore.MapDueCallback(reader));
            return claimed;
        }, cancellation);

    public ValueTask<List<Subscription>> ClaimSubscriptionsAsync(DateTimeOffset now, DateTimeOffset leasedUntil, int most, CancellationToken cancellation) =>
        ReadAsync(async (connection, cancellation) =>
        {
            await using var command = new NpgsqlCommand(PostgresSql.ClaimSubscriptions, (NpgsqlConnection)connection)
            {
                Parameters = { new() { Value = now.ToUnixTimeMilliseconds() }, new() { Value = leasedUntil.ToUnixTimeMilliseconds() }, new() { Value = (long)most } },
            };
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var claimed = new List<Subscription>();
            while (await reader.ReadAsync(cancellation))
                claimed.Add(GatewayStore.MapSubscription(reader));
            return claimed;
        }, cancellation);

    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        _thread.Join();
        _paymentIds.Dispose();
        _transactionIds.Dispose();
        _batch.Dispose();
        await _connection.DisposeAsync();
        await _writing.DisposeAsync();
        await _reading.DisposeAsync();
        if (_replicas is not null)
            await _replicas.DisposeAsync();
    }

    /// <summary>The thread is the writer's own, so it waits for its database where it stands: nobody need be woken when an answer comes.</summary>
    private void WriteUntilClosed()
    {
        var batch = new List<Write>(MostWritesPerCommit);
        while (_queue.Wait())
        {
            batch.Clear();
            _queue.Take(batch, MostWritesPerCommit);
            Commit(batch);
        }
    }

    private void Commit(List<Write> batch)
    {
        var isReplay = false;
        try
        {
            RunThroughFailover(batch, ref isReplay);
        }
        catch (StoreUnavailableException away)
        {
            // What queued up meanwhile would fare no better.
            _queue.Take(batch, int.MaxValue);
            Fail(batch, away);
            return;
        }
        catch (Exception error)
        {
            LogBatchFailed(error, batch.Count);
            CommitOneByOne(batch, isReplay);
            return;
        }
        CommittedWrites.AnswerAll(batch);
    }

    /// <summary>A batch in which one write failed is run again write by write, so that only the one fails.</summary>
    /// <param name="isReplay">The batch may have been committed before it failed. Else nothing of it was, and what is refused now is refused.</param>
    private void CommitOneByOne(List<Write> batch, bool isReplay)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            try
            {
                var isReplayAlone = isReplay;
                RunThroughFailover([batch[i]], ref isReplayAlone);
                CommittedWrites.AnswerAll([batch[i]]);
            }
            catch (StoreUnavailableException away)
            {
                Fail(batch[i..], away);
                return;
            }
            catch (Exception error)
            {
                LogWriteFailed(error, batch[i].GetType().Name);
                Fail([batch[i]], error);
            }
        }
    }

    /// <param name="isReplay">As of <see cref="Run"/>; true afterwards where a try was cut off.</param>
    private void RunThroughFailover(List<Write> writes, ref bool isReplay)
    {
        while (true)
        {
            try
            {
                // Who was the primary and who was away is what changes now.
                if (_failingSince is not null)
                    _writing.ClearDatabaseStates();
                Run(writes, isReplay);
                if (!_isRefusing || writes.Exists(write => write.HasWritten))
                    PrimaryIsBack();
                return;
            }
            catch (Exception error) when (error is StoreUnavailableException || PostgresHosts.AreAway(error))
            {
                _outage.NoticedByWriter(error);
                ForgetIds();
                isReplay = true;
                _failingSince ??= _time.GetTimestamp();
                Task.Delay(PauseBetweenTries, _time).GetAwaiter().GetResult();
                if (_time.GetElapsedTime(_failingSince.Value) <= LongestFailover)
                    continue;
                _isRefusing = true;
                throw error as StoreUnavailableException ?? new StoreUnavailableException(error);
            }
        }
    }

    /// <param name="isReplay">The writes have been run before, and nobody knows whether they were committed.</param>
    private void Run(List<Write> writes, bool isReplay)
    {
        foreach (var write in writes)
            if (write is AddOrder { PaymentId: 0 } add)
                add.PaymentId = _paymentIds.Next();
        _connection.Open();
        try
        {
            RunOnConnection(writes, isReplay);
        }
        finally
        {
            // Back to the pool, so that the next one is again a connection to who is the primary then.
            _connection.Close();
        }
    }

    private void RunOnConnection(List<Write> writes, bool isReplay)
    {
        _isConfirmed = true;
        _batch.Fill(writes);
        if (_batch.CommitsItself && !isReplay)
            _batch.Run();
        else
            RunInTransaction(isReplay);
        // PostgreSQL warns where it gave up waiting for the standby: the commit is there, but a failover may lose it.
        if (!_isConfirmed)
            throw new TimeoutException("The standby did not confirm the commit.");
        if (!isReplay)
            return;
        foreach (var write in writes)
            if (write.Outcome != WriteOutcome.Done && ReplayConfirmation.WasCommitted(_connection, write))
                write.Outcome = WriteOutcome.Done;
    }

    private void RunInTransaction(bool isReplay)
    {
        using var transaction = _connection.BeginTransaction();
        _batch.Run();
        if (isReplay)
            ReplayConfirmation.Run(_connection);
        transaction.Commit();
    }

    private static void Fail(List<Write> writes, Exception error)
    {
        foreach (var write in writes)
            write.Fault = error;
        CommittedWrites.AnswerAll(writes);
    }

    private void ForgetIds()
    {
        _paymentIds.Discard();
        _transactionIds.Discard();
    }

    private void PrimaryIsBack()
    {
        _failingSince = null;
        _isRefusing = false;
        _outage.WriteSucceeded();
    }

    private ValueTask<List<long>> NextBlocksAsync(string sql, int blocks, CancellationToken cancellation) =>
        ReadAsync(async (connection, cancellation) =>
        {
            await using var command = new NpgsqlCommand(sql, (NpgsqlConnection)connection) { Parameters = { new() { Value = blocks } } };
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var firstIds = new List<long>(blocks);
            while (await reader.ReadAsync(cancellation))
                firstIds.Add(reader.GetInt64(0));
            return firstIds;
        }, cancellation);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A batch of {Count} writes failed and is run again one by one.")]
    private partial void LogBatchFailed(Exception error, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "A write of kind {Kind} failed.")]
    private partial void LogWriteFailed(Exception error, string kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No read replica answers ({Reason}); the primary is asked for a while.")]
    private partial void LogReplicasFailed(string reason);
}
