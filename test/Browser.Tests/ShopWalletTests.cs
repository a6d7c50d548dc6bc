using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetri.Browser.Tests;

/// <summary>Wallet buttons on a page of the shop's own: our library with the sandbox's wallets, published ones with those that they ask themselves.</summary>
public sealed class ShopWalletTests(Stage stage) : BrowserTest(stage)
{
    public static TheoryData<string> Libraries => CheckoutLibrary.All;

    private const string AppleScript = "https://applepay.cdn-apple.com/jsapi/1.latest/apple-pay-sdk.js";

    [Fact]
    public async Task CardInTheSandboxsWallet_Pays_ByKeyboard_UnderAStrictPolicy()
    {
        var (order, token) = await Shop.TokenAsync();
        var page = await OpenAsync(CheckoutLibrary.Ours, new { token, lang = "de" });

        await Button(page, "Google Pay").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Sheet(page).GetByRole(AriaRole.Button, new() { Name = "100,25 GEL bezahlen" }).PressAsync("Enter");

        Assert.Equal("done", (await page.OutcomeAsync()).GetProperty("as").GetString());
        var told = await Shop.CallbackAsync(order, "approved");
        Assert.Equal(("card", "444455XXXXXX6666"), (told["payment_system"], told["masked_card"]));
        Assert.Contains("\"payment_method\": \"googlepay\"", told["additional_info"], StringComparison.Ordinal);
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
        await Expect(page.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task ClosedSheet_IsTold_ChargesNothing_AndTheNextOnePaysAfterTheIssuerAsked()
    {
        var (order, token) = await Shop.TokenAsync();
        var page = await OpenAsync(CheckoutLibrary.Ours, new { token });

        await Button(page, "Apple Pay").ClickAsync();
        await Expect(Sheet(page).GetByRole(AriaRole.Heading, new() { Name = "Apple Pay" })).ToBeVisibleAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Close Apple Pay" }).ClickAsync();
        Assert.Equal("cancelled", (await page.OutcomeAsync()).GetProperty("data").GetProperty("error").GetProperty("code").GetString());
        await Expect(Button(page, "Apple Pay")).ToBeFocusedAsync();
        Assert.Equal((0, 0), await Shop.MoneyAsync(order));

        await page.Page.EvaluateAsync("delete document.documentElement.dataset.outcome");
        await Button(page, "Apple Pay").ClickAsync();
        await Sheet(page).GetByLabel("Approved after confirmation").First.CheckAsync();
        await Sheet(page).Locator("#submit__button").ClickAsync();
        await page.ConfirmButton(CheckoutLibrary.Ours).ClickAsync();

        Assert.Equal("done", (await page.OutcomeAsync()).GetProperty("as").GetString());
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    [Fact]
    public async Task PageWithoutAServer_IsChargedWhatTheSheetSaid()
    {
        var orderId = $"wallet-{Guid.NewGuid():N}";
        var page = await OpenAsync(CheckoutLibrary.Ours, new { merchant_id = GatewayProcess.MerchantId, order_id = orderId, amount = "100.20", currency = "GEL" });

        await Button(page, "Apple Pay").DblClickAsync();
        await Sheet(page).GetByRole(AriaRole.Button, new() { Name = "Pay 100.20 GEL" }).DblClickAsync();

        Assert.Equal("done", (await page.OutcomeAsync()).GetProperty("as").GetString());
        var charge = Assert.Single((await Shop.LedgerAsync(new PlacedOrder(orderId, "", ""))).EnumerateArray());
        Assert.Equal("10020 GEL", $"{charge.GetProperty("amount")} {charge.GetProperty("currency").GetString()}");
    }

    [Fact]
    public async Task ShopWithoutWallets_HasNoButtons()
    {
        var page = await OpenAsync(CheckoutLibrary.Ours, new { merchant_id = 600001, amount = "1.00", currency = "GEL" });

        await page.Page.Locator("html[data-told]").WaitForAsync();
        Assert.Equal(0, await page.Page.Locator("#wallets button:visible").CountAsync());
    }

    /// <summary>Published libraries load the wallets' scripts themselves, from the shop's page: here they are the test's.</summary>
    [Theory]
    [InlineData("ipsp-js-sdk 2.0.12")]
    [InlineData("@flittpayments/js-sdk 2.0.10")]
    public async Task PublishedLibrary_AsksGooglePay_ForTheOrdersAmount_AndPays(string library)
    {
        ExpectedComplaint = "https://";
        var (order, token) = await Shop.TokenAsync(("merchant_id", $"{GatewayProcess.GooglePayMerchantId}"));
        var container = await WalletStandIn.ContainerAsync(Gateway, "googlepay", 10_025);
        var page = await OpenAsync(library, new { merchant_id = GatewayProcess.GooglePayMerchantId, token }, async tab =>
        {
            // Without it the library goes by Google's script, which the test can answer.
            await tab.AddInitScriptAsync("delete window.PaymentRequest");
            await tab.RouteAsync(WalletStandIn.GoogleScript, route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = WalletStandIn.Google($"return {container};") }));
            await tab.RouteAsync(AppleScript, route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = "" }));
        });

