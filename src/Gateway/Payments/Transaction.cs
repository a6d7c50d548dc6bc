namespace Tetri.Payments;

internal enum TransactionKind
{
    Purchase,
    Authorisation,
    Capture,
    Reversal,
    Verification,
    Payout,
}

internal enum TransactionStatus
{
    /// <summary>Written before the acquirer was called; the answer is not written yet.</summary>
    Pending,

    /// <summary>The payer is with the issuer (3-D Secure); no money was asked for yet.</summary>
    Authenticating,

    Approved,
    Declined,

    /// <summary>The acquirer gave no answer that can be believed; it is asked again.</summary>
    Unknown,

    /// <summary>
    /// A payout that is not concluded, pending or unknown. It is told from payments because a node of the release before payouts would conclude it as
    /// one: it does not look for this status.
    /// </summary>
    PayoutOpen,

    /// <summary>
    /// A payment at the payer's bank that is not concluded: pending, with the payer, or unknown. It has a status of its own for the same reason, and because
    /// the bank may take the money at any moment, which an issuer who only proves the payer does not.
    /// </summary>
    BankOpen,
}

/// <summary>The record of one exchange with an acquirer. Written pending before the call, concluded once, never deleted.</summary>
internal sealed record Transaction
{
    public required long Id { get; init; }
    public required long MerchantId { get; init; }
    public required long PaymentId { get; init; }
    public required TransactionKind Kind { get; init; }
    public TransactionStatus Status { get; init; }
    public required Money Amount { get; init; }
    public required string Connector { get; init; }

    /// <summary>The transaction that this one gives back or takes from a hold.</summary>
    public long? ParentId { get; init; }

    /// <summary>The merchant's own name for it (reverse_id): the same name never moves money twice.</summary>
    public string? Reference { get; init; }

    public string? MaskedCard { get; init; }
    public string? CardType { get; init; }
    public string? Rrn { get; init; }
    public string? ApprovalCode { get; init; }
    public string? Eci { get; init; }
    public int? ResponseCode { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When a pending or authenticating transaction is looked at again by recovery.</summary>
    public required DateTimeOffset CheckAt { get; init; }

    public bool IsOpen => Status is TransactionStatus.Pending or TransactionStatus.Authenticating or TransactionStatus.Unknown or TransactionStatus.PayoutOpen
        or TransactionStatus.BankOpen;
}
