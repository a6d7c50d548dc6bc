using Tetri.Merchants;
using Tetri.Protocol;

namespace Tetri.Checkout;

/// <summary>
/// Whose pages may frame ours and ask without a signature: those of the merchant's shop_origins. In the sandbox anybody's, until the
/// merchant names some: then a shop meets there what it will meet in live mode.
/// </summary>
internal sealed class ShopOrigins(PublicAddress address, GatewayOptions options)
{
    /// <summary>By this a frame of ours tells whose page is around it. No other page can send it: browsers ask first, and we don't allow it.</summary>
    public const string Header = "X-Shop-Origin";

    public const string Anybody = "*";

    /// <summary>The directive that goes behind a page's policy, its semicolon in front. It is left out for anybody, since even * shuts out pages opened from a disk.</summary>
    public string FrameAncestors(Merchant? merchant) =>
        TakesAnybody(merchant) ? "" : $"; frame-ancestors {string.Join(' ', ["'self'", .. merchant?.Settings.ShopOrigins ?? []])}";

    /// <summary>Whom our page in a frame may speak to: the same origins, and anybody where it has nothing to say but that there is no such order.</summary>
    public string ParentsOf(Merchant? merchant) =>
        TakesAnybody(merchant) || merchant is null ? Anybody : string.Join(' ', merchant.Settings.ShopOrigins.DefaultIfEmpty("'none'"));

    /// <summary>The origin of the page that asks, by the word of the payer's browser; null where no browser asks.</summary>
    public string? Of(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin && !origin.Equals(address.Of(request), StringComparison.OrdinalIgnoreCase)
            ? origin
            : request.Headers[Header].ToString() is { Length: > 0 } told ? told : null;

    /// <summary>An app is no page: it has no origin.</summary>
    public bool MayAsk(Merchant merchant, string? origin) =>
        TakesAnybody(merchant) || origin is null || merchant.Settings.ShopOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase);

    private bool TakesAnybody(Merchant? merchant) => options.IsSandbox && merchant is not { Settings.ShopOrigins.Count: > 0 };
}
