using System.Globalization;

namespace Tetri.Demo;

using static DemoPage;

/// <summary>One order as the shop saw it: the answer, each callback, the payer's return. It follows what comes in.</summary>
internal static class OrderPage
{
    private const string Script = CopyScript + """

        const news = document.getElementById('news'), go = document.getElementById('go');
        let shown = '', pause = 500;
        async function look() {
          try {
            if (!document.hidden) {
              const answer = await fetch(location.pathname + '/news');
              const html = await answer.text();
              if (answer.ok && html !== shown) {
                const open = new Set([...news.querySelectorAll('details[open]')].map(one => one.id));
                news.innerHTML = shown = html;
                pause = 500;
                for (const one of news.querySelectorAll('details')) one.open = one.open || open.has(one.id);
              }
            }
          } catch { /* The gateway may be restarting; the next turn asks again. */ }
          pause = Math.min(pause * 1.1, 5000);
          setTimeout(look, pause);
        }
        setTimeout(look, pause);
        if (go && location.search === '?go') {
          history.replaceState(null, '', location.pathname);
          const leave = setTimeout(() => location.assign(go.href), 2500);
          document.getElementById('stay').hidden = false;
          document.getElementById('stay').addEventListener('click', event => { clearTimeout(leave); event.target.hidden = true; });
        }
        """;

    public static Task WriteAsync(HttpContext http, DemoOrder order) => DemoPage.WriteAsync(
        http, order.Id,
        $"""
        <main class="one"><div>
        <section><h1>{order.Id}</h1>
        <p class="soft">{Encode(order.Choice.Product.Name)}, {Encode(order.Choice.PriceText)}, version {order.Choice.Version}</p>
        {Pay(order)}
        </section>
        <section class="below" id="news">{News(order)}</section>
        <section class="below"><h2>What was sent</h2>
        {(order.Request.Order is { } data ? Block("order", "data = base64 of", data) : "")}
        {Block("json", "POST /api/checkout/url", order.Request.Body)}
        {(order.Answer is { } answer ? Block("answer", $"Answer after {answer.Milliseconds} ms", answer.Text) : "")}
        </section>
        </div></main>
        """, Script);

    public static string News(DemoOrder order) =>
        $"""
        <h2>What came back {StatusPill(order)}</h2>
        {(order.Callbacks.Count == 0 && order.Return is null ? "<p class=\"soft\">Nothing yet. Callbacks and the payer's return appear here by themselves.</p>" : "")}
        {string.Concat(order.Callbacks.Select((callback, number) => Callback(callback, number)))}
        {(order.Return is { } back ? Return(back) : "")}
        """;

    public static string StatusPill(DemoOrder order) => order.Status switch
    {
        null => Pill(order.Answer?.CheckoutUrl is null ? "not taken" : "waits for the payer", order.Answer?.CheckoutUrl is null ? false : null),
        "approved" => Pill("approved", true),
        "created" or "processing" => Pill(order.Status, null),
        var other => Pill(other, false),
    };

    private static string Pay(DemoOrder order) => order switch
    {
        { Answer.CheckoutUrl: { } url, Status: null or "created" or "processing" } =>
            $"""
            <a id="go" class="main" href="{Encode(url)}">Go to the payment page</a>
            <p><button id="stay" class="quiet" type="button" hidden>Going there by itself. Stay here</button></p>
            """,
        { Answer.CheckoutUrl: null } => "<p>The gateway did not take the order. Its answer stands below.</p><a class=\"main\" href=\"/demo\">Back to the shop</a>",
        _ => "<a class=\"main\" href=\"/demo\">Back to the shop</a>",
    };

    private static string Callback(DemoCallback callback, int number) => Event(
        $"callback-{number}", "Callback", callback.Message, DemoRequest.Key,
        $"""
        <dt>Attempt</dt><dd>{Encode(callback.Attempt ?? "?")}</dd>
        <dt>Came in</dt><dd>{Time(callback.At)}{After(callback)}</dd>
        <dt>Shop answered</dt><dd>{callback.Answered}{(callback.Answered == 200 ? "" : ", on purpose: it comes again in two seconds")}</dd>
        """);

    private static string Return(DemoReturn back) => Event(
        "return", "The payer's return", back.Message, DemoRequest.Key, $"<dt>Method</dt><dd>{back.Method}</dd><dt>Came in</dt><dd>{Time(back.At)}</dd>");

    public static string Event(string id, string title, DemoMessage message, string key, string facts) =>
        $"""
        <div class="event">
        <div class="row"><b>{title}</b> {Pill(message.Text("order_status") ?? "no order_status", message.Text("order_status") is "approved" ? true : null)} {Verdict(message.Fits(key))}</div>
        <dl>{facts}</dl>
        <details id="{id}-members"><summary>Members</summary>{Members(message.Order)}</details>
        <details id="{id}-raw"><summary>As received</summary><pre>{Encode(message.Raw)}</pre></details>
        </div>
        """;

    private static string After(DemoCallback callback) =>
        callback.OwedAt is { } owed && callback.At >= owed
            ? string.Create(CultureInfo.InvariantCulture, $", {(callback.At - owed).TotalMilliseconds:0} ms after {(callback.Message.Text("order_status") == "approved" ? "the approval" : "the change")}")
            : "";

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture);
}
