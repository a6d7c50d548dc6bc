namespace Tetri.Client;

/// <summary>
/// The base of every failure of a call. Giving up is the language's own <see cref="OperationCanceledException"/>.
/// A declined payment is no failure: it is an order whose status says so.
/// </summary>
public abstract class TetriException : Exception
{
    private protected TetriException(ErrorKind kind, string message, ErrorFacts facts) : base(message, facts.Cause)
    {
        Kind = kind;
        Reason = facts.Reason;
        Code = facts.Code;
        RequestId = facts.RequestId;
        Status = facts.Status;
        Retryable = facts.Retryable;
        RetryAfter = facts.RetryAfter;
        OutcomeUnknown = facts.OutcomeUnknown;
        Tries = facts.Tries;
    }

    /// <summary>Who failed, and where.</summary>
    public ErrorKind Kind { get; }

    /// <summary>Which mistake it is, where a kind has several.</summary>
    public ErrorReason? Reason { get; }

    /// <summary>Of a refusal: one of <see cref="ErrorCodes"/>, or one that is newer than this client.</summary>
    public int? Code { get; }

    /// <summary>Names the request in the gateway's logs.</summary>
    public string? RequestId { get; }

    /// <summary>The HTTP status.</summary>
    public int? Status { get; }

    /// <summary>The same call may be made again without harm, and may succeed.</summary>
    public bool Retryable { get; }

    /// <summary>After which time the gateway wants to be asked again.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The request may have been carried out: ask for the order's status before anything else.</summary>
    public bool OutcomeUnknown { get; }

    /// <summary>How many tries were made.</summary>
    public int Tries { get; }
}

internal readonly record struct ErrorFacts(
    ErrorReason? Reason = null, int? Code = null, string? RequestId = null, int? Status = null, bool Retryable = false, TimeSpan? RetryAfter = null,
    bool OutcomeUnknown = false, int Tries = 0, Exception? Cause = null);
