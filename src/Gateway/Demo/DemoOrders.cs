namespace Tetri.Demo;

/// <summary>What the gateway answered to the create-order request.</summary>
internal sealed record DemoAnswer(string Text, string? CheckoutUrl, int Milliseconds);

/// <summary>A callback as it came in, and what the shop answered.</summary>
/// <param name="OwedAt">When the gateway committed the change that it tells of.</param>
internal sealed record DemoCallback(DemoMessage Message, string? Attempt, DateTimeOffset? OwedAt, DateTimeOffset At, int Answered);

/// <summary>The payer's return, by POST or GET.</summary>
internal sealed record DemoReturn(DemoMessage Message, string Method, DateTimeOffset At);

/// <summary>An order as the shop knows it.</summary>
internal sealed record DemoOrder
{
    public required DemoChoice Choice { get; init; }
    public required DemoRequest Request { get; init; }
    public DemoAnswer? Answer { get; init; }
    public IReadOnlyList<DemoCallback> Callbacks { get; init; } = [];
    public DemoReturn? Return { get; init; }

    public string Id => Choice.OrderId;

    /// <summary>As last heard; null before anything was.</summary>
    public string? Status => (Callbacks.Count > 0 ? Callbacks[^1].Message : Return?.Message)?.Text("order_status");
}

/// <summary>The shop's last orders. Older ones are forgotten.</summary>
internal sealed class DemoOrders
{
    private const int Most = 200;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DemoOrder> _byId = [];
    private readonly Queue<string> _oldestFirst = new();

    public IReadOnlyList<DemoOrder> Newest(int most)
    {
        lock (_lock)
            return [.. _oldestFirst.Reverse().Take(most).Select(id => _byId[id])];
    }

    public DemoOrder? Find(string id)
    {
        lock (_lock)
            return _byId.GetValueOrDefault(id);
    }

    /// <summary>False when there is one with its id already.</summary>
    public bool TryAdd(DemoOrder order)
    {
        lock (_lock)
        {
            if (!_byId.TryAdd(order.Id, order))
                return false;
            _oldestFirst.Enqueue(order.Id);
            if (_oldestFirst.Count > Most)
                _byId.Remove(_oldestFirst.Dequeue());
        }
        return true;
    }

    /// <summary>Null when the order is unknown or forgotten.</summary>
    public DemoOrder? Change(string id, Func<DemoOrder, DemoOrder> change)
    {
        lock (_lock)
        {
            if (!_byId.TryGetValue(id, out var order))
                return null;
            return _byId[id] = change(order);
        }
    }
}
