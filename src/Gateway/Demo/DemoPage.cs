using System.Security.Cryptography;
using System.Text.Encodings.Web;

namespace Tetri.Demo;

/// <summary>The frame of the demo's pages: colours, type, and a policy that lets nothing in from elsewhere.</summary>
internal static class DemoPage
{
    private const string Style = """
        :root { color-scheme: light dark; --ground: #f4f5f3; --panel: #fff; --tint: #e9f3ee; --ink: #16201c; --soft: #5d6963; --line: #8a958f; --hair: #dfe4e1;
          --accent: #0f6b4f; --on-accent: #fff; --bad: #b3261e; --bad-tint: #fbeceb; --test-ink: #7a5300; --test-ground: #fdf3dc; --shadow: 0 1px 2px rgb(22 32 28 / 6%), 0 12px 40px rgb(22 32 28 / 9%); }
        @media (prefers-color-scheme: dark) { :root { --ground: #0f1412; --panel: #171d1a; --tint: #14241d; --ink: #ecf1ee; --soft: #9fada6; --line: #6b766f; --hair: #2a322e;
          --accent: #4cc79a; --on-accent: #06130d; --bad: #ff8a80; --bad-tint: #33201e; --test-ink: #ffd479; --test-ground: #2b2410; --shadow: 0 12px 48px rgb(0 0 0 / 45%); } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 Inter, system-ui, sans-serif; -webkit-text-size-adjust: 100%; }
        a { color: var(--accent); }
        header { display: flex; align-items: center; gap: 12px; max-width: 1080px; margin: 0 auto; padding: 20px 24px; }
        body:has(main.one) header { max-width: 760px; }
        header a { color: inherit; font-weight: 600; text-decoration: none; }
        .test { padding: 4px 10px; border-radius: 8px; background: var(--test-ground); color: var(--test-ink); font-size: 13px; font-weight: 500; }
        main { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); align-items: start; gap: 20px; max-width: 1080px; margin: 0 auto; padding: 0 24px 32px; }
        main.one { grid-template-columns: minmax(0, 1fr); max-width: 760px; }
        section { min-width: 0; padding: 24px; border-radius: 16px; background: var(--panel); box-shadow: var(--shadow); }
        section + section.below { margin-top: 20px; }
        h1 { margin: 0 0 4px; font-size: 20px; line-height: 1.3; font-weight: 600; overflow-wrap: anywhere; }
        h2 { margin: 0 0 12px; font-size: 16px; line-height: 1.4; font-weight: 600; }
        h3 { display: flex; align-items: center; justify-content: space-between; gap: 12px; min-height: 32px; margin: 16px 0 4px; font-size: 14px; font-weight: 500; color: var(--soft); }
        p { margin: 0 0 12px; }
        .soft { color: var(--soft); font-size: 14px; }
        fieldset { margin: 16px 0; padding: 0; border: 0; }
        legend, .label { padding: 0; margin-bottom: 4px; font-size: 14px; font-weight: 500; }
        .product { display: grid; grid-template-columns: 44px minmax(0, 1fr) auto; align-items: center; gap: 12px; margin-top: 8px; padding: 12px; border: 1px solid var(--hair); border-radius: 12px; cursor: pointer; }
        .product svg { width: 44px; height: 44px; padding: 8px; border-radius: 10px; background: var(--tint); color: var(--accent); }
        .product b { display: block; font-weight: 500; }
        .product .soft { display: block; line-height: 1.35; }
        .product .price { font-weight: 500; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .product input { position: absolute; opacity: 0; }
        .product:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); background: var(--tint); }
        .product:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: 2px; }
        .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
        .pair label, .label { display: block; font-size: 14px; font-weight: 500; }
        select { width: 100%; height: 48px; margin-top: 4px; padding: 0 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--panel); color: inherit; font: inherit; }
        .check { display: flex; gap: 10px; align-items: flex-start; padding: 6px 0; font-size: 14px; cursor: pointer; }
        .check input { flex: none; width: 18px; height: 18px; margin: 2px 0 0; accent-color: var(--accent); }
        code { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, "Liberation Mono", monospace; }
        .main { display: flex; align-items: center; justify-content: center; width: 100%; min-height: 52px; padding: 0 20px; border: 0; border-radius: 12px; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; font-variant-numeric: tabular-nums; }
        .main[aria-busy=true] { opacity: .7; }
        .quiet { min-height: 32px; padding: 0 10px; border: 1px solid var(--hair); border-radius: 8px; background: none; color: var(--accent); font: inherit; font-size: 13px; cursor: pointer; }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        pre { max-height: 340px; margin: 0; padding: 12px; overflow: auto; border-radius: 10px; background: var(--ground); font: 13px/1.55 ui-monospace, SFMono-Regular, Menlo, "Liberation Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 2; }
        .pill { display: inline-block; padding: 2px 10px; border-radius: 8px; background: var(--tint); color: var(--accent); font-size: 13px; font-weight: 500; white-space: nowrap; }
        .pill.bad { background: var(--bad-tint); color: var(--bad); }
        .pill.wait { background: var(--ground); color: var(--soft); }
        dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 16px; margin: 12px 0; font-size: 14px; }
        dt { color: var(--soft); }
        dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
        dl.members { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, "Liberation Mono", monospace; }
        dl.members dt { overflow-wrap: anywhere; }
        summary { min-height: 32px; padding: 4px 0; color: var(--accent); font-size: 14px; cursor: pointer; }
        .event { padding: 16px 0 4px; border-top: 1px solid var(--hair); }
        .event:first-of-type { padding-top: 0; border-top: 0; }
        .row { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; }
        .orders { margin: 0; padding: 0; list-style: none; font-size: 14px; }
        .orders li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 12px; padding: 8px 0; border-top: 1px solid var(--hair); }
        .orders li:first-child { border-top: 0; }
        @media (max-width: 760px) {
          header { padding: 16px; }
          main, main.one { grid-template-columns: minmax(0, 1fr); gap: 12px; padding: 0 12px 20px; }
          section { padding: 16px; }
          section + section.below { margin-top: 12px; }
          dl.members { grid-template-columns: minmax(0, 1fr); gap: 0; }
          dl.members dd { min-height: 20px; margin-bottom: 6px; }
        }
        @media (prefers-reduced-motion: no-preference) { .product, .main { transition: border-color 150ms, opacity 150ms; } }
        """;

