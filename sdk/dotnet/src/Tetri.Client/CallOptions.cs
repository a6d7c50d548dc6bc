namespace Tetri.Client;

/// <summary>What one call does differently.</summary>
public sealed record CallOptions
{
    /// <summary>
    /// Only where an order is created or a card is charged: the same key and the same order give the same answer for 24 hours.
    /// At most 255 characters. One is made where none is given, so that tries of one call are safe.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>For one try.</summary>
    public TimeSpan? Timeout { get; init; }
}
