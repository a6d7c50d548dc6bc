namespace Tetri.Callbacks;

internal enum CallbackState
{
    Due,
    Delivered,

    /// <summary>A newer state of the order was owed before this one arrived.</summary>
    Replaced,

    /// <summary>All tries failed.</summary>
    Exhausted,
}

/// <summary>The message owed to a merchant after a change of an order's state. Its members are a snapshot, signed when sent.</summary>
internal sealed record Callback
{
    /// <summary>Given by the store; sent as the header X-Tetri-Callback-Id, the same in each attempt.</summary>
    public long Id { get; init; }

    public required long MerchantId { get; init; }
    public required long PaymentId { get; init; }
    public required string OrderId { get; init; }
    public required string Url { get; init; }

    /// <summary>The merchant and the server of the address: places to send are counted by it, so a dead server delays neither another merchant nor another server.</summary>
    public string Destination => $"{MerchantId}@{(Uri.TryCreate(Url, UriKind.Absolute, out var url) ? url.Authority : "")}";

    /// <summary>The order's version that this callback tells of; a higher one is newer.</summary>
    public required int OrderVersion { get; init; }

    public required Orders.MessageVersion MessageVersion { get; init; }

    /// <summary>The final response's members as a flat JSON object, without a signature.</summary>
    public required string Content { get; init; }

    public CallbackState State { get; init; }
    public int Attempts { get; init; }
    public required DateTimeOffset OwedAt { get; init; }
    public required DateTimeOffset DueAt { get; init; }
}

/// <summary>A callback to be sent, with its order, of which only the terms and times are read: the state is the callback's own.</summary>
internal sealed record DueCallback(Callback Callback, Orders.Order Order);

/// <summary>How one try to deliver a callback ended.</summary>
internal enum AttemptOutcome
{
    Delivered,
    NotOk,
    Redirected,
    TimedOut,
    ConnectionFailed,
    NameNotResolved,
    TlsFailed,
    AnswerTooLarge,
    AddressRefused,

    /// <summary>It failed on our side before anything was sent.</summary>
    NotSent,
}

/// <summary>One try to deliver a callback.</summary>
internal sealed record CallbackAttempt
{
    public required long CallbackId { get; init; }
    public required int Number { get; init; }
    public required DateTimeOffset At { get; init; }
    public required AttemptOutcome Outcome { get; init; }
    public int? HttpStatus { get; init; }

    /// <summary>Milliseconds from connecting to the end of the answer.</summary>
    public required int Duration { get; init; }
}
