namespace Tetri.Callbacks;

/// <summary>
/// Claimed callbacks on their way: those that wait for a place, those that are being sent, and those whose attempt is being
/// recorded. A destination whose last try failed gets few places, so that one dead shop, or many, leave room for the healthy ones.
/// </summary>
internal sealed class CallbackPlaces
{
    private const int MostSending = 1024;
    private const int MostRecording = 2048;
    private const int MostOfHealthyDestination = 16;
    private const int MostOfFailingDestination = 2;
    private const int MostFailingDestinations = 100_000;

    // More at once are no faster where shops answer quickly. One that takes longer waits for its shop and costs nothing.
    private const int MostQuick = 64;
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(20);

    // A try that begins must end within its lease.
    private static readonly TimeSpan LongestDelivery = TimeSpan.FromSeconds(35);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Destination> _destinations = [];
    private readonly HashSet<string> _failing = [];

    /// <summary>Destinations in which a callback may start, each once, in turn.</summary>
    private readonly Queue<Destination> _ready = new();
    private readonly HashSet<long> _claimed = [];
    private readonly HashSet<long> _orders = [];
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>In the order of their beginning. Those that have ended leave it later.</summary>
    private readonly Queue<LeasedCallback> _begun = new();
    private int _quick;
    private int _sending;
    private int _recording;
    private bool _closed;

    /// <summary>Callbacks that wait and whose destination has a place.</summary>
    public int Ready
    {
        get
        {
            lock (_lock)
                return _destinations.Values.Where(destination => HasPlace(destination)).Sum(destination => destination.Waiting.Count);
        }
    }

    /// <summary>What the next claim must leave: destinations that have enough, and what is here already.</summary>
    public (string[] Busy, long[] Claimed) Taken()
    {
        lock (_lock)
        {
            var busy = new List<string>();
            foreach (var destination in _destinations.Values)
            {
                destination.IsLeftOut = destination.Sending + destination.Waiting.Count >= MostOf(destination);
                if (destination.IsLeftOut)
                    busy.Add(destination.Name);
            }
            return ([.. busy], [.. _claimed]);
        }
    }

    public void Add(List<DueCallback> claimed, DateTimeOffset leasedUntil)
    {
        lock (_lock)
        {
            foreach (var due in claimed)
            {
                if (!_claimed.Add(due.Callback.Id))
                    continue;
                var name = due.Callback.Destination;
                if (!_destinations.TryGetValue(name, out var destination))
                    _destinations[name] = destination = new Destination(name);
                destination.Waiting.Add(new LeasedCallback(due, destination, leasedUntil));
            }
            foreach (var destination in _destinations.Values)
                MakeReady(destination);
        }
    }

    /// <summary>The next callback to send: no other of its order is under way, and its lease lasts long enough.</summary>
    public LeasedCallback? Take(DateTimeOffset now)
    {
        lock (_lock)
        {
            CountSlow(now);
            while (!_closed && _quick < MostQuick && _sending < MostSending && _recording < MostRecording && _ready.TryDequeue(out var destination))
            {
                destination.IsReady = false;
                DropExpired(destination, now + LongestDelivery);
                if (!HasPlace(destination))
                    continue;
                var next = destination.Waiting.FindIndex(waiting => !_orders.Contains(waiting.Due.Callback.PaymentId));
                if (next < 0)
                {
                    RemoveIdle(destination);
                    continue;
                }
                var taken = destination.Waiting[next];
                destination.Waiting.RemoveAt(next);
                destination.Sending++;
                destination.UnderWay++;
                _sending++;
                _quick++;
                taken.BegunAt = now;
                _begun.Enqueue(taken);
                _orders.Add(taken.Due.Callback.PaymentId);
                MakeReady(destination);
                return taken;
            }
            return null;
        }
    }

