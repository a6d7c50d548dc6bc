using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Tetri.Protocol.Errors;

namespace Tetri.Protocol;

/// <summary>A page with the policy that goes with it.</summary>
internal readonly record struct RenderedPage(string Html, string ContentSecurityPolicy);

/// <summary>What the payer reads when a shop's form was refused. It works without script and loads nothing.</summary>
internal sealed class FailurePage(PageTexts texts)
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly CompositeFormat Style = CompositeFormat.Parse("""
        <style nonce="{0}">
        :root{{color-scheme:light dark;--ground:#f4f5f3;--panel:#fff;--ink:#16201c;--soft:#5d6963;--line:#8a958f;--tint:#e9f3ee;--accent:#0f6b4f;--on-accent:#fff;--shadow:0 1px 2px rgb(22 32 28/6%),0 12px 40px rgb(22 32 28/9%)}}
        @media(prefers-color-scheme:dark){{:root{{--ground:#0f1412;--panel:#171d1a;--ink:#ecf1ee;--soft:#9fada6;--line:#6b766f;--tint:#14241d;--accent:#4cc79a;--on-accent:#06130d;--shadow:0 12px 48px rgb(0 0 0/45%)}}}}
        *{{box-sizing:border-box}}
        body{{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;background:var(--ground);color:var(--ink);font:16px/1.5 Inter,system-ui,sans-serif}}
        main{{width:100%;max-width:480px;padding:32px;border-radius:16px;background:var(--panel);box-shadow:var(--shadow)}}
        svg{{display:block;width:56px;height:56px;margin-bottom:20px;padding:15px;border-radius:50%;background:var(--tint);color:var(--accent)}}
        h1{{margin:0 0 8px;font-size:20px;font-weight:600;line-height:1.4}}
        p{{margin:0;color:var(--soft)}}
        a{{display:inline-flex;align-items:center;min-height:52px;margin-top:20px;padding:8px 24px;border-radius:12px;background:var(--accent);color:var(--on-accent);font-weight:600;text-decoration:none}}
        .ids{{margin-top:20px;font-size:13px;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}}
        a:focus-visible{{outline:3px solid var(--accent);outline-offset:2px}}
        pre{{margin:20px 0 0;padding:12px;border:1px solid var(--line);border-radius:10px;font-size:13px;white-space:pre-wrap;overflow-wrap:anywhere}}
        @media(width<640px){{body{{padding:0;place-items:stretch}}main{{max-width:none;padding:20px;border-radius:0;box-shadow:none}}}}
        @media(forced-colors:active){{main,a,svg{{border:1px solid}}}}
        </style>
        """);

    private const string Icon =
        """<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M9 9a3 3 0 1 1 4.5 2.6c-.9.5-1.5 1-1.5 2.4M12 18v.01"/></svg>""";

    /// <param name="backUrl">The shop's own address, from a request whose signature holds.</param>
    /// <param name="explain">Test mode: shows the merchant's developer what the payer is spared.</param>
    public RenderedPage Render(GatewayError error, string requestId, string language, string? backUrl, bool explain)
    {
        var pageCode = ErrorCodes.PageCodeOf(error.Code);
        var code = pageCode.ToString(CultureInfo.InvariantCulture);
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        string Text(string key, string fallback) => Html.Encode(texts.Find(language, $"page_error.{key}") ?? fallback);

        var title = Text("title", "The payment cannot start");
        var html = new StringBuilder(2048)
            .Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>{title}</title>\n")
            .AppendFormat(CultureInfo.InvariantCulture, Style, nonce)
            .Append(CultureInfo.InvariantCulture, $"\n</head>\n<body>\n<main>\n{Icon}\n<h1>{title}</h1>\n")
            .Append(CultureInfo.InvariantCulture, $"<p role=\"alert\">{Text(code, ErrorCodes.Describe(pageCode))}</p>\n");
        if (backUrl is not null)
            html.Append(CultureInfo.InvariantCulture, $"<a href=\"{Html.Encode(backUrl)}\">{Text("back", "Back to the shop")}</a>\n");
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"ids\">{code} · {Text("request_id", "Request {id}").Replace("{id}", requestId, StringComparison.Ordinal)}</p>\n");
        if (explain)
            html.Append(CultureInfo.InvariantCulture, $"<pre lang=\"en\">{Html.Encode(Details(error))}</pre>\n");
        html.Append("</main>\n</body>\n</html>\n");

        return new RenderedPage(
            html.ToString(),
            $"default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'");
    }

    private static string Details(GatewayError error)
    {
        var text = $"{error.Code} {ErrorCodes.TextOf(error, explain: true)}";
        return error is { Code: not 1014, Explanation: { } explanation } ? $"{text}: {explanation}" : text;
    }
}
