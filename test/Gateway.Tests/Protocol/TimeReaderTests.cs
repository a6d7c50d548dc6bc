using Tetri.Protocol;

namespace Tetri.Tests.Protocol;

public class TimeReaderTests
{
    [Theory]
    [InlineData("24.11.2026", "2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z")]
    [InlineData("24.11.2026 13:05:59", "2026-11-24T13:05:59Z", "2026-11-24T13:06:00Z")]
    [InlineData("31.11.2026", null, null)]
    [InlineData("2026-11-24", null, null)]
    [InlineData("01.01.0001", null, null)]
    [InlineData("31.12.9999 23:59:59", null, null)]
    public void Time_OfARequest_IsADayOrASecondInUtc(string text, string? start, string? end)
    {
        var error = TimeReader.Read(Given.Members(("date_from", text)), "date_from", out var from, out var until);

        Assert.Equal(start is null, error is not null);
        if (start is not null)
            Assert.Equal((DateTimeOffset.Parse(start, null), DateTimeOffset.Parse(end!, null)), (from, until));
    }
}
