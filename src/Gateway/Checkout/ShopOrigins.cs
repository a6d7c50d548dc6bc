using Tetri.Merchants;
using Tetri.Protocol;

namespace Tetri.Checkout;

/// <summary>Whose pages may frame ours and ask without a signature: anybody's in the sandbox, those of the merchant's shop_origins in live mode.</summary>
internal sealed class ShopOrigins(PublicAddress address, GatewayOptions options)
{
    /// <summary>By this a frame of ours tells whose page is around it. No other page can send it: browsers ask first, and we don't allow it.</summary>
    public const string Header = "X-Shop-Origin";

    public const string Anybody = "*";

    /// <summary>The directive that goes behind a page's policy, its semicolon in front. The sandbox leaves it out, since even * shuts out pages opened from a disk.</summary>
    public string FrameAncestors(Merchant? merchant) =>
        options.IsSandbox ? "" : $"; frame-ancestors {string.Join(' ', ["'self'", .. merchant?.Settings.ShopOrigins ?? []])}";

    /// <summary>Whom our page in a frame may speak to: the same origins, and anybody where it has nothing to say but that there is no such order.</summary>
    public string ParentsOf(Merchant? merchant) =>
        options.IsSandbox || merchant is null ? Anybody : string.Join(' ', merchant.Settings.ShopOrigins.DefaultIfEmpty("'none'"));

    /// <summary>The origin of the page that asks, by the word of the payer's browser; null where no browser asks.</summary>
    public string? Of(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin && !origin.Equals(address.Of(request), StringComparison.OrdinalIgnoreCase)
            ? origin
            : request.Headers[Header].ToString() is { Length: > 0 } told ? told : null;

    /// <summary>An app is no page: it has no origin.</summary>
    public bool MayAsk(Merchant merchant, string? origin) =>
        options.IsSandbox || origin is null || merchant.Settings.ShopOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase);
}
