using Microsoft.Net.Http.Headers;

namespace Tetri.Protocol;

internal static class AcceptedLanguages
{
    private const int Most = 20;

    /// <summary>The languages of an Accept-Language header, the most wanted first.</summary>
    public static IEnumerable<string> Of(string header) =>
        StringWithQualityHeaderValue.TryParseList([header], out var wishes)
            ? wishes.Take(Most).Where(wish => wish.Quality != 0).OrderByDescending(wish => wish.Quality ?? 1).Select(wish => wish.Value.Value!)
            : [];
}
