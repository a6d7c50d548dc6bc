using System.Globalization;

namespace Tetri.Client;

/// <summary>Between minor units (1050) and major ones ("10.50"), without a floating point on the way.</summary>
public static class Money
{
    private static readonly HashSet<string> WithoutDecimals = [.. "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".Split(' ')];
    private static readonly HashSet<string> WithThreeDecimals = [.. "BHD IQD JOD KWD LYD OMR TND".Split(' ')];

    /// <summary>1050 GEL is "10.50".</summary>
    /// <param name="minor">Minor units.</param>
    /// <param name="currency">ISO 4217.</param>
    public static string ToMajor(long minor, string currency)
    {
        var decimals = DecimalsOf(currency);
        var digits = minor.ToString(CultureInfo.InvariantCulture).TrimStart('-').PadLeft(decimals + 1, '0');
        var sign = minor < 0 ? "-" : "";
        return decimals == 0 ? sign + digits : $"{sign}{digits[..^decimals]}.{digits[^decimals..]}";
    }

    /// <summary>"10.5" GEL is 1050. Nothing is rounded.</summary>
    /// <param name="major">Digits, with a point and more digits where there is a fraction.</param>
    /// <param name="currency">ISO 4217.</param>
    /// <exception cref="UsageException">It is no amount in this currency.</exception>
    public static long ToMinor(string major, string currency)
    {
        ArgumentNullException.ThrowIfNull(major);
        var decimals = DecimalsOf(currency);
        var isNegative = major.StartsWith('-');
        var parts = major[(isNegative ? 1 : 0)..].Split('.');
        if (parts.Length <= 2 && parts.All(part => part.Length > 0 && part.All(char.IsAsciiDigit)))
        {
            var rest = parts.Length == 2 ? parts[1].TrimEnd('0') : "";
            if (rest.Length <= decimals && long.TryParse(parts[0] + rest.PadRight(decimals, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out var minor))
                return isNegative ? -minor : minor;
        }
        throw new UsageException(ErrorReason.Amount, $"This is no amount in {currency}: digits, a point and at most {decimals} digits behind it.");
    }

    /// <summary>Digits behind the point in major units.</summary>
    internal static int DecimalsOf(string currency) => WithoutDecimals.Contains(currency) ? 0 : WithThreeDecimals.Contains(currency) ? 3 : 2;
}
