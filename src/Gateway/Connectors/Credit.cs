using Tetri.Cards;
using Tetri.Payments;

namespace Tetri.Connectors;

/// <summary>One request to pay out: to a card or to a bank account.</summary>
internal sealed record Credit
{
    public required long TransactionId { get; init; }
    public required long MerchantId { get; init; }
    public required string OrderId { get; init; }
    public required Money Amount { get; init; }

    /// <summary>Null where the money goes to <see cref="Iban"/>.</summary>
    public CardNumber? Card { get; init; }

    public Iban? Iban { get; init; }

    /// <summary>The order's reservation_data: base64 of a JSON object, or null.</summary>
    public string? ReservationData { get; init; }
}
