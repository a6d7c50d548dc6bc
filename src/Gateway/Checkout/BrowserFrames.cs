using System.Security.Cryptography;

namespace Tetri.Checkout;

/// <summary>The pages that a shop's page frames for $checkout: the invisible one behind it, its buttons, the issuer's window, and the way back from the issuer.</summary>
internal sealed class BrowserFrames(CheckoutViews views, ThreeDSecureFrames threeDSecure, HandOverPage handOver, WebAssets assets, ShopOrigins origins)
{
    public const string ReturnPath = "/checkout/frame/3ds";

    private const string Folder = "web/frame/";

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var home in new[] { "/checkout/v2", "/latest/checkout-v2" })
        {
            routes.MapGet($"{home}/index.html", http => ShowAsync(http, "index.html", ""));
            routes.MapGet($"{home}/button/element.html", http => ShowAsync(http, "button.html", ""));
            routes.MapGet($"{home}/button/index.html", http => ShowAsync(http, "button.html", ""));
        }
        routes.MapGet("/checkout/frame/assets/{file}", (HttpContext http, string file) => assets.SendAsync(http, $"{Folder}assets/{file}", isImmutable: true));
        routes.MapGet("/checkout/frame/window", OpenWindowAsync);
        routes.MapPost(ReturnPath, ReturnAsync);
    }

    /// <summary>The issuer's page in a frame of ours, so that the policy of the shop's page needs no other origin than ours.</summary>
    private async Task OpenWindowAsync(HttpContext http)
    {
        if (await views.OpenAsync(http.Request.Query["token"], http.RequestAborted) is { } opened)
            await ShowAsync(http, "window.html", origins.FrameAncestors(opened.Merchant));
        else
            http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private async Task ReturnAsync(HttpContext http)
    {
        if (await threeDSecure.TakeReturnAsync(http) is not { } opened)
            return;
        var query = http.Request.Query;
        await handOver.TellShopAsync(http, opened, query["uid"].ToString(), query["shop"].ToString());
    }

    /// <summary>The page behind $checkout and the buttons are framed by pages whose merchant is not known yet; every call of theirs is held to the merchant's origins.</summary>
    private async Task ShowAsync(HttpContext http, string page, string frameAncestors)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var response = http.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = assets.PagePolicy.Replace("{nonce}", nonce, StringComparison.Ordinal) + frameAncestors;
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.XContentTypeOptions = "nosniff";
        await response.WriteAsync(assets.TextOf(Folder + page).Replace("{{nonce}}", nonce, StringComparison.Ordinal), http.RequestAborted);
    }
}
