using System.Security.Cryptography;

namespace Tetri.Cards;

/// <summary>A stored card that its merchant may charge again without its number.</summary>
internal sealed record Rectoken
{
    private const int ValueLength = 40;

    public required long MerchantId { get; init; }

    /// <summary>What the merchant knows it by: 40 hex digits that nobody can guess. Older ones of other gateways look different.</summary>
    public required string Value { get; init; }

    /// <summary>The payment that made it.</summary>
    public required long PaymentId { get; init; }

    /// <summary>The transaction that made it; the sealed card belongs to it.</summary>
    public required long TransactionId { get; init; }

    /// <summary>Number and expiry, encrypted (see <see cref="CardVault"/>).</summary>
    public required byte[] Card { get; init; }

    /// <summary>Equal for the same card of the same merchant, and for nothing else.</summary>
    public required byte[] Fingerprint { get; init; }

    public required string MaskedCard { get; init; }
    public required string CardType { get; init; }

    /// <summary>When the card's last month is over.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The payment that made it was approved; before, it can't be charged.</summary>
    public bool IsApproved { get; init; }

    public DateTimeOffset? DeactivatedAt { get; init; }

    /// <summary>The payer who keeps it for himself; its merchant does not know it. Null: it is the merchant's.</summary>
    public string? Payer { get; init; }

    /// <summary>The master key that the card is sealed with.</summary>
    public byte KeyId => CardVault.KeyIdOf(Card);

    public static string NewValue() => RandomNumberGenerator.GetHexString(ValueLength, lowercase: true);
}
