using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetri.Browser.Tests;

/// <summary>Wallet buttons on a page of the shop's own: our library with the sandbox's wallets, published ones with those that they ask themselves.</summary>
public sealed class ShopWalletTests(Stage stage) : BrowserTest(stage)
{
    private const string AppleScript = "https://applepay.cdn-apple.com/jsapi/1.latest/apple-pay-sdk.js";

    [Fact]
    public async Task CardInTheSandboxsWallet_Pays_ByKeyboard_UnderAStrictPolicy()
    {
        var (order, token) = await Shop.TokenAsync();
        var page = await OpenAsync(CheckoutLibrary.Ours, new { token, lang = "de" });

        await Button(page, "Google Pay").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Sheet(page).GetByRole(AriaRole.Button, new() { Name = "Pay 100.25 GEL" }).PressAsync("Enter");

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
        await Sheet(page).GetByLabel("3-D Secure, approved").First.CheckAsync();
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

    private static ILocator Button(ShopPage page, string name) => page.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static IFrameLocator Sheet(ShopPage page) => page.Page.FrameLocator(".ipsp-modal-iframe");

    /// <summary>A page with wallet buttons that remembers how the payment ended. Only ours gets along with a strict policy.</summary>
    private async Task<ShopPage> OpenAsync(string library, object data, Func<IPage, Task>? prepare = null)
    {
        var isOurs = library == CheckoutLibrary.Ours;
        var gateway = Gateway.GetLeftPart(UriPartial.Authority);
        var script = Shop.Put(
            $$"""
            function end(as, model) {
              window.outcome = { as: as, data: model && model.data || model };
              document.documentElement.dataset.outcome = as;
            }
            window.button = $checkout.get('PaymentButton', {
              element: '#wallets', methods: ['apple', 'google'], data: {{JsonSerializer.Serialize(data)}}, origin: '{{gateway}}'
            });
            button.on('success', function () { end('done', arguments[arguments.length - 1]); });
            button.on('error', function () { end('fail', arguments[arguments.length - 1]); });
            button.request.on('payload', function () { document.documentElement.dataset.told = ''; });
            """, "text/javascript");
        var source = isOurs ? $"{gateway}/ipsp-js-sdk@latest/dist/checkout.min.js" : $"/{Shop.Put(File.ReadAllText(CheckoutLibrary.PathOf(library)), "text/javascript")}";
        var path = Shop.Put(
            $"<!doctype html><html lang=en><head><meta charset=utf-8><link rel=icon href=data:,><title>Shop</title></head><body><div id=wallets></div><script src=\"{source}\"></script><script src=\"/{script}\"></script></body></html>",
            policy: isOurs ? $"default-src 'none'; script-src 'self' {gateway}; frame-src {gateway}; base-uri 'none'; form-action 'self'; img-src data:" : null);
        var page = new ShopPage(await (await NewProfileAsync()).NewPageAsync(), Shop.Address);
        page.Page.Console += (_, message) => Assert.DoesNotContain("signedMessage", message.Text, StringComparison.Ordinal);
        if (prepare is not null)
            await prepare(page.Page);
        await page.OpenAsync(path);
        return page;
    }
}
