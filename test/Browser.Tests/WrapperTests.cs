using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetri.Browser.Tests;

/// <summary>What describes the form instead of calling checkout(): the components for React, as StrictMode runs them, and Vue, and the element.</summary>
public sealed class WrapperTests(Stage stage) : BrowserTest(stage)
{
    private const string React =
        """
        import { StrictMode, createRef, useState } from 'react';
        import { createRoot } from 'react-dom/client';
        import { TetriCheckout } from '@tetri/react';

        const root = document.getElementById('root');
        const form = createRef();
        window.heard = [];
        window.submit = () => form.current.submit();

        function Shop() {
          const [{ gateway, amount, type, shown, orderId }, setState] = useState(JSON.parse(root.dataset.given));
          window.set = change => setState(state => ({ ...state, ...change }));
          const order = { merchant_id: 1549901, amount, currency: 'GEL', order_desc: 'Two books' };
          return shown && (
            <>
              <TetriCheckout ref={form} gateway={gateway} options={{ full_screen: false, theme: { type } }} params={{ ...order, order_id: orderId }}
                onApproved={model => heard.push(['approved', amount, model.data.order.order_data.order_id])}
                onError={model => heard.push(['error', model.data.error.code])}
                onCallback={() => heard.push(['callback'])} />
              <TetriCheckout gateway={gateway} options={{ fullScreen: false }} params={{ merchantId: 1549901, amount, currency: 'GEL', orderDesc: `${amount} books` }}
                fieldsCustom={[{ name: 'size', label: 'Size' }]} />
            </>
          );
        }
        createRoot(root).render(<StrictMode><Shop /></StrictMode>);
        """;

    private const string Vue =
        """
        import { createApp, h, reactive } from 'vue';
        import { TetriCheckout } from '@tetri/vue';

        const root = document.getElementById('root');
        const state = reactive(JSON.parse(root.dataset.given));
        let form;
        window.heard = [];
        window.set = change => Object.assign(state, change);
        window.submit = () => form.submit();

        createApp({
          render() {
            const { gateway, amount, type, shown, orderId } = state;
            const order = { merchant_id: 1549901, amount, currency: 'GEL', order_desc: 'Two books' };
            return shown ? [
              h(TetriCheckout, {
                ref: shown => { form = shown; }, gateway, options: { full_screen: false, theme: { type } }, params: { ...order, order_id: orderId },
                onApproved: model => heard.push(['approved', amount, model.data.order.order_data.order_id]),
                onError: model => heard.push(['error', model.data.error.code]),
                onCallback: () => heard.push(['callback']),
              }),
              h(TetriCheckout, {
                gateway, options: { fullScreen: false }, params: { merchantId: 1549901, amount, currency: 'GEL', orderDesc: `${amount} books` },
                fieldsCustom: [{ name: 'size', label: 'Size' }],
              }),
            ] : [];
          },
        }).mount(root);
        """;

    private const string Element =
        """
        const root = document.getElementById('root');
        const given = JSON.parse(root.dataset.given);
        window.heard = [];
        root.append(document.createElement('tetri-checkout'), document.createElement('tetri-checkout'));
        const [form, second] = root.children;
        form.setAttribute('stay', '');
        for (const [name, value] of Object.entries({ 'merchant-id': 1549901, amount: given.amount, currency: 'GEL' })) form.setAttribute(name, value);
        form.config = { params: { order_desc: 'Two books' } };
        const describe = amount => { second.config = { params: { merchantId: 1549901, amount, currency: 'GEL', orderDesc: `${amount} books` }, fieldsCustom: [{ name: 'size', label: 'Size' }] }; };
        describe(given.amount);
        form.setAttribute('order-id', given.orderId);
        form.addEventListener('approved', ({ detail }) => heard.push(['approved', Number(form.getAttribute('amount')), detail.data.order.order_data.order_id]));
        form.addEventListener('callback', () => heard.push(['callback']));
        window.submit = () => form.submit();
        window.set = ({ amount, type, shown }) => {
          if (amount) {
            form.setAttribute('amount', amount);
            describe(amount);
          }
          if (type) form.setAttribute('theme', type);
          if (shown === false) root.replaceChildren();
        };
        """;

