using System.Text.Json.Serialization;

namespace Tetri.Client;

/// <summary>A day, or a moment of one.</summary>
[JsonConverter(typeof(Wire.ReportTimeConverter))]
public readonly record struct ReportTime
{
    /// <summary>A moment; the gateway takes whole seconds.</summary>
    public ReportTime(DateTimeOffset time) => Text = Wire.WireTime.Write(time);

    /// <summary>A day of UTC.</summary>
    public ReportTime(DateOnly day) => Text = Wire.WireTime.Write(day);

    internal string? Text { get; }

    /// <summary>A moment.</summary>
    public static implicit operator ReportTime(DateTimeOffset time) => new(time);

    /// <summary>A day of UTC.</summary>
    public static implicit operator ReportTime(DateOnly day) => new(day);

    /// <summary>A moment.</summary>
    public static ReportTime FromDateTimeOffset(DateTimeOffset time) => new(time);

    /// <summary>A day of UTC.</summary>
    public static ReportTime FromDateOnly(DateOnly day) => new(day);

    /// <summary>As it is sent: <c>DD.MM.YYYY HH:mm:ss</c> in UTC, or <c>DD.MM.YYYY</c>.</summary>
    public override string ToString() => Text ?? "";
}
