using Tetri.Cards;
using Tetri.Payments;

namespace Tetri.Connectors;

/// <summary>One request for money from a card.</summary>
internal sealed record CardPayment
{
    public required long TransactionId { get; init; }
    public required long MerchantId { get; init; }
    public required string MerchantName { get; init; }
    public required string OrderId { get; init; }
    public required string Description { get; init; }
    public required Money Amount { get; init; }
    public required CardNumber Card { get; init; }
    public required CardExpiry Expiry { get; init; }

    /// <summary>Three or four digits; null where the payer is absent.</summary>
    public string? Cvv { get; init; }

    /// <summary>The wallet's container, as it came, where the card was in one.</summary>
    public WalletContainer? Container { get; init; }

    /// <summary>Hold the amount (pre-authorisation) instead of taking it.</summary>
    public bool Hold { get; init; }

    /// <summary>Must stand at the end of the description that the cardholder reads in his bank: who can read it there has the card's account.</summary>
    public string? Code { get; init; }

    /// <summary>False for charges without the payer: 3-D Secure can't be asked for.</summary>
    public bool PayerPresent { get; init; } = true;

    /// <summary>Only PaReq can be answered: there is no page of ours that would show a method frame or a challenge of 3-D Secure 2.</summary>
    public bool OldFormOnly { get; init; }

    /// <summary>The window that a challenge of 3-D Secure 2 will be shown in: the challengeWindowSize to ask the issuer for.</summary>
    public required string ChallengeWindowSize { get; init; }

    /// <summary>3-D Secure was done elsewhere and is not asked for again.</summary>
    public ForeignAuthentication? Authentication { get; init; }

    /// <summary>The order's reservation_data: base64 of a JSON object, or null.</summary>
    public string? ReservationData { get; init; }

    public string? PayerIp { get; init; }

    /// <summary>The gateway's own base address as the payer sees it, without a trailing slash.</summary>
    public required string PublicUrl { get; init; }

    /// <summary>Where the payer's browser brings the outcome of a challenge (TermUrl, notificationURL).</summary>
    public required string ReturnUrl { get; init; }

    /// <summary>Where the hidden method frame reports that it is done (threeDSMethodNotificationURL).</summary>
    public required string MethodReturnUrl { get; init; }

    /// <summary>Opaque text that must come back with the outcome, as MD or threeDSSessionData.</summary>
    public required string MerchantData { get; init; }
}

/// <summary>The outcome of a 3-D Secure that the shop's own server carried out.</summary>
/// <param name="Cavv">The issuer's proof, base64.</param>
/// <param name="Eci">5 or 6, with or without a leading zero.</param>
internal sealed record ForeignAuthentication(string Cavv, string Eci);

/// <summary>What the payer's browser brought back from a 3-D Secure step.</summary>
internal abstract record ThreeDSecureProof
{
    private ThreeDSecureProof() { }

    /// <summary>The old form: PaRes, base64.</summary>
    public sealed record PaRes(string Value) : ThreeDSecureProof;

    /// <summary>The new form: cres, base64url of JSON.</summary>
    public sealed record ChallengeResponse(string Value) : ThreeDSecureProof;

    /// <summary>The method step ended: the hidden frame answered, or its ten seconds passed.</summary>
    public sealed record MethodEnded(bool Completed) : ThreeDSecureProof;
}
