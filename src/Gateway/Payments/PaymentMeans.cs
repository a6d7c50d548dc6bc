using Tetri.Cards;
using Tetri.Orders;
using Tetri.Subscriptions;

namespace Tetri.Payments;

/// <summary>What a payer pays with.</summary>
internal sealed record PaymentMeans
{
    /// <summary>As payment_system on the wire.</summary>
    public string System { get; init; } = OrderTerms.CardSystem;

    /// <summary>The bank, or the wallet that the card is in, as payment_method on the wire.</summary>
    public string? Method { get; init; }

    public CardNumber? Card { get; init; }
    public string? PayerIp { get; init; }

    /// <summary>The stored card that pays or is to be made; a new one is kept with the transaction that makes it.</summary>
    public Rectoken? Rectoken { get; init; }

    /// <summary>The card that the payer keeps for himself; a new one as above.</summary>
    public Rectoken? SavedCard { get; init; }

    /// <summary>What the payer made of the subscription's schedule.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>What the payer answered; null leaves what he answered before.</summary>
    public PayerAnswers? Answers { get; init; }

    /// <summary>What the payer saw that the order costs; null: its amount.</summary>
    public Quote? Quote { get; init; }
}
