using Tetri.Protocol.Errors;
using Tetri.Store;

namespace Tetri.Subscriptions;

/// <summary>Stops a subscription on its merchant's wish, or starts it again.</summary>
internal sealed class SwitchSubscription(GatewayStore store, TimeProvider time)
{
    private const int OrderNotFound = 1018;
    private const int NotAllowed = 1100;
    private const int MostTurns = 10;

    /// <summary>Asking for what is so already changes nothing.</summary>
    public async ValueTask<Result<Subscription>> RunAsync(long merchantId, string orderId, bool isStart, CancellationToken cancellation)
    {
        if (await store.FindOrderAsync(merchantId, orderId, cancellation) is not { } order)
            return new GatewayError(OrderNotFound, orderId);
        for (var turn = 0; turn < MostTurns; turn++)
        {
            if (await store.FindSubscriptionAsync(merchantId, order.PaymentId, cancellation) is not { } subscription)
                return new GatewayError(NotAllowed, Explanation: "the order has no subscription: it was made without one, or is not approved");
            if (isStart == (subscription.State == SubscriptionState.Active))
                return subscription;
            var after = isStart ? subscription.Started(time.GetUtcNow()) : subscription.Stopped();
            if (isStart && after.State == SubscriptionState.Disabled)
                return new GatewayError(NotAllowed, Explanation: "the subscription has come to its end");
            switch (await store.WriteAsync(new ChangeSubscription(after)))
            {
                case WriteOutcome.Done:
                    return after;
                case WriteOutcome.QueueFull:
                    return GatewayError.Busy;
            }
        }
        return GatewayError.Busy;
    }
}