    [Theory]
    [InlineData("react")]
    [InlineData("react-18")]
    [InlineData("vue")]
    [InlineData("element")]
    public async Task Form_FollowsWhatDescribesIt_MakesOneOrder_AndLeavesNothingBehind(string kind)
    {
        var orderId = $"{kind}-{Guid.NewGuid():N}";
        var page = await (await NewProfileAsync()).NewPageAsync();
        var forms = 0;
        page.Request += (_, request) => forms += new Uri(request.Url).AbsolutePath == "/checkout/embedded" ? 1 : 0;
        await OpenAsync(page, kind, Gateway, orderId);
        var form = new EmbeddedForm(page);
        await form.Ready.WaitForAsync();
        var inCamelCase = new EmbeddedForm(page, at: 1);
        await inCamelCase.Ready.WaitForAsync();
        await Expect(inCamelCase.Frame.GetByText("5000 books").First).ToBeVisibleAsync();
        await Expect(inCamelCase.Frame.GetByLabel("Size")).ToBeVisibleAsync();
        Assert.Equal(2, forms);

        await form.Number.FillAsync("4444");
        await page.EvaluateAsync("set({ amount: 7000 })");
        await Expect(form.PayButton).ToContainTextAsync("70.00");
        await Expect(inCamelCase.Frame.GetByText("7000 books").First).ToBeVisibleAsync();
        await Expect(form.Number).ToHaveValueAsync("4444");
        Assert.Equal(2, forms);

        await page.EvaluateAsync("set({ type: 'dark' })");
        await form.Frame.Locator("html[data-theme=dark] [data-e2e-ready]").WaitForAsync();
        await Expect(form.PayButton).ToContainTextAsync("70.00");
        Assert.Equal(3, forms);

        await form.FillAsync(CheckoutSteps.Approves);
        Assert.Equal("approved", await page.EvaluateAsync<string>("submit().then(model => model.data.order.order_data.order_status)"));
        Assert.Equal(
            JsonSerializer.Serialize(new object[] { new object[] { "approved", 7000, orderId }, new object[] { "callback" } }),
            await page.EvaluateAsync<string>("JSON.stringify(heard)"));

        await page.EvaluateAsync("set({ type: 'light' })");
        await form.Frame.Locator("[data-e2e-status=approved]").WaitForAsync();
        Assert.Equal((1, 0), await Shop.MoneyAsync(new PlacedOrder(orderId, "", "")));
        Assert.Equal(kind == "element" ? 0 : 1, await page.EvaluateAsync<int>("document.querySelectorAll('script[src$=\"/checkout.js\"]').length"));

        await page.EvaluateAsync("set({ shown: false })");
        await Expect(page.Locator("iframe")).ToHaveCountAsync(0);
        Assert.Equal("", await page.Locator("#root").InnerTextAsync());
    }

    [Theory]
    [InlineData("react")]
    [InlineData("vue")]
    public async Task ScriptThatDoesNotLoad_IsTold_AndAnotherGatewayIsTaken(string kind)
    {
        ExpectedComplaint = "checkout-vue";
        var page = await (await NewProfileAsync()).NewPageAsync();
        await OpenAsync(page, kind, Shop.Address, "order-of-nobody");

        await Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("The payment form did not load.");
        Assert.Equal("""[["error","unavailable"]]""", await page.EvaluateAsync<string>("JSON.stringify(heard)"));

        await page.EvaluateAsync("gateway => set({ gateway })", Gateway.AbsoluteUri);
        await new EmbeddedForm(page).Ready.WaitForAsync();
    }

    [Fact]
    public async Task PageThatTrustsNoPolicyOfOurs_TellsTheDeveloperWhatIsMissing()
    {
        ExpectedComplaint = "tetri";
        var page = await (await NewProfileAsync()).NewPageAsync();
        await OpenAsync(page, "react", Gateway, "order-of-nobody", trusted: "shop");

        await Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("The payment form did not load.");
        Assert.Equal("""[["error","unavailable"]]""", await page.EvaluateAsync<string>("JSON.stringify(heard)"));
    }

    /// <summary>Under a policy that names the gateway and nobody else, and takes a script's address from who it trusts.</summary>
    private async Task OpenAsync(IPage page, string kind, Uri gateway, string orderId, string? trusted = null)
    {
        trusted ??= kind switch { "vue" => "tetri vue", "element" => "'none'", _ => "tetri" };
        var (html, script) = kind == "element"
            ? (Html(kind), Element)
            : await ShopApp.BuildAsync(Gateway, kind, [("index.html", Html(kind)), ("main.jsx", kind == "vue" ? Vue : React)]);
        var given = JsonSerializer.Serialize(new { gateway, amount = 5000, type = "light", shown = true, orderId });
        var ours = Gateway.GetLeftPart(UriPartial.Authority);
        var style = kind == "element" ? "" : $"style-src {gateway.GetLeftPart(UriPartial.Authority)} {ours}; ";
        await page.GotoAsync(new Uri(Shop.Address, Shop.Put(
            html.Replace("/main.js\"", $"/{Shop.Put(script, "text/javascript")}\"", StringComparison.Ordinal).Replace("{{given}}", System.Net.WebUtility.HtmlEncode(given), StringComparison.Ordinal),
            policy: $"default-src 'none'; script-src 'self' {ours}; frame-src {ours}; {style}img-src data:; require-trusted-types-for 'script'; trusted-types {trusted}")).AbsoluteUri);
    }

    private string Html(string kind) =>
        $$$"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>Shop</title>
        {{{(kind == "element" ? $"<script src=\"{Gateway}latest/checkout-vue/tetri-checkout.js\" async></script>" : "")}}}
        </head><body><div id="root" data-given="{{given}}"></div><script type="module" src="/main.js{{{(kind == "element" ? "" : "x")}}}"></script></body></html>
        """;
}
