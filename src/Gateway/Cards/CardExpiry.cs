using System.Globalization;

namespace Tetri.Cards;

/// <summary>The month a card is good to the end of.</summary>
internal readonly record struct CardExpiry(int Year, int Month)
{
    /// <summary>Reads MM/YY, MM/YYYY, MMYY and MMYYYY; blanks are dropped.</summary>
    public static bool TryParse(string? text, out CardExpiry expiry)
    {
        expiry = default;
        if (text is null || text.Length > 16)
            return false;
        var digits = text.Replace(" ", "", StringComparison.Ordinal);
        var slash = digits.IndexOf('/', StringComparison.Ordinal);
        if (slash is 1 or 2)
            digits = digits[..slash].PadLeft(2, '0') + digits[(slash + 1)..];
        if (digits.Length is not (4 or 6) || !digits.All(char.IsAsciiDigit))
            return false;
        var month = int.Parse(digits.AsSpan(0, 2), CultureInfo.InvariantCulture);
        var year = int.Parse(digits.AsSpan(2), CultureInfo.InvariantCulture);
        if (month is < 1 or > 12)
            return false;
        expiry = new CardExpiry(digits.Length == 4 ? 2000 + year : year, month);
        return expiry.Year is >= 2000 and < 2100;
    }

    public bool IsPast(DateTimeOffset now) => Year * 12 + Month < now.Year * 12 + now.Month;

    /// <summary>The end of the month, UTC.</summary>
    public DateTimeOffset EndsAt => new DateTimeOffset(Year, Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);

    /// <summary>MMYY, as acquirers and the wire take it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Month:D2}{Year % 100:D2}");
}
