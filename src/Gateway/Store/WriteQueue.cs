namespace Tetri.Store;

/// <summary>
/// The bounded queue before a store's single writer. Producers add without waiting; the writer takes all that has gathered,
/// commits it as one transaction and then answers. There is no lingering: what gathers during one commit is the next batch.
/// </summary>
internal sealed class WriteQueue(int capacity)
{
    private readonly object _lock = new();
    private readonly Queue<Write> _waiting = new();
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
            if (_waiting.Count == 1)
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
        }
    }

    /// <summary>Waits until something is there. False when the queue is closed and empty.</summary>
    public bool Wait()
    {
        lock (_lock)
        {
            while (_waiting.Count == 0)
            {
                if (_closed)
                    return false;
                Monitor.Wait(_lock);
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
