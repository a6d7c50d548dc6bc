using System.Globalization;
using Tetri.Protocol.Errors;

namespace Tetri.Protocol;

/// <summary>Reads a time of a request: UTC, DD.MM.YYYY HH:mm:ss or DD.MM.YYYY.</summary>
internal static class TimeReader
{
    private const string Day = "dd.MM.yyyy";
    private const string Second = "dd.MM.yyyy HH:mm:ss";

    /// <param name="start">The first moment of the second or day that is named.</param>
    /// <param name="end">The moment behind it.</param>
    public static GatewayError? Read(MemberSet members, string name, out DateTimeOffset start, out DateTimeOffset end)
    {
        var text = members.Text(name);
        if (TryRead(text, Second, out start))
            end = start.AddSeconds(1);
        else if (TryRead(text, Day, out start))
            end = start.AddDays(1);
        else
        {
            end = start;
            return GatewayError.Incorrect(name, "it is DD.MM.YYYY HH:mm:ss or DD.MM.YYYY");
        }
        return null;
    }

    private static bool TryRead(string? text, string format, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time)
        && time.Year is > 1999 and < 2200;
}
