using System.Text.Json.Serialization;

namespace Tetri.Connectors.Simulator;

/// <summary>What a ticket says, so that one kind is never taken for another.</summary>
internal enum TicketKind
{
    None,

    /// <summary>The acquirer asks the issuer to check the payer.</summary>
    Question,

    /// <summary>The issuer says that the payer proved himself.</summary>
    Passed,

    /// <summary>The issuer says that the payer did not.</summary>
    Failed,

    /// <summary>The acquirer sends the payer to his bank.</summary>
    Bank,

    /// <summary>A wallet gives the payer's card.</summary>
    Wallet,
}

/// <summary>All that the issuer's page knows of a payment. It travels sealed through the browser, so the page keeps no state.</summary>
internal sealed record Ticket
{
    public TicketKind Kind { get; init; }
    public long TransactionId { get; init; }
    public long Minor { get; init; }
    public string Currency { get; init; } = "";

    /// <summary>Unix seconds after which the ticket is void.</summary>
    public long ValidUntil { get; init; }

    public string Merchant { get; init; } = "";
    public string AmountText { get; init; } = "";
    public string MaskedCard { get; init; } = "";
    public bool AsksPassword { get; init; }

    /// <summary>The bank's name and what it pays by, where the payer pays there.</summary>
    public string? BankName { get; init; }

    public bool InInstallments { get; init; }

    /// <summary>The wallet, the test card in it, and what tells one container from another.</summary>
    public string? Wallet { get; init; }

    public string? Card { get; init; }
    public string? Id { get; init; }
    public int WrongPasswords { get; init; }

    /// <summary>Where the new form's outcome goes, or the bank sends its payer; the old form takes TermUrl from the browser.</summary>
    public string? NotificationUrl { get; init; }

    /// <summary>The answer to this question, without what only the page needs.</summary>
    public Ticket Answer(bool passed) => new()
    {
        Kind = passed ? TicketKind.Passed : TicketKind.Failed,
        TransactionId = TransactionId,
        Minor = Minor,
        Currency = Currency,
        ValidUntil = ValidUntil,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Ticket))]
internal sealed partial class TicketJson : JsonSerializerContext;
