using System.Text.Json.Serialization;

namespace Tetri.Subscriptions;

[JsonConverter(typeof(JsonStringEnumConverter<SchedulePeriod>))]
internal enum SchedulePeriod
{
    Day,
    Week,
    Month,
}

/// <summary>
/// When a subscription is charged, and how much (docs/reference/subscriptions.md). Every date is counted from the start and never from the
/// charge before, so that one of January 31 is charged on the last day of February and on March 31. All times are UTC.
/// </summary>
internal sealed record Schedule
{
    /// <summary>The most that one step, a trial or a number of charges may count: longer ones are mistakes.</summary>
    public const int MostEvery = 3_660;
    public const int MostCharges = 999_999;

    private const int LastYear = 9_000;

    /// <summary>Of each charge, in minor units of the order's currency.</summary>
    public required long Amount { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required SchedulePeriod Period { get; init; }

    /// <summary>So many periods lie between two charges.</summary>
    public required int Every { get; init; }

    /// <summary>How many charges; null where only <see cref="EndTime"/> or nobody ends them.</summary>
    public int? Quantity { get; init; }

    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Null, or a time that has passed: the time of the payment.</summary>
    public DateTimeOffset? StartTime { get; init; }

    public SchedulePeriod TrialPeriod { get; init; }

    /// <summary>Free periods before the first charge; 0 for none.</summary>
    public int TrialQuantity { get; init; }

    /// <summary>
    /// The time of a charge, the first one being 1; null when there is none. The order's own payment stands for the first period, so the
    /// first charge comes a step after it; where the start lies ahead, or a trial comes first, it comes at that time.
    /// </summary>
    public DateTimeOffset? ChargeAt(int number, DateTimeOffset paidAt)
    {
        if (number < 1 || number > (Quantity ?? MostCharges))
            return null;
        var starts = StartTime is { } start && start > paidAt;
        var steps = starts || TrialQuantity > 0 ? number - 1L : number;
        var (trialDays, trialMonths) = Length(TrialPeriod, TrialQuantity);
        var (days, months) = Length(Period, Every * steps);
        var from = starts ? StartTime!.Value : paidAt;

        // Months are added to the start in one piece: added one by one, a short month would shorten all that follow.
        if (days > DaysTo(from) || trialMonths + months > MonthsTo(from))
            return null;
        var at = from.AddDays(trialDays).AddMonths((int)(trialMonths + months)).AddDays(days);
        return at > EndTime ? null : at;
    }

    /// <summary>How many charges there are until a time, that time included.</summary>
    public int CountUntil(DateTimeOffset time, DateTimeOffset paidAt)
    {
        // Their times rise with their numbers, so the last one is found by halving.
        var (low, high) = (0, (Quantity ?? MostCharges) + 1);
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            if (ChargeAt(middle, paidAt) is { } at && at <= time)
                low = middle;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>The last charge, where the schedule has one.</summary>
    public DateTimeOffset? LastAt(DateTimeOffset paidAt) =>
        Quantity is null && EndTime is null ? null : ChargeAt(CountUntil(DateTimeOffset.MaxValue, paidAt), paidAt);

    private static (long Days, long Months) Length(SchedulePeriod period, long count) => period switch
    {
        SchedulePeriod.Day => (count, 0),
        SchedulePeriod.Week => (7 * count, 0),
        _ => (0, count),
    };

    private static long DaysTo(DateTimeOffset from) => (LastYear - from.Year) * 365L;

    private static long MonthsTo(DateTimeOffset from) => (LastYear - from.Year) * 12L;
}
