using System.Globalization;
using System.Text.Json;
using Tetri.Protocol.Errors;

namespace Tetri.Subscriptions;

/// <summary>What a merchant asks for in recurring_data: the schedule, and what its payer may do with it on the page.</summary>
/// <param name="IsShown">The page shows the schedule.</param>
/// <param name="IsEditable">The payer may change amount, step and number of charges.</param>
/// <param name="IsOptional">There is a subscription only when the payer asks for it.</param>
internal sealed record RecurringData(Schedule Schedule, bool IsShown, bool IsEditable, bool IsOptional)
{
    /// <summary>Twelve digits, as of every amount.</summary>
    public const long MostAmount = 999_999_999_999;

    private const string Name = "recurring_data";

    private static readonly string[] TimeFormats = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>Null where the text is none: an order from before it was looked at.</summary>
    public static RecurringData? Of(string? json) => Read(json, out var data) is null ? data : null;

    public static GatewayError? Read(string? json, out RecurringData data)
    {
        data = null!;
        if (json is null)
            return GatewayError.Missing(Name) with { Explanation = "a subscription has its schedule in recurring_data, which needs version 2.0" };
        var members = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        using (var document = JsonDocument.Parse(json))
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return GatewayError.Incorrect(Name, "it is an object");
            foreach (var member in document.RootElement.EnumerateObject())
                if (member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                    members[member.Name] = member.Value.ToString();
                else if (member.Value.ValueKind != JsonValueKind.Null)
                    return GatewayError.Incorrect($"{Name}.{member.Name}", "it takes one value");
        }

        GatewayError? fault = null;
        var amount = Number("amount", 1, MostAmount, isMandatory: true);
        var period = Period("period", isMandatory: true);
        var every = Number("every", 1, Schedule.MostEvery, isMandatory: true);
        var quantity = Number("quantity", 1, Schedule.MostCharges);
        var endTime = Time("end_time");
        var startTime = Time("start_time");
        var trialQuantity = Number("trial_quantity", 0, Schedule.MostEvery, isMandatory: Text("trial_period") is not null);
        var trialPeriod = Period("trial_period", isMandatory: trialQuantity > 0);
        var state = Choice("state", "y", "n", "hidden", "shown_readonly");
        var isReadOnly = Choice("readonly", "y", "n") != "n";
        if (fault is not null)
            return fault;
        var schedule = new Schedule
        {
            Amount = amount!.Value,
            Period = period!.Value,
            Every = (int)every!.Value,
            Quantity = (int?)quantity,
            EndTime = endTime,
            StartTime = startTime,
            TrialPeriod = trialPeriod ?? default,
            TrialQuantity = (int)(trialQuantity ?? 0),
        };
        data = new RecurringData(schedule, IsShown: state != "hidden", IsEditable: !isReadOnly && state is not ("hidden" or "shown_readonly"), IsOptional: state == "n");
        return null;

        string? Text(string name) => members.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;

        long? Number(string name, long min, long max, bool isMandatory = false)
        {
            if (Text(name) is not { } text)
                return Absent<long>(name, isMandatory);
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
                ? number
                : Wrong<long>(name, string.Create(CultureInfo.InvariantCulture, $"it is a whole number from {min} to {max}"));
        }

        SchedulePeriod? Period(string name, bool isMandatory) => Text(name)?.ToUpperInvariant() switch
        {
            null => Absent<SchedulePeriod>(name, isMandatory),
            "DAY" => SchedulePeriod.Day,
            "WEEK" => SchedulePeriod.Week,
            "MONTH" => SchedulePeriod.Month,
            _ => Wrong<SchedulePeriod>(name, "it is day, week or month"),
        };

        DateTimeOffset? Time(string name)
        {
            if (Text(name) is not { } text)
                return null;
            return DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time
                : Wrong<DateTimeOffset>(name, "it is YYYY-MM-DD or YYYY-MM-DD HH:mm:ss");
        }

        string? Choice(string name, params string[] choices)
        {
            var text = Text(name)?.ToLowerInvariant();
            if (text is not null && !choices.Contains(text))
                Wrong<int>(name, $"it is one of {string.Join(", ", choices)}");
            return text;
        }

        T? Absent<T>(string name, bool isMandatory)
            where T : struct
        {
            if (isMandatory)
                fault ??= GatewayError.Missing($"{Name}.{name}");
            return null;
        }

        T? Wrong<T>(string name, string explanation)
            where T : struct
        {
            fault ??= GatewayError.Incorrect($"{Name}.{name}", explanation);
            return null;
        }
    }
}
