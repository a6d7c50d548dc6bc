namespace Tetri.Connectors.Simulator;

internal enum LedgerOutcome
{
    Approved,
    Declined,

    /// <summary>The acquirer told the gateway that it never heard of the transaction, so it may not happen any more.</summary>
    Closed,

    /// <summary>The payer has yet to decide at his bank.</summary>
    Open,
}

/// <summary>One line of the acquirer's book: a charge, a capture, a reversal, or a payout, which stands below zero.</summary>
internal sealed record LedgerEntry
{
    public required long TransactionId { get; init; }

    /// <summary>The charge that a capture takes from or a reversal gives back; null on a charge.</summary>
    public long? OriginalId { get; init; }

    public long MerchantId { get; init; }
    public string OrderId { get; init; } = "";
    public string MaskedCard { get; init; } = "";
    public long Minor { get; init; }
    public string Currency { get; init; } = "";

    /// <summary>On a charge: the amount is only held. On what follows a charge: it takes from the hold.</summary>
    public bool Hold { get; init; }

    public LedgerOutcome Outcome { get; init; }
    public int? DeclineCode { get; init; }

    /// <summary>What the cardholder reads in his bank, where the gateway asked for something to be there.</summary>
    public string? Description { get; init; }

    /// <summary>Where the payer decides, on a payment at a bank.</summary>
    public string? Link { get; init; }

    public string Eci { get; init; } = "";
    public string? CardProduct { get; init; }
    public int? ThreeDSecureVersion { get; init; }

    /// <summary>How many questions about the entry will stay unanswered.</summary>
    public int SilentFinds { get; init; }

    /// <summary>How often the gateway sent the request.</summary>
    public int Asked { get; init; } = 1;
}
