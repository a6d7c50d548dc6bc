using System.Data.Common;
using Tetri.Callbacks;
using Tetri.Orders;

namespace Tetri.Store;

internal sealed partial class GatewayStore
{
    internal const string CallbackColumns =
        "callback_id, merchant_id, payment_id, order_id, url, order_version, message_version, content, state, attempts, owed_at, due_at";

    /// <inheritdoc cref="IStoreEngine.ClaimCallbacksAsync"/>
    public ValueTask<List<DueCallback>> ClaimCallbacksAsync(
        DateTimeOffset now, DateTimeOffset leasedUntil, string[] busyDestinations, long[] underWay, int most, CancellationToken cancellation) =>
        engine.ClaimCallbacksAsync(now, leasedUntil, busyDestinations, underWay, most, cancellation);

    public ValueTask<long> CountCallbacksDueAsync(DateTimeOffset now, CancellationToken cancellation = default) =>
        ReadOneAsync(
            "SELECT count(*) FROM callbacks WHERE state = 0 AND due_at <= @now", [("@now", now)], row => row.GetInt64(0), cancellation);

    public ValueTask<Callback?> FindCallbackAsync(long callbackId, CancellationToken cancellation = default) =>
        ReadOneAsync($"SELECT {CallbackColumns} FROM callbacks WHERE callback_id = @id", [("@id", callbackId)], MapCallback, cancellation);

    /// <summary>The newest callbacks, of one merchant, one order and in one state where given.</summary>
    public ValueTask<List<Callback>> ListCallbacksAsync(
        long? merchantId, string? orderId, int most, CallbackState? state = null, CancellationToken cancellation = default) =>
        ReadAllAsync(
            $"""
            SELECT {CallbackColumns} FROM callbacks
            WHERE (CAST(@merchant AS bigint) IS NULL OR merchant_id = @merchant) AND (CAST(@order AS text) IS NULL OR order_id = @order)
                AND (CAST(@state AS integer) IS NULL OR state = @state)
            ORDER BY callback_id DESC LIMIT @most
            """,
            [("@merchant", merchantId), ("@order", orderId), ("@state", (int?)state), ("@most", most)], MapCallback, cancellation);

    public ValueTask<List<CallbackAttempt>> AttemptsOfCallbackAsync(long merchantId, long callbackId, CancellationToken cancellation = default) =>
        ReadAllAsync(
            """
            SELECT callback_id, number, at, outcome, http_status, duration FROM callback_attempts
            WHERE merchant_id = @merchant AND callback_id = @id ORDER BY number
            """,
            [("@merchant", merchantId), ("@id", callbackId)], MapAttempt, cancellation);

    /// <summary>Of the callbacks c and their orders o.</summary>
    internal const string DueCallbackColumns =
        "c.callback_id, c.merchant_id, c.payment_id, c.order_id, c.url, c.order_version, c.message_version, c.content, c.state, c.attempts, c.owed_at, c.due_at, " +
        "o.payment_id, o.merchant_id, o.order_id, o.state, o.version, o.amount, o.currency, o.created_at, o.expires_at, o.open_transaction_id, o.terms, NULL";

    internal static DueCallback MapDueCallback(DbDataReader reader)
    {
        var row = new RowReader(reader);
        return new DueCallback(MapCallback(ref row), MapOrder(ref row));
    }

    private static Callback MapCallback(DbDataReader reader)
    {
        var row = new RowReader(reader);
        return MapCallback(ref row);
    }

    private static Callback MapCallback(ref RowReader row)
    {
        return new Callback
        {
            Id = row.Long(),
            MerchantId = row.Long(),
            PaymentId = row.Long(),
            OrderId = row.Text(),
            Url = row.Text(),
            OrderVersion = row.Int(),
            MessageVersion = row.Enum<MessageVersion>(),
            Content = row.Text(),
            State = row.Enum<CallbackState>(),
            Attempts = row.Int(),
            OwedAt = row.Time(),
            DueAt = row.Time(),
        };
    }

    private static CallbackAttempt MapAttempt(DbDataReader reader)
    {
        var row = new RowReader(reader);
        return new CallbackAttempt
        {
            CallbackId = row.Long(),
            Number = row.Int(),
            At = row.Time(),
            Outcome = row.Enum<AttemptOutcome>(),
            HttpStatus = row.IntOrNull(),
            Duration = row.Int(),
        };
    }
}
