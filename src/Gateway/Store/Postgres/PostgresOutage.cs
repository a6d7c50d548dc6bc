namespace Tetri.Store.Postgres;

/// <summary>Tells the log once when the primary goes away and once when it is back, however many requests notice.</summary>
internal sealed partial class PostgresOutage(TimeProvider time, ILogger log)
{
    private long _since;

    public void Noticed(Exception error)
    {
        if (Interlocked.CompareExchange(ref _since, time.GetTimestamp(), 0) == 0)
            LogAway(error.InnerException is null ? error.Message : $"{error.Message} {error.InnerException.Message}");
    }

    public void IsOver()
    {
        if (Volatile.Read(ref _since) == 0)
            return;
        var since = Interlocked.Exchange(ref _since, 0);
        if (since != 0)
            LogBack((long)time.GetElapsedTime(since).TotalMilliseconds);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL is away ({Reason}); looking for a primary.")]
    private partial void LogAway(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL is back after {Elapsed} ms.")]
    private partial void LogBack(long elapsed);
}
