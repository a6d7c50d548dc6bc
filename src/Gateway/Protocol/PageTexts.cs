using System.Collections.Frozen;
using System.Text.Json;
using Tetri.Protocol.Members;

namespace Tetri.Protocol;

/// <summary>The texts of web/i18n, which are built into the program, that pages without script show.</summary>
internal sealed class PageTexts
{
    private static readonly string[] Families = ["page_error.", "hand_over.", "sheet.", "test_card.", "form.pay", "price.amount"];

    // A language is read when somebody first speaks it.
    private readonly FrozenDictionary<string, Lazy<FrozenDictionary<string, string>?>> _byLanguage =
        Languages.All.ToFrozenDictionary(language => language, language => new Lazy<FrozenDictionary<string, string>?>(() => Load(language)), StringComparer.Ordinal);

    public string? Find(string language, string key) => _byLanguage.GetValueOrDefault(language)?.Value?.GetValueOrDefault(key);

    /// <summary>In the language of who reads a page.</summary>
    public (string Language, Func<string, string> Text) Of(HttpRequest request)
    {
        var language = PayerLanguage.Choose(request, ofOrder: null);
        return (language, key => Find(language, key) ?? key);
    }

    private static FrozenDictionary<string, string>? Load(string language)
    {
        using var stream = typeof(PageTexts).Assembly.GetManifestResourceStream($"web/i18n/{language}.json");
        if (stream is null)
            return null;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateObject()
            .Where(entry => Families.Any(family => entry.Name.StartsWith(family, StringComparison.Ordinal)))
            .ToFrozenDictionary(entry => entry.Name, entry => entry.Value.GetString()!, StringComparer.Ordinal);
    }
}
