using System.Globalization;

namespace Tetri.Payments;

/// <summary>An amount in minor units of its currency.</summary>
internal readonly record struct Money(long Minor, Currency Currency)
{
    private const int LongestWhole = 12;

    public static Money Zero(Currency currency) => new(0, currency);

    /// <summary>The amount in major units with a point, for example 100.25; never rounded.</summary>
    public string ToMajorText()
    {
        if (Currency.Decimals == 0)
            return Minor.ToString(CultureInfo.InvariantCulture);
        long scale = Currency.Decimals == 3 ? 1000 : 100;
        var (whole, rest) = Math.DivRem(Math.Abs(Minor), scale);
        var sign = Minor < 0 ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{whole}.{rest.ToString(Currency.Decimals == 3 ? "D3" : "D2", CultureInfo.InvariantCulture)}");
    }

    /// <summary>Reads major units as <see cref="ToMajorText"/> writes them; the point and what is behind it may be missing. Never rounds.</summary>
    public static bool TryReadMajor(string text, Currency currency, out Money money)
    {
        money = default;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? text : text[..point];
        var rest = point < 0 ? "" : text[(point + 1)..].TrimEnd('0');
        if (whole.Length is 0 or > LongestWhole || rest.Length > currency.Decimals || point == text.Length - 1)
            return false;
        if (!long.TryParse(whole + rest.PadRight(currency.Decimals, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out var minor))
            return false;
        money = new Money(minor, currency);
        return true;
    }

    public override string ToString() => $"{ToMajorText()} {Currency.Code}";
}
