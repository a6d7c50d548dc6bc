namespace Tetri.Store.Postgres;

/// <summary>Hands out ids of a sequence that counts in hundreds: one question to the database for each hundred.</summary>
/// <param name="nextBlock">Gives the first id of the next hundred.</param>
/// <param name="longestUse">After this the rest of a hundred is left, so that ids rise with time on whatever node they are given.</param>
internal sealed class PostgresIds(Func<CancellationToken, ValueTask<long>> nextBlock, TimeProvider time, TimeSpan longestUse) : IDisposable
{
    private const int BlockSize = 100;
    private readonly SemaphoreSlim _refill = new(1, 1);
    private readonly Lock _lock = new();
    private long _next;
    private long _end;
    private DateTimeOffset _takenAt;

    public ValueTask<long> NextAsync(CancellationToken cancellation) =>
        TryTake(out var id) ? ValueTask.FromResult(id) : RefillAsync(cancellation);

    /// <summary>Forgets the rest of the block: after a failover the sequence may not know that it was given away.</summary>
    public void Discard()
    {
        lock (_lock)
            _end = _next;
    }

    public void Dispose() => _refill.Dispose();

    private bool TryTake(out long id)
    {
        lock (_lock)
        {
            id = _next;
            return _next < _end && time.GetUtcNow() - _takenAt < longestUse && _next++ >= 0;
        }
    }

    private async ValueTask<long> RefillAsync(CancellationToken cancellation)
    {
        await _refill.WaitAsync(cancellation);
        try
        {
            if (TryTake(out var id))
                return id;
            var takenAt = time.GetUtcNow();
            var first = await nextBlock(cancellation);
            lock (_lock)
                (_next, _end, _takenAt) = (first + 1, first + BlockSize, takenAt);
            return first;
        }
        finally
        {
            _refill.Release();
        }
    }
}
