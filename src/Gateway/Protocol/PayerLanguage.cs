using Tetri.Protocol.Members;

namespace Tetri.Protocol;

/// <summary>Chooses the language of a page: the payer's own choice there, the order's, the one used last, the browser's, English.</summary>
internal static class PayerLanguage
{
    public static string Choose(HttpRequest request, string? ofOrder)
    {
        string?[] wishes = [request.Query["lang"], ofOrder, request.Cookies["lang_s"]];
        return wishes.Concat(AcceptedLanguages.Of(request.Headers.AcceptLanguage.ToString())).Select(Match).FirstOrDefault(match => match is not null) ?? Languages.Default;
    }

    /// <summary>A language with a region or a script, as in zh-HK, is served by the language.</summary>
    private static string? Match(string? wish)
    {
        var language = wish?.Split('-', '_')[0];
        return Languages.All.FirstOrDefault(known => known.Equals(language, StringComparison.OrdinalIgnoreCase));
    }
}
