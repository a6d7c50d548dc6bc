using System.Text.RegularExpressions;
using Tetri.Checkout;
using Tetri.Protocol.Members;

namespace Tetri.Tests.Checkout;

public partial class WebAssetsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BuiltAssembly_CarriesThePageAndAllThatItNames(bool framed)
    {
        var names = typeof(WebAssets).Assembly.GetManifestResourceNames().ToHashSet();
        var page = framed ? new WebAssets().FramedPageTemplate : new WebAssets().PageTemplate;

        var assets = AssetAddress().Matches(page).Select(match => $"web{match.Value}").ToList();
        Assert.Contains(assets, asset => asset.EndsWith(".js", StringComparison.Ordinal));
        Assert.All(assets, asset => Assert.Contains(asset, names));
        Assert.All(new[] { "nonce", "lang", "dir", "title", "view", "messages" }, slot => Assert.Contains($"{{{{{slot}}}}}", page));
    }

    [Fact]
    public void BuiltAssembly_CarriesPacked_WhatItSendsPacked()
    {
        var names = typeof(WebAssets).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("web/", StringComparison.Ordinal)).ToHashSet();

        var files = names.Where(name => name is not "web/csp.json" && Path.GetExtension(name) is ".html" or ".js" or ".mjs" or ".css" or ".json" or ".svg" or ".ts").ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Contains($"{file}.gz", names));
    }

    [Fact]
    public void BuiltAssembly_CarriesEveryLanguageAndThePolicy()
    {
        var assets = new WebAssets();

        Assert.Equal(Languages.All.Order(StringComparer.Ordinal), assets.Languages.Order(StringComparer.Ordinal));
        Assert.StartsWith("default-src 'none'; script-src 'nonce-{nonce}'", assets.PagePolicy);
    }

    [GeneratedRegex("/checkout/assets/[^\"]+")]
    private static partial Regex AssetAddress();
}
