using System.Globalization;
using Tetri.Protocol.Errors;
using Tetri.Store;

namespace Tetri.Orders;

/// <summary>Finds an order by the merchant's id or by the payment id.</summary>
internal sealed class OrderStatus(GatewayStore store, ExpireOrders expire)
{
    public ValueTask<Result<Order>> ByOrderIdAsync(long merchantId, string orderId, CancellationToken cancellation) =>
        AnswerAsync(
            store.FindSettledOrderAsync(merchantId, orderId, cancellation), () => store.FindOrderAsync(merchantId, orderId, cancellation), orderId);

    public ValueTask<Result<Order>> ByPaymentIdAsync(long merchantId, long paymentId, CancellationToken cancellation) =>
        AnswerAsync(
            store.FindSettledOrderAsync(merchantId, paymentId, cancellation), () => store.FindOrderAsync(merchantId, paymentId, cancellation),
            paymentId.ToString(CultureInfo.InvariantCulture));

    /// <summary>What a replica doesn't know as settled is asked of the primary, so that a shop never sees its order go back.</summary>
    private async ValueTask<Result<Order>> AnswerAsync(ValueTask<Order?> settled, Func<ValueTask<Order?>> find, string id)
    {
        if (await settled is { } known)
            return known;
        return await find() is { } order ? await expire.ExpireIfDueAsync(order) : new GatewayError(1018, id);
    }
}
