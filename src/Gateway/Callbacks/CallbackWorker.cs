using System.Collections.Concurrent;
using Tetri.Merchants;
using Tetri.Operations;
using Tetri.Store;

namespace Tetri.Callbacks;

/// <summary>
/// Reads due callbacks, sends them and records each attempt. Nothing else sends to merchants. A merchant whose last try failed
/// gets few places at once, so that one dead shop, or many, leave room for the healthy ones.
/// </summary>
internal sealed partial class CallbackWorker(
    GatewayStore store, OwedCallbacks owed, KnownMerchants merchants, CallbackEncoding encoding, CallbackSender sender, RetrySchedule schedule,
    GatewayMetrics metrics, TimeProvider time, ILogger<CallbackWorker> log) : BackgroundService
{
    private const int MostUnderWay = 1024;
    private const int MostOfHealthyMerchant = 16;
    private const int MostOfFailingMerchant = 2;
    // Longer than a try and its record take, so that only a dead node loses one.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<long, Delivery> _underWay = new();
    private readonly ConcurrentDictionary<long, bool> _failing = new();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_underWay.Values.Select(delivery => delivery.Ended));
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
        var countOf = _underWay.Values.CountBy(delivery => delivery.Callback.MerchantId).ToDictionary();
        var busy = countOf.Where(merchant => merchant.Value >= MostOf(merchant.Key)).Select(merchant => merchant.Key).ToArray();
        var now = time.GetUtcNow();
        var due = await store.ClaimCallbacksAsync(now, now + Lease, busy, [.. _underWay.Keys], room, stopping);
        var ordersUnderWay = _underWay.Values.Select(delivery => delivery.Callback.PaymentId).ToHashSet();
        var started = 0;
        foreach (var callback in due)
        {
            var count = countOf.GetValueOrDefault(callback.MerchantId);
            if (count >= MostOf(callback.MerchantId) || !ordersUnderWay.Add(callback.PaymentId))
                continue;
            countOf[callback.MerchantId] = count + 1;
            started++;
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _underWay[callback.Id] = new Delivery(callback, ended.Task);
            _ = DeliverAsync(callback, ended, stopping);
        }
        return started;
    }

    private int MostOf(long merchantId) => _failing.ContainsKey(merchantId) ? MostOfFailingMerchant : MostOfHealthyMerchant;

    private async Task DeliverAsync(Callback callback, TaskCompletionSource ended, CancellationToken stopping)
    {
        try
        {
            if (merchants.Find(callback.MerchantId) is not { } merchant)
                return;
            var message = await encoding.EncodeAsync(callback, merchant, stopping);
            var attempt = await sender.SendAsync(callback, message, merchant, stopping);
            var after = schedule.After(callback, attempt.Outcome, time.GetUtcNow());
            while (await store.WriteAsync(new RecordAttempt(after, attempt)) == WriteOutcome.QueueFull)
                await Task.Delay(LookEvery, time, CancellationToken.None);
            if (attempt.Outcome == AttemptOutcome.Delivered)
            {
                _failing.TryRemove(callback.MerchantId, out _);
                metrics.CallbackDelivered(time.GetUtcNow() - callback.OwedAt);
            }
            else
            {
                _failing[callback.MerchantId] = true;
                metrics.CallbackAttemptFailed();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Not recorded, so it is sent again after the restart: at least once.
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

    private sealed record Delivery(Callback Callback, Task Ended);

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking for due callbacks failed.")]
    private partial void LogLookFailed(Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivering callback {CallbackId} failed on our side.")]
    private partial void LogDeliveryFailed(Exception error, long callbackId);
}
