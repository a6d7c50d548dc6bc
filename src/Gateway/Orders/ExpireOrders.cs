using Tetri.Callbacks;
using Tetri.Payments;
using Tetri.Store;

namespace Tetri.Orders;

/// <summary>Ends orders whose lifetime is over: expired when no card was ever typed, declined when the last try had failed or the code of a verification did not come.</summary>
internal sealed class ExpireOrders(GatewayStore store, Exchange exchange, OwedCallbacks owed, TimeProvider time)
{
    private const int OrderExpired = 1052;
    private const int MostAtOnce = 500;

    /// <summary>Ends all orders that are due; gives their number.</summary>
    public async ValueTask<int> RunAsync(CancellationToken cancellation)
    {
        var due = await store.OrdersToExpireAsync(time.GetUtcNow(), MostAtOnce, cancellation);
        await Task.WhenAll(due.Select(order => ExpireIfDueAsync(order).AsTask()));
        return due.Count;
    }

    /// <summary>The order as it is now: ended when its time is over, else unchanged.</summary>
    public async ValueTask<Order> ExpireIfDueAsync(Order order)
    {
        var now = time.GetUtcNow();
        if (!order.IsOpen || now < order.ExpiresAt)
            return order;
        if (order.AwaitsCode)
            return await exchange.EndVerificationAsync(order, failureCode: OrderExpired) ?? await store.FindOrderAsync(order.MerchantId, order.PaymentId) ?? order;
        if (order.OpenTransactionId is not null)
            return order;
        var after = order.After(OrderEvent.LifetimeOver, now, out _);
        after = after with { Version = order.Version + 1, Payment = order.Payment with { EndedAt = now } };
        var outcome = await store.WriteAsync(new ChangeOrder(after) { Owe = owed.For(after, now) });
        if (outcome == WriteOutcome.Done)
        {
            owed.Announce();
            return after;
        }
        return await store.FindOrderAsync(order.MerchantId, order.PaymentId) ?? order;
    }
}
