namespace Tetri.Client.Calling;

/// <summary>What a try came to, as far as trying again is concerned.</summary>
/// <param name="NeverSent">Nothing of the request can have arrived.</param>
internal readonly record struct Failure(ErrorKind Kind, int? Status = null, bool NeverSent = false, TimeSpan? RetryAfter = null);

/// <summary>The rules of spec/client: which failure is tried again, and after how long. Knows neither clock nor network.</summary>
internal static class RetryPolicy
{
    public static readonly TimeSpan LargestRetryAfter = TimeSpan.FromSeconds(30);
    private const int FirstDelayMs = 500;
    private const int LargestDelayMs = 5000;

    /// <summary>The same call may be made again without harm, and may succeed.</summary>
    public static bool IsRetryable(Failure failure, Repeat repeat)
    {
        var isSafe = repeat != Repeat.Once;
        return failure.Status is { } status
            ? WasNotCarriedOut(status) || (isSafe && status is 502 or 504)
            : failure.Kind is ErrorKind.Network or ErrorKind.Timeout && (isSafe || failure.NeverSent);
    }

    /// <summary>Nobody can say whether the request was carried out.</summary>
    public static bool IsOutcomeUnknown(Failure failure, Repeat repeat) =>
        repeat != Repeat.Read && !failure.NeverSent && !(failure.Status is { } status && WasNotCarriedOut(status))
        && (failure.Kind != ErrorKind.Refused || failure.Status >= 500);

    /// <summary>How long to wait before the next try; null when there is none.</summary>
    /// <param name="made">Tries so far.</param>
    /// <param name="left">Of the whole call's time.</param>
    /// <param name="random">From 0 to 1.</param>
    public static TimeSpan? WaitBefore(Failure failure, Repeat repeat, int made, int tries, TimeSpan left, Func<double> random)
    {
        if (made >= tries || !IsRetryable(failure, repeat) || failure.RetryAfter > LargestRetryAfter)
            return null;
        var wait = failure.RetryAfter ?? Jittered(made, random());
        return wait < left ? wait : null;
    }

    private static TimeSpan Jittered(int made, double random)
    {
        var whole = Math.Min(FirstDelayMs * Math.Pow(2, made - 1), LargestDelayMs);
        return TimeSpan.FromMilliseconds(Math.Floor(whole * (1 - random / 2)));
    }

    /// <summary>The gateway turned the request away before it did anything.</summary>
    private static bool WasNotCarriedOut(int status) => status is 429 or 503;
}
