using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tetri.Callbacks;
using Tetri.Subscriptions;

namespace Tetri.Store.Sqlite;

/// <summary>
/// SQLite in write-ahead mode with synchronous=FULL behind one writer thread that commits whatever has queued (group commit).
/// The log is emptied by a background pass, and by the writer's own tail when it has grown: only a pass with no write after it
/// lets the log start over, and under constant load only the writer can make one.
/// </summary>
internal sealed partial class SqliteEngine : IStoreEngine
{
    private const int MostWritesPerCommit = 512;
    private const int FramesBeforeTail = 12_000;

    /// <summary>With five million orders one leaves the writer 18 ms, two leave it 12, and a third gains nothing.</summary>
    private const int PassesBeforeTail = 2;

    /// <summary>Bytes, for a new database. An order changes a few hundred bytes on some pages far apart, and each page goes to the log whole.</summary>
    private const int PageSize = 2048;

    /// <summary>
    /// KiB of pages kept in memory. While the database is under a gigabyte, each commit after a page was divided walks over all of them, so more only costs;
    /// what is not here is in the kernel's cache.
    /// </summary>
    private const int CacheSize = 8 * 1024;
    private static readonly TimeSpan CheckpointPause = TimeSpan.FromMilliseconds(50);

    private readonly string _connectionString;
    private readonly SqliteConnection _connection;
    private readonly SqliteWriter _writer;
    private readonly WriteQueue _queue;
    private readonly List<Write> _batch = new(MostWritesPerCommit);
    private readonly ILogger<SqliteEngine> _log;
    private readonly Thread? _thread;
    private readonly Task _checkpoints = Task.CompletedTask;
    private readonly CancellationTokenSource _stopping = new();
    private readonly IDisposable? _heldWhileOpen;

    private readonly DatabaseSync _sync;
    private volatile bool _tailWanted;

    /// <summary>A commit failed for the file's sake, and none has written anything since; set by the writer alone.</summary>
    private volatile bool _isAway;
    private long _lastTransactionId;

    /// <param name="mode">What the database must be stamped with.</param>
    /// <param name="pumped">True: no thread of its own; the caller runs <see cref="Pump"/> (simulation).</param>
    public SqliteEngine(string connectionString, GatewayMode mode, TimeProvider time, ILogger<SqliteEngine> log, int queueCapacity = 16_384, bool pumped = false,
        IDisposable? heldWhileOpen = null)
    {
        _log = log;
        _heldWhileOpen = heldWhileOpen;
        var settings = new SqliteConnectionStringBuilder(connectionString) { Mode = SqliteOpenMode.ReadWriteCreate, Pooling = true };
        _connectionString = settings.ToString();
        settings.Pooling = false;
        _connection = Open(settings.ToString());
        Execute(_connection, $"PRAGMA busy_timeout = 5000; PRAGMA page_size = {PageSize}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -{CacheSize}; PRAGMA temp_store = MEMORY;");
        SqliteMigrations.Run(_connection, time, MigrationScript.Of("sqlite"));
        SqliteMigrations.Stamp(_connection, mode);
        _sync = new DatabaseSync(_connection.DataSource);
        _writer = new SqliteWriter(_connection.Handle!);
        _queue = new WriteQueue(queueCapacity);
        _lastTransactionId = LastTransactionId();
        if (pumped)
            return;
        _thread = new Thread(WriteUntilClosed) { Name = "store writer", IsBackground = true };
        _thread.Start();
        _checkpoints = Task.Run(() => CheckpointUntilStoppedAsync(time));
    }

    public int QueueDepth => _queue.Depth;

    public bool IsShared => false;

    public bool IsWritable => !_isAway;

    public ValueTask<WriteOutcome> WriteAsync(Write write) =>
        _queue.TryAdd(write) ? write.Completion : ValueTask.FromResult(WriteOutcome.QueueFull);

    public async ValueTask<T> ReadAsync<T>(Func<DbConnection, CancellationToken, ValueTask<T>> read, CancellationToken cancellation)
    {
        try
        {
            await using var connection = new SqliteConnection(_connectionString);
            await connection.OpenAsync(cancellation);
            return await read(connection, cancellation);
        }
        catch (SqliteException error) when (SqliteFault.IsOfTheFile(error))
        {
            throw new StoreUnavailableException(error);
        }
    }

