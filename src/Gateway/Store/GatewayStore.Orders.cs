using System.Data.Common;
using System.Text.Json;
using Tetri.Orders;
using Tetri.Payments;

namespace Tetri.Store;

internal sealed partial class GatewayStore
{
    private const string OrderColumns =
        "payment_id, merchant_id, order_id, state, version, amount, currency, created_at, expires_at, open_transaction_id, terms, payment";

    private const string ByOrderId = $"SELECT {OrderColumns} FROM orders WHERE merchant_id = @merchant AND order_id = @order";
    private const string ByPaymentId = $"SELECT {OrderColumns} FROM orders WHERE merchant_id = @merchant AND payment_id = @payment";

    public ValueTask<Order?> FindOrderAsync(long merchantId, string orderId, CancellationToken cancellation = default) =>
        ReadOneAsync(ByOrderId, [("@merchant", merchantId), ("@order", orderId)], MapOrder, cancellation);

    public ValueTask<Order?> FindOrderAsync(long merchantId, long paymentId, CancellationToken cancellation = default) =>
        ReadOneAsync(ByPaymentId, [("@merchant", merchantId), ("@payment", paymentId)], MapOrder, cancellation);

    /// <summary>
    /// For telling a shop, never for deciding: the order where a read replica knows it as settled. Null says nothing: the replica
    /// may be behind, or there is none.
    /// </summary>
    public ValueTask<Order?> FindSettledOrderAsync(long merchantId, string orderId, CancellationToken cancellation) =>
        ReadOneOnReplicaAsync(ByOrderId, [("@merchant", merchantId), ("@order", orderId)], MapSettledOrder, cancellation);

    public ValueTask<Order?> FindSettledOrderAsync(long merchantId, long paymentId, CancellationToken cancellation) =>
        ReadOneOnReplicaAsync(ByPaymentId, [("@merchant", merchantId), ("@payment", paymentId)], MapSettledOrder, cancellation);

    /// <summary>Open orders whose lifetime is over and that wait for no answer of the acquirer, the oldest first. With an approved one they wait for their payer's code.</summary>
    public ValueTask<List<Order>> OrdersToExpireAsync(DateTimeOffset now, int most, CancellationToken cancellation = default) =>
        ReadAllAsync(
            $"""
            SELECT {OrderColumns} FROM orders
            WHERE state < 2 AND expires_at <= @now AND (open_transaction_id IS NULL OR 2 = (
                SELECT status FROM transactions
                WHERE transactions.merchant_id = orders.merchant_id AND transactions.payment_id = orders.payment_id AND transaction_id = open_transaction_id))
            ORDER BY expires_at LIMIT @most
            """,
            [("@now", now), ("@most", most)], MapOrder, cancellation);

    public ValueTask<IdempotentUse?> FindIdempotentUseAsync(long merchantId, string endpoint, string key, DateTimeOffset now, CancellationToken cancellation = default) =>
        ReadOneAsync(
            "SELECT body_hash, payment_id FROM idempotency_keys WHERE merchant_id = @merchant AND endpoint = @endpoint AND key = @key AND kept_until > @now",
            [("@merchant", merchantId), ("@endpoint", endpoint), ("@key", key), ("@now", now)],
            row => new IdempotentUse(row.GetString(0), row.GetInt64(1)), cancellation);

    private static Order? MapSettledOrder(DbDataReader reader) => MapOrder(reader) is { IsSettled: true } order ? order : null;

    private static Order MapOrder(DbDataReader reader)
    {
        var row = new RowReader(reader);
        return MapOrder(ref row);
    }

    private static Order MapOrder(ref RowReader row)
    {
        var paymentId = row.Long();
        var merchantId = row.Long();
        var orderId = row.Text();
        var state = row.Enum<OrderState>();
        var version = row.Int();
        var amount = row.Long();
        var currency = row.Text();
        var createdAt = row.Time();
        var expiresAt = row.Time();
        var openTransactionId = row.LongOrNull();
        var terms = JsonSerializer.Deserialize(row.Text(), OrderJson.Default.OrderTerms)!;
        var payment = row.TextOrNull();
        return new Order
        {
            PaymentId = paymentId,
            State = state,
            Version = version,
            CreatedAt = createdAt,
            ExpiresAt = expiresAt,
            OpenTransactionId = openTransactionId,
            Terms = terms with
            {
                MerchantId = merchantId,
                OrderId = orderId,
                Amount = new Money(amount, Currency.Find(currency)!),
            },
            Payment = payment is null ? Payment.None : JsonSerializer.Deserialize(payment, PaymentJson.Default.Payment)!,
        };
    }
}