    /// <summary>The place is free, while the attempt is still to be recorded.</summary>
    /// <returns>True when the destination was left out of the last claim and has room now.</returns>
    public bool Sent(LeasedCallback sent, bool delivered)
    {
        var destination = sent.Destination;
        lock (_lock)
        {
            _sending--;
            _recording++;
            if (!sent.IsSlow)
                _quick--;
            sent.IsSent = true;
            destination.Sending--;
            if (delivered)
                _failing.Remove(destination.Name);
            else if (_failing.Count < MostFailingDestinations)
                _failing.Add(destination.Name);
            MakeReady(destination);
            return destination.IsLeftOut && destination.Sending + destination.Waiting.Count < MostOf(destination);
        }
    }

    /// <summary>Nothing of the callback is under way any more.</summary>
    public void Ended(LeasedCallback ended)
    {
        var destination = ended.Destination;
        lock (_lock)
        {
            _recording--;
            _claimed.Remove(ended.Due.Callback.Id);
            _orders.Remove(ended.Due.Callback.PaymentId);
            destination.UnderWay--;
            MakeReady(destination);
            RemoveIdle(destination);
            CompleteWhenEmpty();
        }
    }

    /// <summary>Completes once it is closed and nothing is under way.</summary>
    public Task Empty => _empty.Task;

    /// <summary>Starts no more.</summary>
    /// <returns>What was claimed and not begun.</returns>
    public List<LeasedCallback> Close()
    {
        lock (_lock)
        {
            _closed = true;
            CompleteWhenEmpty();
            return [.. _destinations.Values.SelectMany(destination => destination.Waiting)];
        }
    }

    private void CompleteWhenEmpty()
    {
        if (_closed && _sending == 0 && _recording == 0)
            _empty.TrySetResult();
    }

    private void CountSlow(DateTimeOffset now)
    {
        while (_begun.TryPeek(out var first) && (first.IsSent || now - first.BegunAt >= Quick))
        {
            _begun.Dequeue();
            if (first.IsSent)
                continue;
            first.IsSlow = true;
            _quick--;
        }
    }

    /// <summary>What was claimed first has the shortest lease. Another node, or the next claim, gets it when the lease is over.</summary>
    private void DropExpired(Destination destination, DateTimeOffset endsBy)
    {
        var expired = 0;
        while (expired < destination.Waiting.Count && destination.Waiting[expired].LeasedUntil < endsBy)
            _claimed.Remove(destination.Waiting[expired++].Due.Callback.Id);
        destination.Waiting.RemoveRange(0, expired);
    }

    private void RemoveIdle(Destination destination)
    {
        if (destination.UnderWay == 0 && destination.Waiting.Count == 0)
            _destinations.Remove(destination.Name);
    }

    private void MakeReady(Destination destination)
    {
        if (destination.IsReady || destination.Waiting.Count == 0 || !HasPlace(destination))
            return;
        destination.IsReady = true;
        _ready.Enqueue(destination);
    }

    private bool HasPlace(Destination destination) => destination.Sending < MostOf(destination);

    private int MostOf(Destination destination) => _failing.Contains(destination.Name) ? MostOfFailingDestination : MostOfHealthyDestination;

    /// <summary>A merchant's server, with the callbacks that wait for a place there.</summary>
    internal sealed class Destination(string name)
    {
        public string Name { get; } = name;
        public List<LeasedCallback> Waiting { get; } = [];
        public int Sending { get; set; }

        /// <summary>Sending and recording.</summary>
        public int UnderWay { get; set; }
        public bool IsReady { get; set; }
        public bool IsLeftOut { get; set; }
    }
}

/// <summary>A callback that is this process's to send until its lease is over.</summary>
internal sealed class LeasedCallback(DueCallback due, CallbackPlaces.Destination destination, DateTimeOffset leasedUntil)
{
    public DueCallback Due { get; } = due;
    public CallbackPlaces.Destination Destination { get; } = destination;
    public DateTimeOffset LeasedUntil { get; } = leasedUntil;
    public DateTimeOffset BegunAt { get; set; }
    public bool IsSlow { get; set; }
    public bool IsSent { get; set; }
}
