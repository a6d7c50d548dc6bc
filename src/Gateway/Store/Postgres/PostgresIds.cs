namespace Tetri.Store.Postgres;

/// <summary>
/// Hands out ids of a sequence that counts in hundreds: one question to the database for each hundred, or for twice as many as last time
/// where those were used up within a second.
/// </summary>
/// <param name="nextBlocks">Gives the first ids of the next so many hundreds.</param>
/// <param name="longestUse">After this the rest is left, so that ids rise with time on whatever node they are given.</param>
internal sealed class PostgresIds(Func<int, CancellationToken, ValueTask<List<long>>> nextBlocks, TimeProvider time, TimeSpan longestUse) : IDisposable
{
    private const int BlockSize = 100;
    private const int MostBlocks = 16;
    private static readonly TimeSpan ShortUse = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _refill = new(1, 1);
    private readonly Lock _lock = new();
    private readonly Queue<long> _blocks = new();
    private long _next;
    private long _end;
    private DateTimeOffset _takenAt;
    private int _taken = 1;

    public ValueTask<long> NextAsync(CancellationToken cancellation) =>
        TryTake(out var id) ? ValueTask.FromResult(id) : RefillAsync(cancellation);

    /// <summary>For a thread that may wait.</summary>
    public long Next() => TryTake(out var id) ? id : RefillAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <summary>Forgets the rest: after a failover the sequence may not know that it was given away.</summary>
    public void Discard()
    {
        lock (_lock)
        {
            _blocks.Clear();
            _end = _next;
        }
    }

    public void Dispose() => _refill.Dispose();

    private bool TryTake(out long id)
    {
        lock (_lock)
        {
            if (_next == _end && _blocks.TryDequeue(out var first))
                (_next, _end) = (first, first + BlockSize);
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
            _taken = takenAt - _takenAt < ShortUse ? Math.Min(2 * _taken, MostBlocks) : 1;
            var firstIds = await nextBlocks(_taken, cancellation);
            lock (_lock)
            {
                _blocks.Clear();
                foreach (var first in firstIds)
                    _blocks.Enqueue(first);
                id = _blocks.Dequeue();
                (_next, _end, _takenAt) = (id + 1, id + BlockSize, takenAt);
            }
            return id;
        }
        finally
        {
            _refill.Release();
        }
    }
}
