using Tetri.Protocol.Errors;
using Tetri.Store;

namespace Tetri.Orders;

/// <summary>Finds an order by the merchant's id or by the payment id.</summary>
internal sealed class OrderStatus(GatewayStore store, ExpireOrders expire)
{
    public async ValueTask<Result<Order>> ByOrderIdAsync(long merchantId, string orderId, CancellationToken cancellation) =>
        await store.FindOrderAsync(merchantId, orderId, cancellation) is { } order
            ? await expire.ExpireIfDueAsync(order)
            : new GatewayError(1018, orderId);

    public async ValueTask<Result<Order>> ByPaymentIdAsync(long merchantId, long paymentId, CancellationToken cancellation) =>
        await store.FindOrderAsync(merchantId, paymentId, cancellation) is { } order
            ? await expire.ExpireIfDueAsync(order)
            : new GatewayError(1018, paymentId.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
