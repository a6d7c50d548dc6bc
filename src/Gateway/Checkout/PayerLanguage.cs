using Tetri.Protocol;

namespace Tetri.Checkout;

/// <summary>Chooses the language: the page's own choice, the order's, the one used last, the browser's, English.</summary>
internal static class PayerLanguage
{
    public const string Fallback = "en";

    public static string Choose(HttpRequest request, string? ofOrder, IReadOnlyList<string> known)
    {
        string?[] wishes = [request.Query["lang"], ofOrder, request.Cookies["lang_s"]];
        return wishes.Concat(AcceptedLanguages.Of(request.Headers.AcceptLanguage.ToString())).Select(wish => Match(wish, known)).FirstOrDefault(match => match is not null) ?? Fallback;
    }

    private static string? Match(string? wish, IReadOnlyList<string> known) =>
        wish is null ? null : known.FirstOrDefault(language => language.Equals(wish, StringComparison.OrdinalIgnoreCase));
}
