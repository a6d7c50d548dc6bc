using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace Tetri.Checkout;

/// <summary>
/// A small page that takes the browser on by itself: to the issuer, back to the shop, or to tell the page around it that a step
/// is done. It holds no card field, so its form may go to any address; without script there is a button.
/// </summary>
internal static class HandOverPage
{
    /// <summary>Sends a form on. Only for addresses that were checked to be http or https.</summary>
    public static Task SubmitAsync(HttpContext http, string url, IEnumerable<KeyValuePair<string, string>> fields, string frameAncestors)
    {
        var html = new StringBuilder();
        html.Append("<form id=\"on\" method=\"post\" accept-charset=\"utf-8\" action=\"").Append(Encode(url)).Append("\">");
        foreach (var (name, value) in fields)
            html.Append("<input type=\"hidden\" name=\"").Append(Encode(name)).Append("\" value=\"").Append(Encode(value)).Append("\">");
        html.Append("<noscript><button>Continue</button></noscript></form>");
        return WriteAsync(http, html.ToString(), "document.getElementById('on').submit();", frameAncestors);
    }

    /// <summary>Tells the checkout page around the frame; outside a frame goes to the checkout page itself.</summary>
    public static Task TellAsync(HttpContext http, string message, string transaction, string pageUrl, string frameAncestors)
    {
        var script =
            $"if(parent!==self)parent.postMessage({{tetri:'{JavaScriptEncoder.Default.Encode(message)}'," +
            $"transaction:'{JavaScriptEncoder.Default.Encode(transaction)}'}},location.origin);" +
            $"else location.replace('{JavaScriptEncoder.Default.Encode(pageUrl)}');";
        return WriteAsync(http, $"<noscript><a target=\"_top\" href=\"{Encode(pageUrl)}\">Continue</a></noscript>", script, frameAncestors);
    }

    /// <summary>
    /// Tells the shop's page around the frame, as $checkout hears it, which of its calls may go on; outside a frame goes to the order's
    /// page. Where the address does not say which call, published bundles write it behind a #.
    /// </summary>
    public static Task TellShopAsync(HttpContext http, string token, string call, string shopOrigin, string frameAncestors)
    {
        var page = $"/api/checkout?token={token}";
        var script =
            $"var d={{uid:'{JavaScriptEncoder.Default.Encode(call)}'||new URLSearchParams(location.hash.slice(3)).get('uid'),token:'{token}'}};" +
            $"if(parent!==self)parent.postMessage(JSON.stringify({{action:'response',data:d}}),'{JavaScriptEncoder.Default.Encode(shopOrigin is "" or "null" ? "*" : shopOrigin)}');" +
            $"else location.replace('{page}');";
        return WriteAsync(http, $"<noscript><a target=\"_top\" href=\"{page}\">Continue</a></noscript>", script, frameAncestors);
    }

    private static Task WriteAsync(HttpContext http, string body, string script, string frameAncestors)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = $"default-src 'none'; script-src 'nonce-{nonce}'; base-uri 'none'{frameAncestors}";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(
            $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Tetri</title>" +
            $"<body>{body}<script nonce=\"{nonce}\">{script}</script></body></html>",
            http.RequestAborted);
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
