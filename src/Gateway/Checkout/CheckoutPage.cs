using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tetri.Merchants;
using Tetri.Protocol;

namespace Tetri.Checkout;

/// <summary>The hosted page: the built page with the order's view and the payer's language written into it, so that the first paint needs no call.</summary>
internal sealed class CheckoutPage(CheckoutViews views, WebAssets assets, ShopOrigins origins)
{
    public static string PathOf(Merchant merchant, string token) => UrlOf("", merchant, token);

    public static string UrlOf(string publicUrl, Merchant merchant, ReadOnlySpan<char> token) =>
        $"{publicUrl}/merchants/{merchant.PageHash}/default/index.html?token={token}";

    public static string ReceiptPathOf(string token) => $"/checkout/receipt?token={token}";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/merchants/{hash}/{design}/index.html", ShowAsync);
        routes.MapGet("/checkout/open", OpenAsync);
        routes.MapGet("/checkout/receipt", ReceiptAsync);
        routes.MapGet("/checkout/assets/{file}", (HttpContext http, string file) => assets.SendAsync(http, $"web/checkout/assets/{file}", isImmutable: true));
        routes.MapGet("/checkout/i18n/{file}", (HttpContext http, string file) => assets.SendAsync(http, $"web/i18n/{file}", isImmutable: false));
    }

    /// <summary>For who has a token and does not know its merchant.</summary>
    private async Task OpenAsync(HttpContext http)
    {
        if (await views.OpenAsync(http.Request.Query["token"], http.RequestAborted) is { } opened)
            http.Response.Redirect(PathOf(opened.Merchant, opened.Token));
        else
            await ShowAsync(http, "");
    }

    /// <summary>The result to keep: nobody is taken back to the shop from it.</summary>
    private async Task ReceiptAsync(HttpContext http)
    {
        var opened = await views.OpenAsync(http.Request.Query["token"], http.RequestAborted);
        if (opened?.Order.IsOpen == true)
            http.Response.Redirect(PathOf(opened.Merchant, opened.Token));
        else
            await WriteAsync(http, opened, await views.ShowAsync(opened, payer: null, http.RequestAborted) with { ReceiptUrl = null, ReturnUrl = null });
    }

    private async Task ShowAsync(HttpContext http, string hash)
    {
        var opened = await views.OpenAsync(http.Request.Query["token"], http.RequestAborted);
        if (opened is not null && opened.Merchant.PageHash != hash)
            opened = null;
        await WriteAsync(http, opened, await views.ShowAsync(opened, PayerCookie.Read(http.Request), http.RequestAborted));
    }

    private async Task WriteAsync(HttpContext http, OpenedOrder? opened, CheckoutView view)
    {
        var language = PayerLanguage.Choose(http.Request, opened?.Order.Terms.Language);
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));

        var response = http.Response;
        response.StatusCode = opened is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        response.ContentType = "text/html; charset=utf-8";
        var (policy, template) = (assets.PagePolicy, assets.PageTemplate);
        if (WalletRequests.NeedsGoogle(view))
            (policy, template) = (WalletRequests.WithGoogle(policy), template.Replace("</head>", $"{WalletRequests.GoogleScript("{{nonce}}")}</head>", StringComparison.Ordinal));
        response.Headers.ContentSecurityPolicy = $"{policy.Replace("{nonce}", nonce, StringComparison.Ordinal)}{origins.FrameAncestors(opened?.Merchant)}";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.XContentTypeOptions = "nosniff";
        await response.WriteAsync(
            template
                .Replace("{{nonce}}", nonce, StringComparison.Ordinal)
                .Replace("{{lang}}", language, StringComparison.Ordinal)
                .Replace("{{dir}}", "ltr", StringComparison.Ordinal)
                .Replace("{{title}}", HtmlEncoder.Default.Encode(opened?.Merchant.Name ?? "Tetri"), StringComparison.Ordinal)
                .Replace("{{messages}}", assets.MessagesOf(language), StringComparison.Ordinal)
                .Replace("{{view}}", JsonSerializer.Serialize(view, CheckoutJson.Default.CheckoutView), StringComparison.Ordinal),
            http.RequestAborted);
    }
}
