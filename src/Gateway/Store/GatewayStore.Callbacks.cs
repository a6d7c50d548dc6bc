using System.Data.Common;
using Tetri.Callbacks;
using Tetri.Orders;

namespace Tetri.Store;

internal sealed partial class GatewayStore
{
    private const string CallbackColumns =
        "callback_id, merchant_id, payment_id, order_id, url, order_version, message_version, content, state, attempts, owed_at, due_at";

    /// <summary>Due callbacks in the order they fell due, leaving out those under way and those of the busy merchants.</summary>
    public ValueTask<List<Callback>> CallbacksDueAsync(
        DateTimeOffset now, long[] busyMerchants, long[] underWay, int most, CancellationToken cancellation = default) =>
        ReadAllAsync(
            $"""
            SELECT {CallbackColumns} FROM callbacks
            WHERE state = 0 AND due_at <= @now
                AND merchant_id NOT IN (SELECT value FROM json_each(@busy)) AND callback_id NOT IN (SELECT value FROM json_each(@under_way))
            ORDER BY due_at LIMIT @most
            """,
            [("@now", now), ("@busy", Json(busyMerchants)), ("@under_way", Json(underWay)), ("@most", most)], MapCallback, cancellation);

    public ValueTask<long> CountCallbacksDueAsync(DateTimeOffset now, CancellationToken cancellation = default) =>
        ReadOneAsync(
            "SELECT count(*) FROM callbacks WHERE state = 0 AND due_at <= @now", [("@now", now)], row => row.GetInt64(0), cancellation);

    public ValueTask<Callback?> FindCallbackAsync(long callbackId, CancellationToken cancellation = default) =>
        ReadOneAsync($"SELECT {CallbackColumns} FROM callbacks WHERE callback_id = @id", [("@id", callbackId)], MapCallback, cancellation);

    /// <summary>The newest callbacks, of one merchant and one order where given.</summary>
    public ValueTask<List<Callback>> ListCallbacksAsync(long? merchantId, string? orderId, int most, CancellationToken cancellation = default) =>
        ReadAllAsync(
            $"""
            SELECT {CallbackColumns} FROM callbacks
            WHERE (@merchant IS NULL OR merchant_id = @merchant) AND (@order IS NULL OR order_id = @order)
            ORDER BY callback_id DESC LIMIT @most
            """,
            [("@merchant", merchantId), ("@order", orderId), ("@most", most)], MapCallback, cancellation);

    public ValueTask<List<CallbackAttempt>> AttemptsOfCallbackAsync(long callbackId, CancellationToken cancellation = default) =>
        ReadAllAsync(
            "SELECT callback_id, number, at, outcome, http_status, duration FROM callback_attempts WHERE callback_id = @id ORDER BY number",
            [("@id", callbackId)], MapAttempt, cancellation);

    private static string Json(long[] ids) => $"[{string.Join(',', ids)}]";

    private static Callback MapCallback(DbDataReader reader)
    {
        var row = new RowReader(reader);
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
