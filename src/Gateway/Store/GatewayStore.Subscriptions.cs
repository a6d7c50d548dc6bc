using System.Data.Common;
using System.Text.Json;
using Tetri.Subscriptions;

namespace Tetri.Store;

internal sealed partial class GatewayStore
{
    internal const string SubscriptionColumns =
        "merchant_id, payment_id, rectoken, schedule, paid_at, state, version, next_charge, declines, due_at, leased_until";

    /// <inheritdoc cref="IStoreEngine.ClaimSubscriptionsAsync"/>
    public ValueTask<List<Subscription>> ClaimSubscriptionsAsync(DateTimeOffset now, DateTimeOffset leasedUntil, int most, CancellationToken cancellation) =>
        engine.ClaimSubscriptionsAsync(now, leasedUntil, most, cancellation);

    /// <summary>By the order that began it.</summary>
    public ValueTask<Subscription?> FindSubscriptionAsync(long merchantId, long paymentId, CancellationToken cancellation = default) =>
        ReadOneAsync(
            $"SELECT {SubscriptionColumns} FROM subscriptions WHERE merchant_id = @merchant AND payment_id = @payment",
            [("@merchant", merchantId), ("@payment", paymentId)], MapSubscription, cancellation);

    internal static Subscription MapSubscription(DbDataReader reader)
    {
        var row = new RowReader(reader);
        return new Subscription
        {
            MerchantId = row.Long(),
            PaymentId = row.Long(),
            Rectoken = row.Text(),
            Schedule = JsonSerializer.Deserialize(row.Text(), ScheduleJson.Default.Schedule)!,
            PaidAt = row.Time(),
            State = row.Enum<SubscriptionState>(),
            Version = row.Int(),
            NextCharge = row.Int(),
            Declines = row.Int(),
            DueAt = row.TimeOrNull(),
            LeasedUntil = row.Time(),
        };
    }
}
