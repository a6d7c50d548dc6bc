using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tetri.Client.Wire;

/// <summary>Times as they travel: 13.07.2024 01:23:59 in UTC.</summary>
internal static class WireTime
{
    private const string Moment = "dd.MM.yyyy HH:mm:ss";
    private const string Day = "dd.MM.yyyy";

    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture);

    public static string Write(DateOnly day) => day.ToString(Day, CultureInfo.InvariantCulture);

    public static DateTimeOffset Read(string text) =>
        DateTimeOffset.TryParseExact(text, Moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new JsonException("A time is DD.MM.YYYY HH:mm:ss.");

    public static DateOnly ReadDay(string text) => DateOnly.ParseExact(text, Day, CultureInfo.InvariantCulture);
}

/// <summary>Of a schedule: 2050-01-31 10:00:00 in UTC.</summary>
internal sealed class ScheduleTimeConverter : JsonConverter<DateTimeOffset?>
{
    private static readonly string[] Forms = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd"];

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTimeOffset.ParseExact(reader.GetString()!, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value?.UtcDateTime.ToString(Forms[0], CultureInfo.InvariantCulture));
}

internal sealed class ReportTimeConverter : JsonConverter<ReportTime>
{
    public override ReportTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { Length: > 10 } text ? WireTime.Read(text) : WireTime.ReadDay(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, ReportTime value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}
