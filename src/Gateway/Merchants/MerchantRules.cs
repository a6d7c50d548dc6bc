using System.Globalization;
using System.Text.RegularExpressions;
using Tetri.Payments;

namespace Tetri.Merchants;

/// <summary>What a merchant's values must be like.</summary>
internal static partial class MerchantRules
{
    private const int MostListed = 200;
    private const int LongestUrl = 2048;
    private const int LongestAmount = 12;

    /// <summary>At most twelve digits, and below 2^39 so that it fits a checkout token.</summary>
    public const long HighestId = (1L << 39) - 1;

    public static bool TryReadId(string text, out long id) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id) && text.Length <= 12 && id is >= 1 and <= HighestId;

    public static bool IsName(string text) => text.Length <= 254 && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);

    public static bool IsColour(string text) => Colour.IsMatch(text);

    public static bool IsUrl(string text) =>
        text.Length <= LongestUrl && Uri.TryCreate(text, UriKind.Absolute, out var url) && IsHttp(url) && !text.Any(char.IsControl);

    public static string[]? ReadCurrencies(string text)
    {
        var codes = Parts(text);
        if (codes.Length is 0 or > MostListed)
            return null;
        var known = codes.Select(code => Currency.Find(code)?.Code).OfType<string>().Distinct().ToArray();
        return codes.All(code => Currency.Find(code) is not null) ? known : null;
    }

    public static int? ReadBasisPoints(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var points) && points <= Accounts.Movements.BasisPointsOfAll ? points : null;

    /// <summary>GEL:50,USD:20</summary>
    public static FixedFee[]? ReadFixedFees(string text)
    {
        var fees = new List<FixedFee>();
        foreach (var part in Parts(text))
        {
            if (part.Split(':') is not [var code, var minor] || Currency.Find(code) is not { } currency || fees.Exists(fee => fee.Currency == currency.Code) ||
                minor.Length > LongestAmount || !long.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out var amount))
                return null;
            fees.Add(new FixedFee(currency.Code, amount));
        }
        return [.. fees];
    }

    public static string Write(IEnumerable<FixedFee> fees) => string.Join(',', fees.Select(fee => $"{fee.Currency}:{fee.Minor.ToString(CultureInfo.InvariantCulture)}"));

    /// <summary>SPRING:1000,BANK:500:444455/512345</summary>
    public static Promocode[]? ReadPromocodes(string text)
    {
        var codes = new List<Promocode>();
        foreach (var part in Parts(text))
        {
            var (fields, bins) = (part.Split(':'), Array.Empty<string>());
            if (fields.Length == 3)
                bins = fields[2].Split('/');
            if (fields.Length is not (2 or 3) || codes.Count == MostListed || bins.Length > MostListed || !bins.All(bin => Bin.IsMatch(bin)) ||
                !PromocodeText.IsMatch(fields[0]) || codes.Exists(code => code.Code.Equals(fields[0], StringComparison.OrdinalIgnoreCase)) ||
                ReadBasisPoints(fields[1]) is not { } points || points is 0 or Accounts.Movements.BasisPointsOfAll)
                return null;
            codes.Add(new Promocode(fields[0], points, bins));
        }
        return [.. codes];
    }

    public static string Write(IEnumerable<Promocode> codes) => string.Join(',', codes.Select(code =>
        $"{code.Code}:{code.BasisPoints.ToString(CultureInfo.InvariantCulture)}{(code.Bins.Count > 0 ? ":" : "")}{string.Join('/', code.Bins)}"));

    public static long[]? ReadIds(string text)
    {
        var ids = new List<long>();
        foreach (var part in Parts(text))
        {
            if (!TryReadId(part, out var id) || ids.Count == MostListed)
                return null;
            ids.Add(id);
        }
        return [.. ids];
    }

    public static string[]? ReadDesigns(string text)
    {
        var designs = Parts(text);
        return designs.Length <= MostListed && designs.All(id => Design.IsMatch(id)) ? designs : null;
    }

    public static string[]? ReadOrigins(string text)
    {
        var origins = Parts(text);
        return origins.Length <= MostListed && origins.All(IsOrigin) ? origins : null;
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && IsHttp(url) && text == url.GetLeftPart(UriPartial.Authority);

    private static bool IsHttp(Uri url) => url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps;

    private static string[] Parts(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex("^[0-9A-Za-z_-]{1,6}$", RegexOptions.CultureInvariant)]
    private static partial Regex Design { get; }

    [GeneratedRegex("^[0-9A-Za-z_-]{1,32}$", RegexOptions.CultureInvariant)]
    private static partial Regex PromocodeText { get; }

    [GeneratedRegex("^[0-9]{4,8}$", RegexOptions.CultureInvariant)]
    private static partial Regex Bin { get; }

    [GeneratedRegex("^#[0-9a-fA-F]{6}$", RegexOptions.CultureInvariant)]
    private static partial Regex Colour { get; }
}
