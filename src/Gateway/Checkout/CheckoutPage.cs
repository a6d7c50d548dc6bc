using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tetri.Merchants;
using Tetri.Payments;
using Tetri.Protocol;

namespace Tetri.Checkout;

/// <summary>The hosted page: the built page with the order's view and the payer's language written into it, so that the first paint needs no call.</summary>
internal sealed class CheckoutPage(CheckoutViews views, UnsignedOrders unsigned, KnownMerchants merchants, Wallets wallets, WebAssets assets, ShopOrigins origins)
{
    public const string PreviewPath = "/checkout/preview";

    public static string PathOf(Merchant merchant, string token) => UrlOf("", merchant, token);

    public static string UrlOf(string publicUrl, Merchant merchant, ReadOnlySpan<char> token) =>
        $"{publicUrl}/merchants/{merchant.PageHash}/default/index.html?token={token}";

    public static string ReceiptPathOf(string token) => $"/checkout/receipt?token={token}";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/merchants/{hash}/{design}/index.html", ShowAsync);
        routes.MapGet("/checkout/open", OpenAsync);
        routes.MapGet("/checkout/receipt", ReceiptAsync);
        routes.MapGet("/checkout/embedded", EmbedAsync);
        routes.MapUnsigned(PreviewPath, PreviewAsync);
        routes.MapGet("/checkout/assets/{file}", (HttpContext http, string file) => assets.SendAsync(http, $"web/checkout/assets/{file}", isImmutable: true));
        routes.MapGet("/checkout/i18n/{file}", (HttpContext http, string file) => assets.SendAsync(http, $"web/checkout/i18n/{file}", isImmutable: false));
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
            await WriteAsync(http, opened, opened?.Merchant, await views.ShowAsync(opened, payer: null, http.RequestAborted) with { ReceiptUrl = null, ReturnUrl = null });
    }

    private async Task ShowAsync(HttpContext http, string hash)
    {
        var opened = await views.OpenAsync(http.Request.Query["token"], http.RequestAborted);
        if (opened is not null && opened.Merchant.PageHash != hash)
            opened = null;
        await WriteAsync(http, opened, opened?.Merchant, await views.ShowAsync(opened, PayerCookie.Read(http.Request), http.RequestAborted));
    }

    /// <summary>The same page for checkout.js to put into a shop's page: of an order by its token, or of one to come by the merchant's id.</summary>
    private async Task EmbedAsync(HttpContext http)
    {
        var opened = await views.OpenAsync(http.Request.Query["token"], http.RequestAborted);
        var merchant = opened?.Merchant ?? (long.TryParse(http.Request.Query["merchant_id"], CultureInfo.InvariantCulture, out var id) ? merchants.Find(id) : null);
        await WriteAsync(http, opened, merchant, await views.ShowAsync(opened, PayerCookie.Read(http.Request), http.RequestAborted), origins.ParentsOf(merchant));
    }

    /// <summary>An order that a shop's page only describes, as the page shows it.</summary>
    private async ValueTask<ProtocolReply> PreviewAsync(MemberSet members, HttpContext http)
    {
        var preview = unsigned.Preview(members, origins.Of(http.Request));
        if (!preview.Succeeded)
            return preview.Error;
        var view = await views.ShowAsync(preview.Value, payer: null, http.RequestAborted);
        // Where the shop gives none, the order gets one when it is made: the payer is shown no other before.
        if (members.Text("order_id") is null or "")
            view = view with { OrderId = "" };
        return new ProtocolReply.Success(
            new ResponseMembers(capacity: 2)
                .Add("response_status", "success")
                .AddJson("view", JsonSerializer.Serialize(view, CheckoutJson.Default.CheckoutView)),
            AnswerSignature.Never);
    }

    /// <param name="parents">Of a page for frames: the origins whose page may speak to it, around it.</param>
    private async Task WriteAsync(HttpContext http, OpenedOrder? opened, Merchant? merchant, CheckoutView view, string? parents = null)
    {
        var language = PayerLanguage.Choose(http.Request, opened?.Order.Terms.Language);
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));

        var response = http.Response;
        response.StatusCode = merchant is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        var (policy, template) = (assets.PagePolicy, parents is null ? assets.PageTemplate : assets.FramedPageTemplate);
        // An order to come has no view yet.
        if (WalletRequests.NeedsGoogle(view) || (opened is null && merchant is not null && WalletRequests.NeedsGoogle(wallets.For(merchant.Settings))))
            (policy, template) = (WalletRequests.WithGoogle(policy), template.Replace("</head>", $"{WalletRequests.GoogleScript("{{nonce}}")}</head>", StringComparison.Ordinal));
        var ancestors = parents == ShopOrigins.Anybody ? "" : origins.FrameAncestors(merchant);
        response.Headers.ContentSecurityPolicy = $"{policy.Replace("{nonce}", nonce, StringComparison.Ordinal)}{ancestors}";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.XContentTypeOptions = "nosniff";
        await WebAssets.SendPageAsync(
            http,
            template
                .Replace("{{nonce}}", nonce, StringComparison.Ordinal)
                .Replace("{{lang}}", language, StringComparison.Ordinal)
                .Replace("{{dir}}", "ltr", StringComparison.Ordinal)
                .Replace("{{title}}", HtmlEncoder.Default.Encode(merchant?.Name ?? "Tetri"), StringComparison.Ordinal)
                .Replace("{{parents}}", parents, StringComparison.Ordinal)
                .Replace("{{messages}}", assets.MessagesOf(language, complete: view.NeedsAllTexts), StringComparison.Ordinal)
                .Replace("{{view}}", JsonSerializer.Serialize(view, CheckoutJson.Default.CheckoutView), StringComparison.Ordinal));
    }
}