    public ValueTask<T?> ReadReplicaAsync<T>(Func<DbConnection, CancellationToken, ValueTask<T>> read, CancellationToken cancellation) => default;

    /// <summary>One process serves one file, so what it has under way is lease enough.</summary>
    public ValueTask<List<DueCallback>> ClaimCallbacksAsync(
        DateTimeOffset now, DateTimeOffset leasedUntil, string[] busyDestinations, long[] underWay, int most, CancellationToken cancellation) =>
        ReadAsync(async (connection, cancellation) =>
        {
            await using var command = ((SqliteConnection)connection).CreateCommand();
            command.CommandText =
                $"""
                SELECT {GatewayStore.DueCallbackColumns} FROM callbacks c JOIN orders o ON o.payment_id = c.payment_id
                WHERE c.state = 0 AND c.due_at <= @now
                    AND c.destination NOT IN (SELECT value FROM json_each(@busy)) AND c.callback_id NOT IN (SELECT value FROM json_each(@under_way))
                ORDER BY c.due_at LIMIT @most
                """;
            command.Parameters.AddWithValue("@now", now.ToUnixTimeMilliseconds());
            command.Parameters.AddWithValue("@busy", System.Text.Json.JsonSerializer.Serialize(busyDestinations, StoreJson.Default.StringArray));
            command.Parameters.AddWithValue("@under_way", $"[{string.Join(',', underWay)}]");
            command.Parameters.AddWithValue("@most", most);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var due = new List<DueCallback>();
            while (await reader.ReadAsync(cancellation))
                due.Add(GatewayStore.MapDueCallback(reader));
            return due;
        }, cancellation);

    /// <summary>One process serves one file and ends a turn before the next, so nothing needs a lease; what waits for its outcome has one.</summary>
    public ValueTask<List<Subscription>> ClaimSubscriptionsAsync(DateTimeOffset now, DateTimeOffset leasedUntil, int most, CancellationToken cancellation) =>
        ReadAsync(async (connection, cancellation) =>
        {
            await using var command = ((SqliteConnection)connection).CreateCommand();
            command.CommandText =
                $"SELECT {GatewayStore.SubscriptionColumns} FROM subscriptions WHERE due_at <= @now AND leased_until <= @now ORDER BY due_at LIMIT @most";
            command.Parameters.AddWithValue("@now", now.ToUnixTimeMilliseconds());
            command.Parameters.AddWithValue("@most", most);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var due = new List<Subscription>();
            while (await reader.ReadAsync(cancellation))
                due.Add(GatewayStore.MapSubscription(reader));
            return due;
        }, cancellation);

    public ValueTask<long> NextTransactionIdAsync(CancellationToken cancellation = default) =>
        ValueTask.FromResult(Interlocked.Increment(ref _lastTransactionId));

