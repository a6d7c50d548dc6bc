using Tetri.Payments;

namespace Tetri.Orders;

/// <summary>What the merchant asked to be paid, and how far it came. A snapshot: changes make a new one, guarded by <see cref="Version"/>.</summary>
internal sealed record Order
{
    public required OrderTerms Terms { get; init; }

    /// <summary>Given by the store when it adds the order; below 2^31 for clients that keep it in an int.</summary>
    public long PaymentId { get; set; }

    public OrderState State { get; init; }

    /// <summary>Counts the changes of the row; a write that expects another number is refused.</summary>
    public int Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The transaction that is not concluded yet. While there is one, the order can't expire, be declined or start another.</summary>
    public long? OpenTransactionId { get; init; }

    public Payment Payment { get; init; } = Payment.None;

    public long MerchantId => Terms.MerchantId;

    public static Order Create(OrderTerms terms, DateTimeOffset now) => new()
    {
        Terms = terms,
        CreatedAt = now,
        ExpiresAt = now.AddSeconds(terms.Lifetime),
    };

    public bool IsOpen => OrderRules.IsOpen(State);

    /// <summary>Nothing follows by itself; only the merchant's own wish, such as a reversal, can change it yet.</summary>
    public bool IsSettled => !IsOpen && OpenTransactionId is null && !(Terms.Verification && Payment.Left > 0);

    /// <summary>The amount is held, and the payer has yet to type the code that stands in its description. Its transaction stays the order's open one.</summary>
    public bool AwaitsCode => State == OrderState.Processing && Payment.VerificationStatus is Payment.VerificationCreated or Payment.VerificationIncorrect;

    /// <summary>A declined try leaves the order open.</summary>
    public bool MayRetry(DateTimeOffset now) => Terms.Delayed && now < ExpiresAt;

    /// <summary>The order after an event, or the same order when the event changes nothing.</summary>
    public Order After(OrderEvent happened, DateTimeOffset now, out OrderStep step)
    {
        step = OrderRules.Next(State, happened, MayRetry(now));
        return step.Changes ? this with { State = step.State } : this;
    }
}