    public static string Encode(string? text) => HtmlEncoder.Default.Encode(text ?? "");

    public static Task WriteAsync(HttpContext http, string title, string main, string script = "", int status = StatusCodes.Status200OK)
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        Guard(http, $"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        http.Response.StatusCode = status;
        return http.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="icon" href="data:,">
            <title>{Encode(title)}</title>
            <style nonce="{nonce}">{Style}</style>
            </head>
            <body>
            <header><a href="/demo">Tetri demo shop</a> <span class="test">Test mode</span></header>
            {main}
            {(script.Length == 0 ? "" : $"<script nonce=\"{nonce}\">{script}</script>")}
            </body>
            </html>
            """, http.RequestAborted);
    }

    /// <summary>A piece of a page, put in place by the page's own script.</summary>
    public static Task WritePieceAsync(HttpContext http, string html)
    {
        Guard(http, "default-src 'none'; frame-ancestors 'none'");
        return http.Response.WriteAsync(html, http.RequestAborted);
    }

    public static string Members(IEnumerable<KeyValuePair<string, string>> members) =>
        $"""<dl class="members">{string.Concat(members.Select(member => $"<dt>{Encode(member.Key)}</dt><dd>{Encode(member.Value)}</dd>"))}</dl>""";

    public static string Pill(string text, bool? good) =>
        $"""<span class="pill{(good is null ? " wait" : good.Value ? "" : " bad")}">{Encode(text)}</span>""";

    public static string Verdict(bool fits) => Pill(fits ? "signature is right" : "signature is wrong", fits);

    public static string Block(string id, string title, string text) =>
        $"""<h3>{Encode(title)} <button class="quiet" type="button" data-copy="{id}">Copy</button></h3><pre id="{id}">{Encode(text)}</pre>""";

    /// <summary>Copies what a button names.</summary>
    public const string CopyScript = """
        document.addEventListener('click', async event => {
          const button = event.target.closest('[data-copy]');
          if (!button) return;
          const text = document.getElementById(button.dataset.copy);
          try { await navigator.clipboard.writeText(text.textContent); button.textContent = 'Copied'; }
          catch { getSelection().selectAllChildren(text); button.textContent = 'Selected'; }
          setTimeout(() => { button.textContent = 'Copy'; }, 1500);
        });
        """;

    private static void Guard(HttpContext http, string policy)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
        http.Response.ContentType = "text/html; charset=utf-8";
    }
}
