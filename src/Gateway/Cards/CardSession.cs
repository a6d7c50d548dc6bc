using System.Text.Json.Serialization;

namespace Tetri.Cards;

/// <summary>
/// A card on its way through 3-D Secure. The number is encrypted under the key ring, the CVV or a wallet's container under a key that travels in the
/// payer's MD and is not in the database. The row is deleted when the transaction ends or its minutes are over.
/// </summary>
internal sealed record CardSession
{
    public required long TransactionId { get; init; }
    public required long MerchantId { get; init; }
    public required long PaymentId { get; init; }

    /// <summary>Number and expiry, encrypted (see <see cref="CardVault"/>).</summary>
    public required byte[] Card { get; init; }

    /// <summary>CVV or a wallet's container, encrypted under the payer's key; null where neither was given.</summary>
    public byte[]? Secret { get; init; }

    public required ThreeDSecureStep Step { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>Where the payer stands in 3-D Secure, so that a reloaded page can go on.</summary>
internal sealed record ThreeDSecureStep
{
    /// <summary>The hidden method frame when true, the issuer's challenge otherwise.</summary>
    public bool IsMethod { get; init; }

    public required string Url { get; init; }

    /// <summary>threeDSMethodData of a method step.</summary>
    public string? MethodData { get; init; }

    /// <summary>The form fields of a challenge, without the payer's data (MD, threeDSSessionData), which holds a key.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; } = [];

    public string? PayerIp { get; init; }

    /// <summary>Of a challenge that the issuer asks for after it refused to do without.</summary>
    public bool AfterDecline { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ThreeDSecureStep))]
internal sealed partial class CardJson : JsonSerializerContext;
