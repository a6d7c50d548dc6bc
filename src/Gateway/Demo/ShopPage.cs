namespace Tetri.Demo;

using static DemoPage;

/// <summary>The shop: what can be bought, how it is to be asked for, and the request that comes of it.</summary>
internal static class ShopPage
{
    private const string Script = CopyScript + """

        const form = document.getElementById('shop'), request = document.getElementById('request'), pay = document.getElementById('pay');
        document.getElementById('preview').hidden = true;
        let last = 0;
        form.addEventListener('change', async () => {
          const turn = ++last;
          const answer = await fetch('/demo/preview?' + new URLSearchParams(new FormData(form)));
          const html = await answer.text();
          if (turn !== last || !answer.ok) return;
          request.innerHTML = html;
          const currency = form.currency.value;
          for (const price of document.querySelectorAll('[data-price]')) price.textContent = price.dataset.price + ' ' + currency;
          pay.textContent = 'Pay ' + form.querySelector('.product:has(:checked) [data-price]').textContent;
        });
        form.addEventListener('submit', event => {
          if (event.submitter !== pay) return;
          if (pay.getAttribute('aria-busy') === 'true') event.preventDefault();
          pay.setAttribute('aria-busy', 'true');
        });
        addEventListener('pageshow', event => { if (event.persisted) location.reload(); });
        """;

    public static Task WriteAsync(HttpContext http, DemoChoice choice, DemoRequest request, string gateway, IReadOnlyList<DemoOrder> orders) => DemoPage.WriteAsync(
        http, "Tetri demo shop",
        $"""
        <main>
        <div>
        <section>
        <h1>Buy something</h1>
        <p class="soft">Three things on a shelf, and a real order behind each: the shop signs it, the gateway takes the payment and calls the shop back.</p>
        <form id="shop" method="post" action="/demo/pay">
        <input type="hidden" name="order_id" value="{Encode(choice.OrderId)}">
        <fieldset><legend>Product</legend>{string.Concat(DemoChoice.Products.Select(product => Product(product, choice)))}</fieldset>
        <div class="pair">
        <label>Currency {Select("currency", DemoChoice.Currencies, choice.Currency)}</label>
        <label>Version {Select("version", DemoChoice.Versions, choice.Version)}</label>
        </div>
        <fieldset>
        {Check("preauth", "Hold the amount, capture it later", "preauth=Y", choice.Preauth)}
        {Check("one_try", "One try only: a decline ends the order", "delayed=N", choice.OneTry)}
        {Check("fail_first", "Let the shop fail at the first callback, to see it come again", null, choice.FailFirst)}
        </fieldset>
        <button id="pay" class="main">Pay {Encode(choice.PriceText)}</button>
        <p><button id="preview" class="quiet" formmethod="get" formaction="/demo">Show the request</button></p>
        </form>
        <p class="soft">Card 4444 5555 1111 6666 pays, 4444 1111 5555 6666 is declined, 4444 5555 6666 1111 asks for 3-D Secure. Any date, any CVV.</p>
        </section>
        {Orders(orders)}
        </div>
        <section id="request">{Request(request, gateway)}</section>
        </main>
        """, Script);

    public static string Request(DemoRequest request, string gateway) =>
        $"""
        <h2>The request</h2>
        <p class="soft">Merchant {DemoRequest.MerchantId} signs with its payment key <code>{DemoRequest.Key}</code>. Pay sends exactly this.</p>
        {Block("signing", "Signing string, the key masked", request.SigningString)}
        {Block("signature", "signature = SHA-1 of it, in hex", request.Signature)}
        {(request.Order is { } order ? Block("order", "data = base64 of", order) : "")}
        {Block("json", "POST /api/checkout/url", request.Body)}
        {Block("curl", "The same from a shell (an order_id can be used once)", request.Curl(gateway))}
        """;

    private static string Product(DemoProduct product, DemoChoice choice)
    {
        var price = (choice with { Product = product }).PriceText;
        return
            $"""
            <label class="product"><input type="radio" name="product" value="{product.Id}"{(product == choice.Product ? " checked" : "")}>
            <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{Drawing(product)}</svg>
            <span><b>{Encode(product.Name)}</b><span class="soft">{Encode(product.Detail)}</span></span>
            <span class="price" data-price="{price.Split(' ')[0]}">{Encode(price)}</span></label>
            """;
    }

    private static string Drawing(DemoProduct product) => product.Id switch
    {
        "book" => """<path d="M12 6c-2-1.5-5-2-8-2v14c3 0 6 .5 8 2 2-1.5 5-2 8-2V4c-3 0-6 .5-8 2zM12 6v14"/>""",
        "sweet" => """<path d="M12 2v3"/><circle cx="12" cy="8" r="3"/><circle cx="12" cy="13.5" r="3"/><circle cx="12" cy="19" r="3"/>""",
        _ => """<path d="M3 8h8l3 4 5 1.5c1.5.5 2 1.5 2 3.5H3zM3 17v2h18v-2"/>""",
    };

    private static string Select(string name, string[] values, string chosen) =>
        $"""<select name="{name}">{string.Concat(values.Select(value => $"<option{(value == chosen ? " selected" : "")}>{value}</option>"))}</select>""";

    private static string Check(string name, string text, string? member, bool isSet) =>
        $"""<label class="check"><input type="checkbox" name="{name}" value="Y"{(isSet ? " checked" : "")}><span>{text}{(member is null ? "" : $" <code>{member}</code>")}</span></label>""";

    private static string Orders(IReadOnlyList<DemoOrder> orders) => orders.Count == 0 ? "" :
        $"""
        <section class="below"><h2>Last orders</h2><ul class="orders">
        {string.Concat(orders.Select(order =>
            $"""<li><span><a href="/demo/orders/{order.Id}">{order.Id}</a></span><span>{Encode(order.Choice.PriceText)} {OrderPage.StatusPill(order)}</span></li>"""))}
        </ul></section>
        """;
}
