using System.Globalization;

namespace Tetri.Callbacks;

/// <summary>
/// The waits after failed tries, in seconds, each counted from the end of the try before: 2, 60, 300, 600, 3600, 86400 unless
/// <c>Tetri:Callbacks:RetrySeconds</c> says otherwise. After the last one the callback is given up.
/// </summary>
internal sealed class RetrySchedule(IReadOnlyList<TimeSpan> waits)
{
    private static readonly int[] DefaultSeconds = [2, 60, 300, 600, 3600, 86_400];

    public static RetrySchedule Read(IConfiguration configuration)
    {
        var set = configuration["Tetri:Callbacks:RetrySeconds"];
        if (string.IsNullOrWhiteSpace(set))
            return new RetrySchedule([.. DefaultSeconds.Select(seconds => TimeSpan.FromSeconds(seconds))]);
        var waits = new List<TimeSpan>();
        foreach (var part in set.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 30 * 86_400)
                throw new StartRefusedException("Tetri:Callbacks:RetrySeconds must be whole seconds with commas between, each at most 30 days.");
            waits.Add(TimeSpan.FromSeconds(seconds));
        }
        return new RetrySchedule(waits);
    }

    /// <summary>The callback after a try: delivered, due again, or given up.</summary>
    public Callback After(Callback callback, AttemptOutcome outcome, DateTimeOffset now)
    {
        var attempts = callback.Attempts + 1;
        if (outcome == AttemptOutcome.Delivered)
            return callback with { State = CallbackState.Delivered, Attempts = attempts };
        return attempts <= waits.Count
            ? callback with { Attempts = attempts, DueAt = now + waits[attempts - 1] }
            : callback with { State = CallbackState.Exhausted, Attempts = attempts };
    }
}
