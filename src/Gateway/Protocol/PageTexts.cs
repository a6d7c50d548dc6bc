using System.Collections.Frozen;
using System.Text.Json;
using Tetri.Protocol.Members;

namespace Tetri.Protocol;

/// <summary>The page_error.* texts of web/i18n, which are built into the program.</summary>
internal sealed class PageTexts
{
    private const string Prefix = "page_error.";

    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> _byLanguage =
        Languages.All.Select(language => (Language: language, Texts: Load(language))).Where(entry => entry.Texts is not null)
            .ToFrozenDictionary(entry => entry.Language, entry => entry.Texts!, StringComparer.Ordinal);

    public string? Find(string language, string key) => _byLanguage.GetValueOrDefault(language)?.GetValueOrDefault(key);

    /// <summary>The language of a page: what the merchant asked for, else the payer's first choice that our pages speak.</summary>
    public string Choose(string? lang, string acceptLanguage) =>
        AcceptedLanguages.Of(acceptLanguage).Prepend(lang ?? "").Select(Match).FirstOrDefault(match => match is not null) ?? Languages.Default;

    private string? Match(string language) =>
        _byLanguage.Keys.FirstOrDefault(known => string.Equals(known, language, StringComparison.OrdinalIgnoreCase));

    private static FrozenDictionary<string, string>? Load(string language)
    {
        using var stream = typeof(PageTexts).Assembly.GetManifestResourceStream($"web/i18n/{language}.json");
        if (stream is null)
            return null;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateObject()
            .Where(entry => entry.Name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(entry => entry.Name[Prefix.Length..], entry => entry.Value.GetString()!, StringComparer.Ordinal);
    }
}
