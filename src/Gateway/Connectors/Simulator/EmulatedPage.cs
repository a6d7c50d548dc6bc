using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace Tetri.Connectors.Simulator;

/// <summary>What the pages of the simulated issuer, bank and wallets look like: plain HTML that works without a script, in a frame as small as 250 by 400 points.</summary>
internal static class EmulatedPage
{
    private const int LongestBody = 128 * 1024;

    private const string Style = """
        :root { color-scheme: light dark; --ground: #f4f5f3; --panel: #fff; --ink: #16201c; --soft: #5d6963; --line: #8a958f; --accent: #0f6b4f; --on-accent: #fff; --bad: #b3261e; }
        @media (prefers-color-scheme: dark) { :root { --ground: #0f1412; --panel: #171d1a; --ink: #ecf1ee; --soft: #9fada6; --line: #6b766f; --accent: #4cc79a; --on-accent: #06130d; --bad: #ff8a80; } }
        * { box-sizing: border-box; }
        body { margin: 0; padding: 16px; background: var(--ground); color: var(--ink); font: 16px/1.5 Inter, system-ui, sans-serif; }
        main { max-width: 420px; margin: 0 auto; padding: 20px; border-radius: 16px; background: var(--panel); }
        h1 { margin: 0; font-size: 14px; font-weight: 500; color: var(--soft); }
        h2 { margin: 4px 0 16px; font-size: 20px; line-height: 1.3; font-weight: 600; }
        dl { display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; margin: 0 0 20px; }
        dt { color: var(--soft); font-size: 14px; }
        dd { margin: 0; text-align: right; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
        p { margin: 12px 0 0; color: var(--soft); font-size: 13px; }
        label { display: block; margin-bottom: 4px; font-size: 14px; font-weight: 500; }
        input:not([type=hidden], [type=radio]) { width: 100%; height: 48px; margin-bottom: 12px; padding: 0 12px; border: 1px solid var(--line); border-radius: 10px; background: transparent; color: inherit; font: inherit; font-size: 17px; font-variant-numeric: tabular-nums; }
        fieldset { margin: 0 0 16px; padding: 0; border: 0; }
        legend { margin-bottom: 4px; padding: 0; color: var(--soft); font-size: 14px; }
        .choice { display: flex; align-items: center; gap: 12px; min-height: 44px; margin: 0; padding: 4px 0; font-size: 16px; line-height: 1.3; font-weight: 400; }
        .choice input { flex: none; width: 20px; height: 20px; margin: 0; accent-color: var(--accent); }
        .choice span { margin-left: auto; color: var(--soft); font-size: 14px; font-variant-numeric: tabular-nums; white-space: nowrap; }
        button { width: 100%; border: 0; border-radius: 12px; font: inherit; cursor: pointer; }
        button.main { height: 52px; background: var(--accent); color: var(--on-accent); font-weight: 600; }
        button.quiet { min-height: 44px; margin-top: 8px; background: none; color: var(--soft); font-size: 14px; text-decoration: underline; }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        .bad { margin: 0 0 12px; color: var(--bad); }
        @media (max-width: 420px), (max-height: 420px) {
          body { padding: 0; background: var(--panel); }
          main { border-radius: 0; }
        }
        @media (max-width: 300px) {
          main { padding: 16px; }
          h2 { margin-bottom: 12px; font-size: 17px; }
          dl { gap: 0 12px; }
          dd { font-size: 14px; }
        }
        """;

    /// <summary>A form that cannot be read is answered like none: null.</summary>
    public static async Task<IFormCollection?> ReadFormAsync(HttpContext context)
    {
        if (context.Request is not { HasFormContentType: true, ContentLength: <= LongestBody })
            return null;
        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception problem) when (problem is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    public static string Hidden(EmulatedForm form)
    {
        var inputs = new StringBuilder();
        foreach (var (name, value) in form.Fields)
            inputs.Append("<input type=\"hidden\" name=\"").Append(name).Append("\" value=\"").Append(Encode(value)).Append("\">");
        return inputs.ToString();
    }

    public static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    public static Task WriteAsync(HttpContext context, int status, string body, string? script = null, string title = "Bank Server Emulation", string language = "en")
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.XContentTypeOptions = "nosniff";
        // The outcome goes wherever TermUrl points. Any page may frame this one: frame-ancestors * would shut out pages opened from a disk and in apps.
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; base-uri 'none'; form-action http: https:";
        return response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="{language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encode(title)}</title>
            <style nonce="{nonce}">{Style}</style>
            </head>
            <body>
            <main>
            <h1>{Encode(title)}</h1>
            {body}
            </main>
            {(script is null ? "" : $"<script nonce=\"{nonce}\">{script}</script>")}
            </body>
            </html>
            """, context.RequestAborted);
    }
}

/// <summary>A form of a page: where it goes and the fields it takes along unseen.</summary>
internal sealed record EmulatedForm(string Action, params IReadOnlyList<(string Name, string Value)> Fields);
