using System.Globalization;
using System.Text.Json.Serialization;
using Tetri.Orders;

namespace Tetri.Subscriptions;

internal enum SubscriptionState
{
    Active,

    /// <summary>Stopped by its merchant, given up after declines, or at its end.</summary>
    Disabled,
}

/// <summary>An approved order that is charged again by a schedule. A snapshot: changes make a new one, guarded by <see cref="Version"/>.</summary>
internal sealed record Subscription
{
    /// <summary>How long after each declined try the next one comes: 1, 3 and 5 days after the first. The last try has none.</summary>
    private static readonly TimeSpan[] RetryWaits = [TimeSpan.FromDays(1), TimeSpan.FromDays(2), TimeSpan.FromDays(2)];

    // The stored card is unknown, deactivated or over: no later try can end otherwise.
    private static readonly int[] FinalRefusals = [1035, 1078, 1082];

    public required long MerchantId { get; init; }

    /// <summary>Of the order that began it.</summary>
    public required long PaymentId { get; init; }

    public required string Rectoken { get; init; }
    public required Schedule Schedule { get; init; }

    /// <summary>When the order that began it was approved.</summary>
    public required DateTimeOffset PaidAt { get; init; }

    public SubscriptionState State { get; init; }
    public int Version { get; init; }

    /// <summary>The charge that comes next, the first one being 1.</summary>
    public int NextCharge { get; init; } = 1;

    /// <summary>How many tries of it were declined.</summary>
    public int Declines { get; init; }

    /// <summary>When it is tried (again); null where nothing is to come.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Nobody else looks at it before.</summary>
    public DateTimeOffset LeasedUntil { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>The one name of this try: an order is unique by it, so a try that is repeated after a crash charges nobody twice.</summary>
    public string ChargeOrderId => string.Create(CultureInfo.InvariantCulture, $"subscription-{PaymentId}-{NextCharge}{(Declines > 0 ? $"-{Declines}" : "")}");

    /// <summary>Whether the card that pays is stored: for the merchant, or because the payer begins a subscription with it.</summary>
    /// <param name="chosen">What the payer made of the schedule; null where he left it alone.</param>
    public static bool StoresCard(OrderTerms terms, Schedule? chosen) =>
        terms.RequiredRectoken || (terms.Subscription && RecurringData.Of(terms.RecurringData) is { } asked && ScheduleOf(asked, chosen) is not null);

    /// <summary>The subscription that an order begins with its approval; null for one that begins none.</summary>
    public static Subscription? BegunBy(Order order, DateTimeOffset paidAt)
    {
        if (!order.Terms.Subscription || order.Payment.Rectoken is not { } rectoken || RecurringData.Of(order.Terms.RecurringData) is not { } asked)
            return null;
        if (ScheduleOf(asked, order.Payment.Schedule) is not { } schedule)
            return null;
        return new Subscription { MerchantId = order.MerchantId, PaymentId = order.PaymentId, Rectoken = rectoken, Schedule = schedule, PaidAt = paidAt }.At(1);
    }

    /// <summary>Null where there is a subscription only if the payer asks for it, and he did not.</summary>
    private static Schedule? ScheduleOf(RecurringData asked, Schedule? chosen) => chosen ?? (asked.IsOptional ? null : asked.Schedule);

    public Subscription AfterPayment() => Next().At(NextCharge + 1);

    public Subscription AfterDecline(int? code, DateTimeOffset now) =>
        Declines < RetryWaits.Length && !(code is { } known && FinalRefusals.Contains(known))
            ? Next() with { Declines = Declines + 1, DueAt = State == SubscriptionState.Active ? now + RetryWaits[Declines] : null }
            : Next() with { State = SubscriptionState.Disabled, DueAt = null };

    /// <summary>Its charge is under way elsewhere.</summary>
    public Subscription Waiting(DateTimeOffset until) => Next() with { LeasedUntil = until };

    public Subscription Stopped() => Next() with { State = SubscriptionState.Disabled, DueAt = null };

    /// <summary>What fell due while it was stopped is not charged. Still disabled when nothing is left to come.</summary>
    public Subscription Started(DateTimeOffset now)
    {
        var passed = Schedule.CountUntil(now, PaidAt);
        return (Next() with { State = SubscriptionState.Active }).At(Math.Max(NextCharge, passed + 1));
    }

    private Subscription Next() => this with { Version = Version + 1, LeasedUntil = DateTimeOffset.UnixEpoch };

    private Subscription At(int number)
    {
        var at = Schedule.ChargeAt(number, PaidAt);
        return this with
        {
            NextCharge = number,
            Declines = number == NextCharge ? Declines : 0,
            State = at is null ? SubscriptionState.Disabled : State,
            DueAt = State == SubscriptionState.Active ? at : null,
        };
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Schedule))]
internal sealed partial class ScheduleJson : JsonSerializerContext;
