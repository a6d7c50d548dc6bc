using System.Text.Json;

namespace Tetri.Checkout;

/// <summary>
/// The files that shops' pages load from us. Each has an address with a version, which follows from its content and so can be kept
/// for ever and pinned with SRI, and the same with "latest". /integrity.json names them all.
/// </summary>
/// <param name="files">Addresses, with {version} in them, and the built files behind.</param>
internal sealed class PublicFiles(WebAssets assets, params (string Address, string File)[] files)
{
    private const string Latest = "latest";

    public static (string Address, string File)[] All { get; } =
    [
        ("/ipsp-js-sdk@{version}/dist/checkout.min.js", "web/sdk/checkout.min.js"),
        ("/ipsp-js-sdk@{version}/dist/checkout.mjs", "web/sdk/checkout.mjs"),
        ("/ipsp-js-sdk@{version}/dist/checkout.d.ts", "web/sdk/checkout.d.ts"),
        ("/{version}/checkout-vue/checkout.js", "web/widget/checkout.js"),
        ("/{version}/checkout-vue/checkout.css", "web/widget/checkout.css"),
        ("/{version}/checkout-vue/checkout.d.ts", "web/widget/checkout.d.ts"),
        ("/{version}/checkout-vue/config.schema.json", "web/widget/config.schema.json"),
        ("/{version}/checkout-vue/tetri-checkout.js", "web/widget/tetri-checkout.js"),
        ("/{version}/checkout-vue/tetri-checkout.d.ts", "web/widget/tetri-checkout.d.ts"),
        ("/{version}/checkout-vue/react.tgz", "web/widget/react.tgz"),
        ("/{version}/checkout-vue/vue.tgz", "web/widget/vue.tgz"),
    ];

    /// <summary>Addresses that shops' pages preload, and that have no version.</summary>
    private const string Fonts = "/icons/dist/fonts/{file}";

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (address, file) in files)
            routes.MapGet(address, (HttpContext http, string version) => SendAsync(http, version, file));
        routes.MapGet(Fonts, SendFontAsync);
        routes.MapGet("/integrity.json", ListAsync);
    }

    private Task SendAsync(HttpContext http, string version, string file)
    {
        OpenToAll(http);
        if (version == Latest || version == assets.VersionOf(file))
            return assets.SendAsync(http, file, isImmutable: version != Latest);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private Task SendFontAsync(HttpContext http, string file)
    {
        OpenToAll(http);
        return assets.SendAsync(http, $"web/icons/fonts/{file}", isImmutable: false);
    }

    private Task ListAsync(HttpContext http)
    {
        OpenToAll(http);
        var integrity = files.ToDictionary(
            row => row.Address.Replace("{version}", assets.VersionOf(row.File), StringComparison.Ordinal),
            row => assets.IntegrityOf(row.File)!);
        return http.Response.WriteAsJsonAsync(integrity, CheckoutJson.Default.DictionaryStringString, cancellationToken: http.RequestAborted);
    }

    private static void OpenToAll(HttpContext http)
    {
        http.Response.Headers.AccessControlAllowOrigin = "*";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
    }
}
