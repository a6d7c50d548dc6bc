using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Tetri.Protocol;

namespace Tetri.Checkout;

/// <summary>
/// A small page that takes the browser on by itself: to the issuer, back to the shop, or to tell the page around it that a step
/// is done. It holds no card field, so its form may go to any address; without script there is a button in the payer's language.
/// </summary>
internal sealed class HandOverPage(PageTexts texts, ShopOrigins origins)
{
    /// <summary>Sends a form on. Only for addresses that were checked to be http or https.</summary>
    public Task SubmitAsync(HttpContext http, OpenedOrder opened, string url, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var html = new StringBuilder();
        html.Append("<form id=\"on\" method=\"post\" accept-charset=\"utf-8\" action=\"").Append(Encode(url)).Append("\">");
        foreach (var (name, value) in fields)
            html.Append("<input type=\"hidden\" name=\"").Append(Encode(name)).Append("\" value=\"").Append(Encode(value)).Append("\">");
        html.Append("<noscript><button>").Append(Continue(http, opened)).Append("</button></noscript></form>");
        return WriteAsync(http, opened, html.ToString(), "document.getElementById('on').submit();");
    }

    /// <summary>Tells the checkout page around the frame; outside a frame goes to the checkout page itself.</summary>
    public Task TellAsync(HttpContext http, OpenedOrder opened, string message, string transaction, string pageUrl)
    {
        var script =
            $"if(parent!==self)parent.postMessage({{tetri:'{JavaScriptEncoder.Default.Encode(message)}'," +
            $"transaction:'{JavaScriptEncoder.Default.Encode(transaction)}'}},location.origin);" +
            $"else location.replace('{JavaScriptEncoder.Default.Encode(pageUrl)}');";
        return WriteAsync(http, opened, Link(http, opened, pageUrl), script);
    }

    /// <summary>
    /// Tells the shop's page around the frame, as $checkout hears it, which of its calls may go on; outside a frame goes to the order's
    /// page. Where the address does not say which call, published bundles write it behind a #.
    /// </summary>
    public Task TellShopAsync(HttpContext http, OpenedOrder opened, string call, string shopOrigin)
    {
        var page = $"/api/checkout?token={opened.Token}";
        var script =
            $"var d={{uid:'{JavaScriptEncoder.Default.Encode(call)}'||new URLSearchParams(location.hash.slice(3)).get('uid'),token:'{opened.Token}'}};" +
            $"if(parent!==self)parent.postMessage(JSON.stringify({{action:'response',data:d}}),'{JavaScriptEncoder.Default.Encode(shopOrigin is "" or "null" ? "*" : shopOrigin)}');" +
            $"else location.replace('{page}');";
        return WriteAsync(http, opened, Link(http, opened, page), script);
    }

    private Task WriteAsync(HttpContext http, OpenedOrder opened, string body, string script)
    {
        var language = LanguageOf(http, opened);
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = $"default-src 'none'; script-src 'nonce-{nonce}'; base-uri 'none'{origins.FrameAncestors(opened.Merchant)}";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(
            $"<!doctype html><html lang=\"{language}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Tetri</title>" +
            $"<body>{body}<script nonce=\"{nonce}\">{script}</script></body></html>",
            http.RequestAborted);
    }

    private string Link(HttpContext http, OpenedOrder opened, string url) =>
        $"<noscript><a target=\"_top\" href=\"{Encode(url)}\">{Continue(http, opened)}</a></noscript>";

    private string Continue(HttpContext http, OpenedOrder opened) => Encode(texts.Find(LanguageOf(http, opened), "hand_over.continue") ?? "Continue");

    private static string LanguageOf(HttpContext http, OpenedOrder opened) => PayerLanguage.Choose(http.Request, opened.Order.Terms.Language);

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
