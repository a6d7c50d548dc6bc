using System.Collections.Concurrent;
using Tetri.Merchants;
using Tetri.Operations;
using Tetri.Store;

namespace Tetri.Callbacks;

/// <summary>
/// Reads due callbacks, sends them and records each attempt. Nothing else sends to merchants. A shop whose last try failed
/// gets few places at once, so that one dead shop, or many, leave room for the healthy ones.
/// </summary>
internal sealed partial class CallbackWorker(
    GatewayStore store, OwedCallbacks owed, KnownMerchants merchants, CallbackEncoding encoding, CallbackSender sender, RetrySchedule schedule,
    GatewayMetrics metrics, TimeProvider time, ILogger<CallbackWorker> log) : BackgroundService
{
    private const int MostUnderWay = 1024;
    private const int MostOfHealthyDestination = 16;
    private const int MostOfFailingDestination = 2;
    private const int MostFailingDestinations = 100_000;

    // Longer than a try and its record take, so that only a dead node loses one.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    // A try that begins must end within its lease.
    private static readonly TimeSpan LongestDelivery = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<long, Delivery> _underWay = new();
    private readonly ConcurrentDictionary<string, bool> _failing = new();
    private readonly List<Held> _held = [];
    private readonly CancellationTokenSource _cutOff = new();

    /// <summary>
    /// Begins nothing new, gives back what is leased and not begun, and lets what is under way end and be recorded: a node that leaves neither sends
    /// twice nor keeps another from sending. What takes longer than the host has patience for is cut off, and sent again.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await using var impatient = cancellationToken.Register(_cutOff.Cancel);
        if (ExecuteTask is null or { IsCompleted: true })
            await Task.WhenAll(_held.Select(GiveBackAsync));
        await Task.WhenAll(_underWay.Values.Select(delivery => delivery.Ended));
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
                if (await StartDueAsync(stoppingToken) == 0)
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

    /// <summary>Starts what is due and fits; gives the number of callbacks started.</summary>
    private async ValueTask<int> StartDueAsync(CancellationToken stopping)
    {
        var room = MostUnderWay - _underWay.Count;
        if (room <= 0)
            return 0;
        var countOf = _underWay.Values.CountBy(delivery => delivery.Destination).ToDictionary();
        var now = time.GetUtcNow();
        _held.RemoveAll(held => held.LeasedUntil < now + LongestDelivery);
        var busy = countOf.Where(place => place.Value >= MostOf(place.Key)).Select(place => place.Key).Concat(_held.Select(held => held.Destination)).Distinct();
        var mine = _underWay.Keys.Concat(_held.Select(held => held.Callback.Id));
        var claimed = await store.ClaimCallbacksAsync(now, now + Lease, [.. busy], [.. mine], room, stopping);
        _held.AddRange(claimed.Select(callback => new Held(callback, callback.Destination, now + Lease)));

        var ordersUnderWay = _underWay.Values.Select(delivery => delivery.Callback.PaymentId).ToHashSet();
        return _held.RemoveAll(held =>
        {
            var (callback, destination, _) = held;
            var count = countOf.GetValueOrDefault(destination);
            if (count >= MostOf(destination) || !ordersUnderWay.Add(callback.PaymentId))
                return false;
            countOf[destination] = count + 1;
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _underWay[callback.Id] = new Delivery(callback, destination, ended.Task);
            _ = DeliverAsync(callback, held.LeasedUntil, ended, _cutOff.Token);
            return true;
        });
    }

    private int MostOf(string destination) => _failing.ContainsKey(destination) ? MostOfFailingDestination : MostOfHealthyDestination;

    private async Task GiveBackAsync(Held held)
    {
        try
        {
            await store.WriteAsync(new ReleaseCallback(held.Callback.MerchantId, held.Callback.Id, held.LeasedUntil));
        }
        catch (StoreUnavailableException)
        {
            // Its lease runs out.
        }
    }

    private async Task DeliverAsync(Callback callback, DateTimeOffset leasedUntil, TaskCompletionSource ended, CancellationToken cutOff)
    {
        try
        {
            var attempt = await WhileLeasedAsync(leasedUntil, () => TryAsync(callback, cutOff));
            var after = schedule.After(callback, attempt.Outcome, time.GetUtcNow());
            await WhileLeasedAsync(leasedUntil, async () =>
            {
                while (await store.WriteAsync(new RecordAttempt(after, attempt)) == WriteOutcome.QueueFull)
                    await Task.Delay(LookEvery, time, CancellationToken.None);
                return true;
            });
            if (attempt.Outcome == AttemptOutcome.Delivered)
            {
                _failing.TryRemove(callback.Destination, out _);
                metrics.CallbackDelivered(time.GetUtcNow() - callback.OwedAt);
            }
            else
            {
                if (_failing.Count < MostFailingDestinations)
                    _failing[callback.Destination] = true;
                metrics.CallbackAttemptFailed();
            }
        }
        catch (OperationCanceledException) when (cutOff.IsCancellationRequested)
        {
            // Not recorded, so it is sent again after the restart: at least once.
        }
        catch (StoreUnavailableException)
        {
            // Not recorded either; it is sent again after its lease.
        }
        catch (Exception error)
        {
            LogDeliveryFailed(error, callback.Id);
        }
        finally
        {
            _underWay.TryRemove(callback.Id, out _);
            ended.SetResult();
            owed.Announce();
        }
    }

    /// <summary>A store that is away for a while is waited for: nothing of the merchant's failed.</summary>
    private async ValueTask<T> WhileLeasedAsync<T>(DateTimeOffset leasedUntil, Func<ValueTask<T>> work)
    {
        while (true)
        {
            try
            {
                return await work();
            }
            catch (StoreUnavailableException) when (time.GetUtcNow() < leasedUntil && !_cutOff.IsCancellationRequested)
            {
                await Task.Delay(LookEvery, time, CancellationToken.None);
            }
        }
    }

    /// <summary>What goes wrong on our side is a failed try as well, or the callback would be due for ever.</summary>
    private async ValueTask<CallbackAttempt> TryAsync(Callback callback, CancellationToken cutOff)
    {
        try
        {
            if (merchants.Find(callback.MerchantId) is { } merchant)
                return await sender.SendAsync(callback, await encoding.EncodeAsync(callback, merchant, cutOff), merchant, cutOff);
        }
        catch (Exception error) when (error is not (OperationCanceledException or StoreUnavailableException))
        {
            LogDeliveryFailed(error, callback.Id);
        }
        return new CallbackAttempt { CallbackId = callback.Id, Number = callback.Attempts + 1, At = time.GetUtcNow(), Outcome = AttemptOutcome.NotSent, Duration = 0 };
    }

    private async ValueTask WaitAsync(CancellationToken stopping)
    {
        using var tick = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        tick.CancelAfter(LookEvery);
        try
        {
            await owed.WaitAsync(tick.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // Time to look for retries that fell due.
        }
    }

    /// <summary>A callback that is leased and waits for a place; only the worker's own loop touches these.</summary>
    private sealed record Held(Callback Callback, string Destination, DateTimeOffset LeasedUntil);

    private sealed record Delivery(Callback Callback, string Destination, Task Ended);

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking for due callbacks failed.")]
    private partial void LogLookFailed(Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivering callback {CallbackId} failed on our side.")]
    private partial void LogDeliveryFailed(Exception error, long callbackId);
}
