namespace Tetri.Store;

/// <summary>
/// The bounded queue before a store's single writer. Producers add without waiting; the writer takes all that has gathered,
/// commits it as one transaction and then answers. There is no lingering: what gathers during one commit is the next batch.
/// Only what nobody waits for (<see cref="Write.MayWait"/>) is left for the next batch of the others, so that it costs no commit of its own.
/// </summary>
internal sealed class WriteQueue(int capacity)
{
    /// <summary>What may wait does so no longer than this, and not when so many do.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(5);
    private const int MostThatWait = 64;

    private readonly object _lock = new();
    private readonly Queue<Write> _waiting = new();
    private bool _isUrgent;
    private bool _closed;

    public int Depth
    {
        get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    /// <summary>False when the queue is full or closed.</summary>
    public bool TryAdd(Write write)
    {
        lock (_lock)
        {
            if (_closed || _waiting.Count >= capacity)
                return false;
            _waiting.Enqueue(write);
            var wasUrgent = _isUrgent;
            _isUrgent |= !write.MayWait || _waiting.Count >= MostThatWait;
            if (_waiting.Count == 1 || _isUrgent != wasUrgent)
                Monitor.Pulse(_lock);
        }
        return true;
    }

    /// <summary>Moves at most <paramref name="most"/> writes into the batch without waiting.</summary>
    public void Take(List<Write> batch, int most)
    {
        lock (_lock)
        {
            while (batch.Count < most && _waiting.TryDequeue(out var write))
                batch.Add(write);
            _isUrgent &= _waiting.Count > 0;
        }
    }

    /// <summary>Waits until something is to be written. False when the queue is closed and empty.</summary>
    public bool Wait()
    {
        lock (_lock)
        {
            while (!_isUrgent)
            {
                if (_closed)
                    return _waiting.Count > 0;
                if (_waiting.Count == 0)
                    Monitor.Wait(_lock);
                else if (!Monitor.Wait(_lock, LongestWait))
                    return true;
            }
            return true;
        }
    }

    /// <summary>Takes no more; what was taken is still written.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            Monitor.Pulse(_lock);
        }
    }
}
