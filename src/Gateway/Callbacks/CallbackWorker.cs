using Tetri.Merchants;
using Tetri.Operations;
using Tetri.Store;

namespace Tetri.Callbacks;

/// <summary>Claims due callbacks ahead, sends them as places get free and records each attempt. Nothing else sends to merchants.</summary>
internal sealed partial class CallbackWorker(
    GatewayStore store, OwedCallbacks owed, KnownMerchants merchants, CallbackEncoding encoding, CallbackSender sender, RetrySchedule schedule,
    GatewayMetrics metrics, TimeProvider time, ILogger<CallbackWorker> log) : BackgroundService
{
    /// <summary>Claimed ahead, so that sending never waits for a claim.</summary>
    private const int MostReady = 512;

    // Longer than a try and its record take, so that only a dead node loses one.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan StartEvery = TimeSpan.FromMilliseconds(20);

    private readonly CallbackPlaces _places = new();

    /// <summary>How many may start before it is time for the next claim; only while the last one left some in the store.</summary>
    private int _untilNextClaim = int.MaxValue;
    private readonly CancellationTokenSource _cutOff = new();

    /// <summary>
    /// Begins nothing new, gives back what is leased and not begun, and lets what is under way end and be recorded: a node that leaves neither sends
    /// twice nor keeps another from sending. What takes longer than the host has patience for is cut off, and sent again.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await using var impatient = cancellationToken.Register(_cutOff.Cancel);
        var notBegun = _places.Close();
        if (ExecuteTask is null or { IsCompleted: true })
            await Task.WhenAll(notBegun.Select(GiveBackAsync));
        await _places.Empty;
    }

    public override void Dispose()
    {
        _cutOff.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ClaimAsync(stoppingToken);
                StartReady(stoppingToken);
                await WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                if (error is not StoreUnavailableException)
                    LogLookFailed(error);
                await Task.Delay(LookEvery, time, stoppingToken);
            }
        }
    }

    private async ValueTask ClaimAsync(CancellationToken stopping)
    {
        var room = MostReady - _places.Ready;
        if (room <= 0)
            return;
        var now = time.GetUtcNow();
        var (busy, mine) = _places.Taken();
        var claimed = await store.ClaimCallbacksAsync(now, now + Lease, busy, mine, room, stopping);
        _places.Add(claimed, now + Lease);
        Volatile.Write(ref _untilNextClaim, claimed.Count == room ? MostReady / 2 : int.MaxValue);
    }

    private void StartReady(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested && _places.Take(time.GetUtcNow()) is { } leased)
        {
            if (Interlocked.Decrement(ref _untilNextClaim) == 0)
                owed.Announce();
            _ = DeliverAsync(leased, stopping);
        }
    }

    private async Task DeliverAsync(LeasedCallback leased, CancellationToken stopping)
    {
        var trying = TryAsync(leased.Due);

        // One that ends at once must not start the next one on its own stack.
        if (trying.IsCompleted)
            await Task.Yield();
        var attempt = await trying;
        if (_places.Sent(leased, attempt?.Outcome == AttemptOutcome.Delivered))
            owed.Announce();
        StartReady(stopping);
        if (attempt is not null)
            await RecordAsync(leased, attempt);
        _places.Ended(leased);
        StartReady(stopping);
    }

    private async Task GiveBackAsync(LeasedCallback leased)
    {
        try
        {
            await store.WriteAsync(new ReleaseCallback(leased.Due.Callback.MerchantId, leased.Due.Callback.Id, leased.LeasedUntil));
        }
        catch (StoreUnavailableException)
        {
            // Its lease runs out.
        }
    }

    /// <summary>What goes wrong on our side is a failed try as well, or the callback would be due for ever. Null when the host cut it off.</summary>
    private async Task<CallbackAttempt?> TryAsync(DueCallback due)
    {
        var callback = due.Callback;
        try
        {
            if (merchants.Find(callback.MerchantId) is { } merchant)
                return await sender.SendAsync(callback, encoding.Encode(due, merchant), merchant, _cutOff.Token);
        }
        catch (OperationCanceledException) when (_cutOff.IsCancellationRequested)
        {
            // Not recorded, so it is sent again after the restart: at least once.
            return null;
        }
        catch (Exception error)
        {
            LogDeliveryFailed(error, callback.Id);
        }
        return new CallbackAttempt { CallbackId = callback.Id, Number = callback.Attempts + 1, At = time.GetUtcNow(), Outcome = AttemptOutcome.NotSent, Duration = 0 };
    }

    private async Task RecordAsync(LeasedCallback leased, CallbackAttempt attempt)
    {
        var callback = leased.Due.Callback;
        var after = schedule.After(callback, attempt.Outcome, time.GetUtcNow());
        try
        {
            while (await WriteWhileLeasedAsync(after, attempt, leased.LeasedUntil) == WriteOutcome.QueueFull)
                await Task.Delay(LookEvery, time, CancellationToken.None);
            if (attempt.Outcome == AttemptOutcome.Delivered)
                metrics.CallbackDelivered(time.GetUtcNow() - callback.OwedAt);
            else
                metrics.CallbackAttemptFailed();
        }
        catch (StoreUnavailableException)
        {
            // Not recorded, so it is sent again after its lease.
        }
        catch (Exception error)
        {
            LogDeliveryFailed(error, callback.Id);
        }
    }

    /// <summary>A store that is away for a while is waited for: nothing of the merchant's failed.</summary>
    private async ValueTask<WriteOutcome> WriteWhileLeasedAsync(Callback after, CallbackAttempt attempt, DateTimeOffset leasedUntil)
    {
        while (true)
        {
            try
            {
                return await store.WriteAsync(new RecordAttempt(after, attempt, leasedUntil));
            }
            catch (StoreUnavailableException) when (time.GetUtcNow() < leasedUntil && !_cutOff.IsCancellationRequested)
            {
                await Task.Delay(LookEvery, time, CancellationToken.None);
            }
        }
    }

    private async ValueTask WaitAsync(CancellationToken stopping)
    {
        using var tick = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        tick.CancelAfter(_places.Ready > 0 ? StartEvery : LookEvery);
        try
        {
            await owed.WaitAsync(tick.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // Time to look for retries that fell due, or to start what waits beside slow shops.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking for due callbacks failed.")]
    private partial void LogLookFailed(Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivering callback {CallbackId} failed on our side.")]
    private partial void LogDeliveryFailed(Exception error, long callbackId);
}