        await page.Page.Locator(".payment-element").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.Page.EvaluateAsync("window.button.update()");
        await page.Page.Locator(".payment-element a").ClickAsync();

        Assert.Equal("done", (await page.OutcomeAsync()).GetProperty("as").GetString());
        var asked = await WalletStandIn.AskedAsync(page.Page);
        Assert.Equal(("100.25", "GEL"), (asked.GetProperty("transactionInfo").GetProperty("totalPrice").GetString(), asked.GetProperty("transactionInfo").GetProperty("currencyCode").GetString()));
        Assert.Contains("\"payment_method\": \"googlepay\"", (await Shop.CallbackAsync(order, "approved"))["additional_info"], StringComparison.Ordinal);
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    /// <summary>Our own library asks the browser's Payment Request API, here the test's.</summary>
    [Fact]
    public async Task OurLibrary_LoadsNobodysScript_AndAsksTheBrowser()
    {
        var (order, token) = await Shop.TokenAsync(("merchant_id", $"{GatewayProcess.GooglePayMerchantId}"));
        var container = await WalletStandIn.ContainerAsync(Gateway, "googlepay", 10_025);
        var page = await OpenAsync(CheckoutLibrary.Ours, new { token }, tab => tab.AddInitScriptAsync(
            $$"""
            window.PaymentRequest = class extends EventTarget {
              constructor(methods, details) { super(); window.asked = { methods, details }; }
              async canMakePayment() { return true; }
              async show() { return { details: {{container}}, complete: async result => { window.completed = result; } }; }
            };
            """));

        await Button(page, "Google Pay").ClickAsync();

        Assert.Equal("done", (await page.OutcomeAsync()).GetProperty("as").GetString());
        var asked = await WalletStandIn.AskedAsync(page.Page);
        Assert.Equal("https://google.com/pay", asked.GetProperty("methods")[0].GetProperty("supportedMethods").GetString());
        Assert.Equal("""{"currency":"GEL","value":"100.25"}""", asked.GetProperty("details").GetProperty("total").GetProperty("amount").GetRawText());
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    /// <summary>Libraries of before 2.0 frame the button itself, a page of ours, and ask the browser in the shop's page.</summary>
    [Fact]
    public async Task ButtonOfBefore_IsDrawnInAFrameOfOurs_AndPays()
    {
        const string library = "ipsp-js-sdk 1.0.39";
        var (order, token) = await Shop.TokenAsync(("merchant_id", $"{GatewayProcess.GooglePayMerchantId}"));
        var container = await WalletStandIn.ContainerAsync(Gateway, "googlepay", 10_025);
        var page = await OpenAsync(library, new { token, lang = "en" }, tab => tab.AddInitScriptAsync(Browser($$"""return { details: {{container}}, complete: async () => {} };""")));
        var button = page.Page.FrameLocator("#wallets iframe").GetByRole(AriaRole.Button, new() { Name = "Google Pay" });

        await page.Page.Locator("html[data-shown]").WaitForAsync();
        await button.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");

        Assert.Equal("done", (await page.OutcomeAsync()).GetProperty("as").GetString());
        var asked = await WalletStandIn.AskedAsync(page.Page);
        Assert.Equal("https://google.com/pay", asked.GetProperty("methods")[0].GetProperty("supportedMethods").GetString());
        Assert.Equal("""{"currency":"GEL","value":"100.25"}""", asked.GetProperty("details").GetProperty("total").GetProperty("amount").GetRawText());
        Assert.Contains("\"payment_method\": \"googlepay\"", (await Shop.CallbackAsync(order, "approved"))["additional_info"], StringComparison.Ordinal);
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    /// <summary>The sandbox's wallets are not named to libraries that would ask the real ones.</summary>
    [Fact]
    public async Task ButtonOfBefore_IsHidden_WhereNoWalletPays()
    {
        var (_, token) = await Shop.TokenAsync();
        var page = await OpenAsync("ipsp-js-sdk 1.0.39", new { token }, tab => tab.AddInitScriptAsync(Browser("")));

        await page.Page.Locator("html[data-hidden]").WaitForAsync();
        Assert.Equal("0", await page.Page.Locator("#wallets iframe").EvaluateAsync<string>("frame => getComputedStyle(frame).opacity"));
        Assert.Null(await page.Page.GetAttributeAsync("html", "data-shown"));
    }

    /// <summary>Safari asks for Apple's session while it opens the wallet. The gateway has no certificate, so its answer is the test's.</summary>
    [Theory]
    [InlineData(CheckoutLibrary.Ours)]
    [InlineData("ipsp-js-sdk 2.0.12")]
    [InlineData("ipsp-js-sdk 1.0.39")]
    public async Task ApplePay_IsOpenedWithASession_ThatTheGatewayGotForTheShopsPage(string library)
    {
        var (order, token) = await Shop.TokenAsync(("merchant_id", $"{GatewayProcess.ApplePayMerchantId}"));
        var container = await WalletStandIn.ContainerAsync(Gateway, "applepay", 10_025);
        JsonElement asked = default;
        var page = await OpenAsync(library, new { merchant_id = GatewayProcess.ApplePayMerchantId, token }, async tab =>
        {
            await tab.AddInitScriptAsync(Browser($$"""const session = await validate(this); return { details: { token: {{container}}.token, session }, complete: async () => {} };"""));
            await tab.RouteAsync("**/checkout/frame/wallet-session", route =>
            {
                asked = JsonSerializer.Deserialize<JsonElement>(route.Request.PostData!).GetProperty("request").Clone();
                Assert.Equal(Shop.Address.GetLeftPart(UriPartial.Authority), route.Request.Headers["x-shop-origin"]);
                return route.FulfillAsync(new() { ContentType = "application/json", Body = """{"response":{"response_status":"success","data":{"merchantSessionIdentifier":"of-apple"}}}""" });
            });
        });

        await PressAsync(page, library, "Apple Pay");

        Assert.Equal("done", (await page.OutcomeAsync()).GetProperty("as").GetString());
        Assert.Equal((WalletStandIn.AppleValidation, GatewayProcess.ApplePayMerchantId), (asked.GetProperty("url").GetString(), asked.GetProperty("merchant_id").GetInt64()));
        Assert.Equal("of-apple", await page.Page.EvaluateAsync<string>("window.session.merchantSessionIdentifier"));
        Assert.Contains("\"payment_method\": \"applepay\"", (await Shop.CallbackAsync(order, "approved"))["additional_info"], StringComparison.Ordinal);
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    /// <summary>The gateway itself answers here: it has no certificate, and asks nobody.</summary>
    [Theory]
    [InlineData(CheckoutLibrary.Ours)]
    [InlineData("ipsp-js-sdk 2.0.12")]
    [InlineData("ipsp-js-sdk 1.0.39")]
    public async Task ShopThatAppleGivesNoSession_IsTold_AndChargesNothing(string library)
    {
        var (order, token) = await Shop.TokenAsync(("merchant_id", $"{GatewayProcess.ApplePayMerchantId}"));
        var page = await OpenAsync(library, new { merchant_id = GatewayProcess.ApplePayMerchantId, token }, tab => tab.AddInitScriptAsync(Browser("await validate(this);")));

        await PressAsync(page, library, "Apple Pay");

        var outcome = await page.OutcomeAsync();
        Assert.Equal("fail", outcome.GetProperty("as").GetString());
        Assert.Equal(1017, outcome.GetProperty("data").GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal((0, 0), await Shop.MoneyAsync(order));
    }

    /// <summary>A shop that has asked a wallet by itself pays what it gave through a form or a button.</summary>
    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task WhatAWalletGave_PaysThroughAFormAndThroughAButton(string library)
    {
        foreach (var (wallet, widget) in new[] { ("googlepay", "FormWidget"), ("applepay", "ButtonWidget") })
        {
            var (order, token) = await Shop.TokenAsync(("response_url", ""));
            var container = JsonSerializer.Serialize(await WalletStandIn.ContainerAsync(Gateway, wallet, 10_025));
            var page = await OpenAsync(library, null, script: widget == "FormWidget"
                ? $$"""
                  document.body.insertAdjacentHTML('beforeend', '<form><input type=hidden name=data><button>Pay</button></form>');
                  document.querySelector('[name=data]').value = {{container}};
                  pay_('FormWidget', { element: 'form', options: { payment_system: 'card', token: '{{token}}' } });
                  """
                : $$"""
                  document.body.insertAdjacentHTML('beforeend', '<button id=pay>Pay</button>');
                  document.querySelector('#pay').setAttribute('data-gave', {{container}});
                  pay_('ButtonWidget', { element: '#pay', attributes: { 'data-gave': 'data' }, options: { payment_system: 'card', token: '{{token}}' } });
                  """);

            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Pay", Exact = true }).ClickAsync();

            var outcome = await page.OutcomeAsync();
            Assert.True(outcome.GetProperty("as").GetString() == "done", outcome.ToString());
            Assert.Contains($"\"payment_method\": \"{wallet}\"", (await Shop.CallbackAsync(order, "approved"))["additional_info"], StringComparison.Ordinal);
            Assert.Equal((1, 0), await Shop.MoneyAsync(order));
        }
    }

    /// <summary>Ours and those of before have a button that is one; the others lay a link without an address over a picture.</summary>
    private static Task PressAsync(ShopPage page, string library, string name) => library switch
    {
        CheckoutLibrary.Ours => Button(page, name).ClickAsync(),
        "ipsp-js-sdk 1.0.39" => page.Page.FrameLocator("#wallets iframe").GetByRole(AriaRole.Button).ClickAsync(),
        _ => page.Page.Locator(".payment-element a").First.ClickAsync(),
    };

    /// <summary>A browser whose Payment Request API is the test's. Only the wallets of these merchants' are in it.</summary>
    /// <param name="show">The body of show; validate(request) does what Safari does before it shows the wallet.</param>
    private static string Browser(string show) =>
        $$"""
        const validate = request => new Promise((resolve, reject) => request.dispatchEvent(Object.assign(new Event('merchantvalidation'), {
          validationURL: '{{WalletStandIn.AppleValidation}}', complete(session) { resolve(window.session = session); },
        })));
        window.ApplePaySession = class {};
        window.PaymentRequest = class extends EventTarget {
          constructor(methods, details) { super(); window.asked = { methods, details }; }
          async canMakePayment() { return true; }
          async show() { {{show}} }
        };
        """;

    private static ILocator Button(ShopPage page, string name) => page.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static IFrameLocator Sheet(ShopPage page) => page.Page.FrameLocator(".ipsp-modal-iframe");

    /// <summary>A page with wallet buttons that remembers how the payment ended. Only ours gets along with a strict policy.</summary>
    private async Task<ShopPage> OpenAsync(string library, object? data, Func<IPage, Task>? prepare = null, string? script = null)
    {
        var isOurs = library == CheckoutLibrary.Ours;
        var gateway = Gateway.GetLeftPart(UriPartial.Authority);
        script ??=
            $$"""
            var root = document.documentElement.dataset;
            window.button = pay_('PaymentButton', { element: '#wallets', methods: ['apple', 'google'], data: {{JsonSerializer.Serialize(data)}} });
            button.on('show', function () { root.shown = ''; });
            button.on('hide', function () { root.hidden = ''; });
            if (button.request) button.request.on('payload', function () { root.told = ''; });
            """;
        var code = Shop.Put(
            $$"""
            function end(as, model) {
              window.outcome = { as: as, data: model && model.data || model };
              document.documentElement.dataset.outcome = as;
            }
            function pay_(widget, params) {
              params.origin = '{{gateway}}';
              return $checkout.get(widget, params)
                .on('success', function () { end('done', arguments[arguments.length - 1]); })
                .on('error', function () { end('fail', arguments[arguments.length - 1]); });
            }
            {{script}}
            """, "text/javascript");
        var source = isOurs ? $"{gateway}/ipsp-js-sdk@latest/dist/checkout.min.js" : $"/{Shop.Put(File.ReadAllText(CheckoutLibrary.PathOf(library)), "text/javascript")}";
        var path = Shop.Put(
            $"<!doctype html><html lang=en><head><meta charset=utf-8><link rel=icon href=data:,><title>Shop</title></head><body><div id=wallets></div><script src=\"{source}\"></script><script src=\"/{code}\"></script></body></html>",
            policy: isOurs ? $"default-src 'none'; script-src 'self' {gateway}; frame-src {gateway}; base-uri 'none'; form-action 'self'; img-src data:" : null);
        var page = new ShopPage(await (await NewProfileAsync()).NewPageAsync(), Shop.Address);
        page.Page.Console += (_, message) => Assert.DoesNotContain("signedMessage", message.Text, StringComparison.Ordinal);
        if (prepare is not null)
            await prepare(page.Page);
        await page.OpenAsync(path);
        return page;
    }
}
