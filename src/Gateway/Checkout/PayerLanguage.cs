namespace Tetri.Checkout;

/// <summary>Chooses the language: the page's own choice, the order's, the one used last, the browser's, English.</summary>
internal static class PayerLanguage
{
    public const string Fallback = "en";

    public static string Choose(HttpRequest request, string? ofOrder, IReadOnlyList<string> known)
    {
        string?[] wishes = [request.Query["lang"], ofOrder, request.Cookies["lang_s"]];
        return wishes.Concat(OfBrowser(request)).Select(wish => Match(wish, known)).FirstOrDefault(match => match is not null) ?? Fallback;
    }

    private static IEnumerable<string?> OfBrowser(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.Value?.Split('-')[0]);

    private static string? Match(string? wish, IReadOnlyList<string> known) =>
        wish is null ? null : known.FirstOrDefault(language => language.Equals(wish, StringComparison.OrdinalIgnoreCase));
}
