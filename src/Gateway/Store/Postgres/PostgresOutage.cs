namespace Tetri.Store.Postgres;

/// <summary>Tells the log once when the primary goes away and once when it is back, however many requests notice.</summary>
internal sealed partial class PostgresOutage(TimeProvider time, ILogger log)
{
    private readonly Lock _lock = new();
    private long _since;
    private bool _isOfWrites;

    public void NoticedByRead(Exception error) => Begin(error, ofWrites: false);

    public void NoticedByWriter(Exception error) => Begin(error, ofWrites: true);

    /// <summary>A full disk is still read, so where writes have failed a read says nothing.</summary>
    public void ReadSucceeded() => End(ofWrites: false);

    public void WriteSucceeded() => End(ofWrites: true);

    private void Begin(Exception error, bool ofWrites)
    {
        lock (_lock)
        {
            _isOfWrites |= ofWrites;
            if (_since != 0)
                return;
            _since = time.GetTimestamp();
        }
        LogAway(error.InnerException is null ? error.Message : $"{error.Message} {error.InnerException.Message}");
    }

    private void End(bool ofWrites)
    {
        // Nearly always, and then without the lock that all reads would meet at.
        if (Volatile.Read(ref _since) == 0)
            return;
        long since;
        lock (_lock)
        {
            if (_since == 0 || (_isOfWrites && !ofWrites))
                return;
            (since, _since, _isOfWrites) = (_since, 0, false);
        }
        LogBack((long)time.GetElapsedTime(since).TotalMilliseconds);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL is away ({Reason}); looking for a primary.")]
    private partial void LogAway(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL is back after {Elapsed} ms.")]
    private partial void LogBack(long elapsed);
}
