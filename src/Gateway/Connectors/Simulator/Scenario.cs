using System.Text.Json;

namespace Tetri.Connectors.Simulator;

/// <summary>What may go wrong between the gateway and the acquirer.</summary>
internal enum Failure
{
    None,

    /// <summary>The request is lost: no answer, and nothing is charged.</summary>
    Timeout,

    /// <summary>The answer is lost: the charge is recorded, the gateway does not learn it.</summary>
    LostAfterCharge,

    /// <summary>As <see cref="LostAfterCharge"/>, and the first question after it stays unanswered too.</summary>
    UnknownOnce,

    /// <summary>The answer is late.</summary>
    Slow,

    /// <summary>The request reaches the acquirer twice.</summary>
    Duplicate,
}

/// <summary>What an order asks of the simulator in its reservation_data; an empty one where it asks nothing or nothing we can read.</summary>
internal sealed record Scenario
{
    public static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(60);

    private const int LongestReservationData = 16 * 1024;
    private const int GeneralDecline = 1000;
    private static readonly TimeSpan SlowDelay = TimeSpan.FromSeconds(3);
    private static readonly Scenario Nothing = new();

    public int? DeclineCode { get; init; }
    public Failure Failure { get; init; }
    public TimeSpan DelayBeforeCharge { get; init; }
    public TimeSpan DelayAfterCharge { get; init; }
    public bool ThreeDSecureMandatory { get; init; }

    /// <summary>The same for what follows an approval.</summary>
    public Scenario? After { get; init; }

    /// <summary>The same for the scheduled charges of a subscription.</summary>
    public Scenario? Scheduled { get; init; }

    public DateTimeOffset From { get; init; } = DateTimeOffset.MinValue;
    public DateTimeOffset Until { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>Reads reservation_data, then fills what the order leaves open from the card.</summary>
    /// <param name="absentAt">When a card is charged whose payer is away.</param>
    public static Scenario For(TestCard card, string? reservationData, DateTimeOffset? absentAt = null) => For(card.DeclineCode, card.Failure, reservationData, absentAt);

    /// <summary>The same for a payout's receiver.</summary>
    public static Scenario For(int? declineCode, Failure failure, string? reservationData, DateTimeOffset? absentAt = null)
    {
        var asked = Parse(reservationData);
        if (asked.Scheduled is { } scheduled && absentAt >= scheduled.From && absentAt < scheduled.Until)
            asked = scheduled;
        var scenario = asked with
        {
            DeclineCode = asked.DeclineCode ?? declineCode,
            Failure = asked.Failure is Failure.None ? failure : asked.Failure,
        };
        return scenario is { Failure: Failure.Slow, DelayBeforeCharge.Ticks: 0, DelayAfterCharge.Ticks: 0 }
            ? scenario with { DelayBeforeCharge = SlowDelay }
            : scenario;
    }

    /// <summary>What an order asks for captures and reversals, under <c>after</c>.</summary>
    public static Scenario ForFollowUp(string? reservationData) => Parse(reservationData).After ?? Nothing;

    public static Scenario Parse(string? reservationData)
    {
        if (string.IsNullOrEmpty(reservationData) || reservationData.Length > LongestReservationData)
            return Nothing;
        var bytes = new byte[reservationData.Length];
        if (!Convert.TryFromBase64String(reservationData, bytes, out var length))
            return Nothing;
        try
        {
            using var json = JsonDocument.Parse(bytes.AsMemory(0, length));
            return json.RootElement.ValueKind is JsonValueKind.Object ? Read(json.RootElement) : Nothing;
        }
        catch (JsonException)
        {
            return Nothing;
        }
    }

    private static Scenario Read(JsonElement root)
    {
        var mandatory = root.TryGetProperty("3ds_mandatory", out var flag) && IsTrue(flag);
        if (!root.TryGetProperty("simulator", out var simulator) || simulator.ValueKind is not JsonValueKind.Object)
            return Nothing with { ThreeDSecureMandatory = mandatory };
        return ReadWishes(simulator) with
        {
            ThreeDSecureMandatory = mandatory,
            After = simulator.TryGetProperty("after", out var after) && after.ValueKind is JsonValueKind.Object ? ReadWishes(after) : null,
            Scheduled = simulator.TryGetProperty("scheduled", out var scheduled) && scheduled.ValueKind is JsonValueKind.Object ? ReadWishes(scheduled) : null,
        };
    }

    private static Scenario ReadWishes(JsonElement simulator) => new()
    {
        DeclineCode = simulator.TryGetProperty("decline", out var code) ? ReadDeclineCode(code) : null,
        Failure = simulator.TryGetProperty("failure", out var failure) ? ReadFailure(failure) : Failure.None,
        DelayBeforeCharge = ReadDelay(simulator, "delay_ms"),
        DelayAfterCharge = ReadDelay(simulator, "delay_after_ms"),
        From = ReadDay(simulator, "from") ?? DateTimeOffset.MinValue,
        Until = ReadDay(simulator, "until") ?? DateTimeOffset.MaxValue,
    };

    private static DateTimeOffset? ReadDay(JsonElement simulator, string name) =>
        simulator.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)
            : null;

    private static bool IsTrue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.Number => value.TryGetInt32(out var number) && number == 1,
        JsonValueKind.String => value.GetString()?.ToUpperInvariant() is "TRUE" or "Y" or "1",
        _ => false,
    };

    private static int? ReadDeclineCode(JsonElement value) =>
        !TryReadNumber(value, out var code) ? null
        : code is >= int.MinValue and <= int.MaxValue && IsKnownCode((int)code) ? (int)code
        : GeneralDecline;

    private static Failure ReadFailure(JsonElement value) => value.ValueKind is not JsonValueKind.String ? Failure.None : value.GetString() switch
    {
        "timeout" => Failure.Timeout,
        "lost_after_charge" => Failure.LostAfterCharge,
        "unknown_once" => Failure.UnknownOnce,
        "slow" => Failure.Slow,
        "duplicate" => Failure.Duplicate,
        _ => Failure.None,
    };

    private static TimeSpan ReadDelay(JsonElement simulator, string name) =>
        simulator.TryGetProperty(name, out var value) && TryReadNumber(value, out var milliseconds)
            ? TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, (long)LongestDelay.TotalMilliseconds))
            : TimeSpan.Zero;

    private static bool TryReadNumber(JsonElement value, out long number)
    {
        number = 0;
        return value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetInt64(out number),
            JsonValueKind.String => long.TryParse(value.GetString(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out number),
            _ => false,
        };
    }

    // The codes of the shared table lie between 1000 and 1125; these places in it are empty.
    private static bool IsKnownCode(int code) => code is >= 1000 and <= 1125
        and not (1001 or 1020 or 1022 or (>= 1029 and <= 1033) or 1038 or 1039 or 1050 or 1056 or 1071 or 1085
            or (>= 1093 and <= 1095) or 1101 or 1110 or 1112 or 1113 or 1118 or 1119 or 1121 or 1124);
}