    /// <summary>Commits one batch of what has queued and answers it. False when there was nothing.</summary>
    public bool Pump()
    {
        _batch.Clear();
        _queue.Take(_batch, MostWritesPerCommit);
        if (_batch.Count == 0)
            return false;
        if (TryCommit(_batch))
            CommittedWrites.AnswerAll(_batch);
        else
            foreach (var write in _batch)
                CommitAlone(write);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        _thread?.Join();
        await _stopping.CancelAsync();
        await _checkpoints;
        _writer.Dispose();
        Execute(_connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        await _connection.DisposeAsync();
        SqliteConnection.ClearPool(new SqliteConnection(_connectionString));
        _sync.Dispose();
        _stopping.Dispose();
        _heldWhileOpen?.Dispose();
    }

    private void WriteUntilClosed()
    {
        while (_queue.Wait())
        {
            Pump();
            if (!_tailWanted)
                continue;
            _tailWanted = Checkpoint(_connection) is Busy;
        }
    }

    /// <returns>True when the batch has its answer.</returns>
    private bool TryCommit(List<Write> batch)
    {
        try
        {
            _writer.Begin();
            foreach (var write in batch)
                write.Outcome = _writer.Run(write);
            _writer.Commit();
            if (_isAway && batch.Exists(write => write.HasWritten))
                FileIsBack();
            return true;
        }
        catch (Exception error) when (SqliteFault.IsOfTheFile(error))
        {
            // Alone they would fare no better.
            RollbackIfOpen();
            FileIsAway(error);
            foreach (var write in batch)
                write.Fault = new StoreUnavailableException(error);
            return true;
        }
        catch (Exception error)
        {
            LogBatchFailed(error, batch.Count);
            RollbackIfOpen();
            return false;
        }
    }

    /// <summary>A batch in which one write failed is run again write by write, so that only the one fails.</summary>
    private void CommitAlone(Write write)
    {
        try
        {
            _writer.Begin();
            write.Outcome = _writer.Run(write);
            _writer.Commit();
        }
        catch (Exception error)
        {
            LogWriteFailed(error, write.GetType().Name);
            RollbackIfOpen();
            write.Fault = SqliteFault.IsOfTheFile(error) ? new StoreUnavailableException(error) : error;
        }
        CommittedWrites.AnswerAll([write]);
    }

    private void FileIsAway(Exception error)
    {
        if (!_isAway)
            LogAway(error.Message);
        _isAway = true;
    }

    private void FileIsBack()
    {
        LogBack();
        _isAway = false;
    }

    private void RollbackIfOpen()
    {
        if (raw.sqlite3_get_autocommit(_connection.Handle!) == 0)
            _writer.Rollback();
    }

    private async Task CheckpointUntilStoppedAsync(TimeProvider time)
    {
        await using var connection = Open(_connectionString);

        // A connection that has read nothing yet does not know of the log, and a pass on it would silently do nothing.
        Execute(connection, "PRAGMA synchronous = FULL; SELECT count(*) FROM stamps");
        var synced = 0;
        try
        {
            while (true)
            {
                // Counted from the end of the pass, however long it took: the writer's tail needs a time when no other pass is under way.
                await Task.Delay(CheckpointPause, time, _stopping.Token);
                var frames = Checkpoint(connection);
                if (frames == synced)
                    continue;
                Sync(_sync.RunPaced);
                synced = frames;
                if (frames <= FramesBeforeTail)
                    continue;

                // Each takes only what was written during the one before, and leaves the writer, who has to wait for it, a short tail: so without pace.
                for (var pass = 0; pass < PassesBeforeTail; pass++)
                {
                    Checkpoint(connection);
                    Sync(_sync.Run);
                }
                _tailWanted = true;
            }
        }
        catch (OperationCanceledException)
        {
            // The engine is being disposed; the last checkpoint is made there.
        }
    }

    /// <summary>
    /// SQLite syncs the database only in a pass that leaves nothing in the log, which under load is the writer's: without this one its tail would wait
    /// until all that the passes before it wrote had reached the disk. What fails here, fails for SQLite's own descriptor again.
    /// </summary>
    private void Sync(Action run)
    {
        try
        {
            run();
        }
        catch (IOException error)
        {
            LogSyncFailed(error);
        }
    }

    private const int Busy = -1;

    /// <returns>The frames in the log when the pass began, moved or not; <see cref="Busy"/> when another pass is under way.</returns>
    private static int Checkpoint(SqliteConnection connection)
    {
        raw.sqlite3_wal_checkpoint_v2(connection.Handle!, null, raw.SQLITE_CHECKPOINT_PASSIVE, out var frames, out _);
        return frames;
    }

    private long LastTransactionId()
    {
        using var last = new SqliteStatement(_connection.Handle!, "SELECT max(transaction_id) FROM transactions");
        return last.ExecuteScalar() ?? FirstTransactionId - 1;
    }

    private const long FirstTransactionId = 1_000_000_001;

    private static SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A batch of {Count} writes failed and is run again one by one.")]
    private partial void LogBatchFailed(Exception error, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database file can't be written ({Reason}); what needs it is refused until it can.")]
    private partial void LogAway(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database file is written again.")]
    private partial void LogBack();

    [LoggerMessage(Level = LogLevel.Error, Message = "The database file could not be brought to the disk.")]
    private partial void LogSyncFailed(Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "A write of kind {Kind} failed.")]
    private partial void LogWriteFailed(Exception error, string kind);
}
