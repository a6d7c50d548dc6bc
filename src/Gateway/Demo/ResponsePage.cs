namespace Tetri.Demo;

using static DemoPage;

/// <summary>/test/responsepage/: a shop's return address for those who have none yet. It shows what the payer brought.</summary>
internal static class ResponsePage
{
    private static readonly Dictionary<string, string> Keys = new() { ["1549901"] = "test", ["1396424"] = "test" };

    public static async Task ShowAsync(HttpContext http)
    {
        var message = await DemoMessage.ReadAsync(http.Request);
        if (message is not { Members.Count: > 0 })
        {
            await WriteAsync(http, "Returned", "<main class=\"one\"><section><h1>Nothing was returned</h1><p class=\"soft\">Name this page as <code>response_url</code> of an order, and it shows what the payer brings back.</p></section></main>");
            return;
        }
        var key = Keys.GetValueOrDefault(message.Text("merchant_id") ?? "");
        await WriteAsync(http, "Returned",
            $"""
            <main class="one"><section>
            <h1>{Encode(message.Text("order_id") ?? "Returned")}</h1>
            <p class="soft">Brought by the payer's browser with {http.Request.Method}.</p>
            <div class="row">{Pill(message.Text("order_status") ?? "no order_status", message.Text("order_status") is "approved" ? true : null)}
            {(key is null ? Pill("signature not checked: not a demo merchant", null) : Verdict(message.Fits(key)))}</div>
            {Members(message.Order)}
            <details id="raw"><summary>As received</summary><pre>{Encode(message.Raw)}</pre></details>
            </section></main>
            """);
    }
}
