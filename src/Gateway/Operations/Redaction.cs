using System.Text.RegularExpressions;

namespace Tetri.Operations;

/// <summary>
/// What of an address may be written down: never its query, which carries checkout tokens, and no part of its path
/// that could be a card number or a token.
/// </summary>
internal static partial class Redaction
{
    private const int LongestPath = 200;

    public static string Path(string? path)
    {
        if (string.IsNullOrEmpty(path)) return "/";
        var shortened = path.Length > LongestPath ? path[..LongestPath] : path;
        return Secret().Replace(shortened, "***");
    }

    /// <summary>Scheme, host and path; for an address that cannot be read, nothing.</summary>
    public static string Url(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
            ? address.GetLeftPart(UriPartial.Authority) + Path(address.AbsolutePath)
            : "";

    // A card's number also with what people put between its digits.
    [GeneratedRegex(@"[0-9](?:(?:%20|[-+. ])?[0-9]){11,}|[0-9a-fA-F]{40,}|\p{Cc}")]
    private static partial Regex Secret();
}
