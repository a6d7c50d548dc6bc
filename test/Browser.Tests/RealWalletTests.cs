using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetri.Browser.Tests;

/// <summary>The real wallets on the page, under the page's own policy. Google's script and Safari's Apple Pay are played by the test.</summary>
public sealed class RealWalletTests(Stage stage) : BrowserTest(stage)
{
    [Fact]
    public async Task GooglePay_IsAskedForTheOrdersAmount_AndPays()
    {
        var (order, payer) = await OpenGoogleAsync($"return {await WalletStandIn.ContainerAsync(Gateway, "googlepay", 10_025)};");

        await payer.Page.GetByRole(AriaRole.Button, new() { Name = "Google Pay" }).ClickAsync();

        await payer.ShowsAsync("approved");
        var asked = await WalletStandIn.AskedAsync(payer.Page);
        Assert.Equal("""{"totalPriceStatus":"FINAL","totalPrice":"100.25","currencyCode":"GEL"}""", asked.GetProperty("transactionInfo").GetRawText());
        Assert.Equal("TEST", asked.GetProperty("environment").GetString());
        Assert.Equal("Google shop", asked.GetProperty("merchantInfo").GetProperty("merchantName").GetString());
        Assert.Contains("\"gateway\":\"acquirer\"", asked.GetProperty("allowedPaymentMethods").GetRawText(), StringComparison.Ordinal);
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
        Assert.Contains("\"payment_method\": \"googlepay\"", (await Shop.CallbackAsync(order, "approved"))["additional_info"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CANCELED", false)]
    [InlineData("DEVELOPER_ERROR", true)]
    public async Task GooglePayThatGaveNothing_LeavesTheFormToPayWith(string code, bool isTold)
    {
        var (order, payer) = await OpenGoogleAsync($"throw {{ statusCode: '{code}' }};");
        var button = payer.Page.GetByRole(AriaRole.Button, new() { Name = "Google Pay" });

        await button.ClickAsync();
        await Expect(button).ToHaveAttributeAsync("aria-disabled", "false");
        await Expect(payer.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(isTold ? 1 : 0);
        Assert.Equal((0, 0), await Shop.MoneyAsync(order));

        await payer.PayAsync(CheckoutSteps.Approves);
        await payer.ShowsAsync("approved");
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PayerWithoutGooglePay_SeesNoButton(bool loads)
    {
        var (_, payer) = await OpenGoogleAsync(loads ? "" : null, ready: "false");

        await payer.Page.Locator("html[data-asked]").WaitForAsync();
        await DrawnAsync(payer.Page);
        await Expect(payer.Number).ToBeVisibleAsync();
        await Expect(payer.Page.GetByRole(AriaRole.Button, new() { Name = "Google Pay" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task ApplePay_IsAskedForTheOrdersAmount_AndPays()
    {
        var container = await WalletStandIn.ContainerAsync(Gateway, "applepay", 10_025);
        var (order, payer) = await OpenAppleAsync($"this.onpaymentauthorized({{ payment: {container} }});");
        var validated = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await payer.Page.RouteAsync("**/checkout/wallet/session", route =>
        {
            validated.TrySetResult(route.Request.PostData);
            return route.FulfillAsync(new() { ContentType = "application/json", Body = """{"merchantSessionIdentifier":"of-apple"}""" });
        });

        await payer.Page.GetByRole(AriaRole.Button, new() { Name = "Apple Pay" }).ClickAsync();

        await payer.ShowsAsync("approved");
        var asked = await WalletStandIn.AskedAsync(payer.Page);
        Assert.Equal("""{"label":"Apple shop","amount":"100.25"}""", asked.GetProperty("total").GetRawText());
        Assert.Equal(("GEL", "GE", 3), (asked.GetProperty("currencyCode").GetString(), asked.GetProperty("countryCode").GetString(), asked.GetProperty("version").GetInt32()));
        Assert.Contains($"\"url\":\"{WalletStandIn.AppleValidation}\"", await validated.Task, StringComparison.Ordinal);
        Assert.Equal("of-apple", await payer.Page.EvaluateAsync<string>("window.session.merchantSessionIdentifier"));
        Assert.Equal(0, await payer.Page.EvaluateAsync<int>("window.completed"));
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
        Assert.Contains("\"payment_method\": \"applepay\"", (await Shop.CallbackAsync(order, "approved"))["additional_info"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApplePayThatIsClosed_LeavesTheFormToPayWith()
    {
        var (order, payer) = await OpenAppleAsync("this.oncancel();");
        await payer.Page.RouteAsync("**/checkout/wallet/session", route => route.FulfillAsync(new() { ContentType = "application/json", Body = "{}" }));
        var button = payer.Page.GetByRole(AriaRole.Button, new() { Name = "Apple Pay" });

        await button.ClickAsync();
        await payer.Page.Locator("html[data-asked]").WaitForAsync();
        await Expect(button).ToHaveAttributeAsync("aria-disabled", "false");
        await Expect(payer.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);

        await payer.PayAsync(CheckoutSteps.Approves);
        await payer.ShowsAsync("approved");
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    /// <summary>The gateway itself answers here: it has no certificate, and asks nobody.</summary>
    [Fact]
    public async Task ShopThatAppleGivesNoSession_IsTold_AndTheWalletIsClosed()
    {
        ExpectedComplaint = "/checkout/wallet/session";
        var (order, payer) = await OpenAppleAsync("");

        await payer.Page.GetByRole(AriaRole.Button, new() { Name = "Apple Pay" }).ClickAsync();

        await Expect(payer.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Apple Pay");
        Assert.True(await payer.Page.EvaluateAsync<bool>("window.aborted"));
        Assert.Equal((0, 0), await Shop.MoneyAsync(order));
    }

    /// <summary>A form in a shop's page whose order is made when its payer pays.</summary>
    [Theory]
    [InlineData("Google Pay", GatewayProcess.GooglePayMerchantId)]
    [InlineData("Apple Pay", GatewayProcess.ApplePayMerchantId)]
    public async Task OrderThatIsStillToCome_IsPaidByTheRealWalletToo(string name, long merchant)
    {
        ExpectedComplaint = WalletStandIn.GoogleScript;
        var order = new PlacedOrder($"come-{Guid.NewGuid():N}", "", "");
        var page = await (await NewProfileAsync()).NewPageAsync();
        await page.AddInitScriptAsync(WalletStandIn.Apple($"this.onpaymentauthorized({{ payment: {await WalletStandIn.ContainerAsync(Gateway, "applepay", 500)} }});"));
        await page.RouteAsync(WalletStandIn.GoogleScript, async route =>
            await route.FulfillAsync(new() { ContentType = "text/javascript", Body = WalletStandIn.Google($"return {await WalletStandIn.ContainerAsync(Gateway, "googlepay", 500)};") }));
        string? validated = null;
        await page.RouteAsync("**/checkout/wallet/session", route =>
        {
            validated = route.Request.PostData;
            return route.FulfillAsync(new() { ContentType = "application/json", Body = "{}" });
        });
        await page.GotoAsync(new Uri(Shop.Address, Shop.Put(
            $$"""
            <!doctype html><html lang=en><head><meta charset=utf-8><link rel=icon href=data:,><title>Shop</title><script src="{{Gateway}}latest/checkout-vue/checkout.js"></script></head>
            <body><div id="form"></div><script>
            checkout('#form', { options: { full_screen: false }, params: { merchant_id: {{merchant}}, order_id: '{{order.OrderId}}', amount: 500, currency: 'GEL', server_callback_url: '{{Shop.Address}}callback' } });
            </script></body></html>
            """)).AbsoluteUri);

        await new EmbeddedForm(page).Frame.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

        await Shop.CallbackAsync(order, "approved");
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
        if (merchant == GatewayProcess.ApplePayMerchantId)
            Assert.Contains($"\"merchantId\":{merchant}", validated, StringComparison.Ordinal);
    }

    /// <param name="loads">Null: Google's script can't be had.</param>
    private async Task<(PlacedOrder Order, CheckoutSteps Payer)> OpenGoogleAsync(string? loads, string ready = "true")
    {
        ExpectedComplaint = WalletStandIn.GoogleScript;
        var order = await Shop.OrderAsync(("response_url", ""), ("merchant_id", $"{GatewayProcess.GooglePayMerchantId}"));
        var payer = await NewPayerAsync();
        await payer.Page.AddInitScriptAsync("addEventListener('error', ({ target }) => { if (target instanceof HTMLScriptElement) document.documentElement.dataset.asked = 'in vain'; }, true);");
        var awaited = new TaskCompletionSource();
        await payer.Page.RouteAsync(WalletStandIn.GoogleScript, async route =>
        {
            await awaited.Task;
            await (loads is null ? route.AbortAsync() : route.FulfillAsync(new() { ContentType = "text/javascript", Body = WalletStandIn.Google(loads, ready) }));
        });
        var page = await payer.Page.GotoAsync(order.CheckoutUrl, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        Assert.Contains("require-trusted-types-for 'script'", page!.Headers["content-security-policy"], StringComparison.Ordinal);
        await payer.Ready.WaitForAsync();
        // The buttons come after the form, and then wait for the script.
        await Expect(payer.Page.Locator("[data-loading]")).ToHaveCountAsync(0);
        await DrawnAsync(payer.Page);
        awaited.SetResult();
        return (order, payer);
    }

    /// <summary>What the page knows by now is on the screen.</summary>
    private static async Task DrawnAsync(IPage page) => await page.EvaluateAsync("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");

    /// <summary>No script is asked for: the browser of a payer with Apple Pay has it.</summary>
    private async Task<(PlacedOrder Order, CheckoutSteps Payer)> OpenAppleAsync(string sheet)
    {
        var order = await Shop.OrderAsync(("response_url", ""), ("merchant_id", $"{GatewayProcess.ApplePayMerchantId}"));
        var payer = await NewPayerAsync();
        await payer.Page.AddInitScriptAsync(WalletStandIn.Apple(sheet));
        await payer.OpenAsync(order.CheckoutUrl);
        return (order, payer);
    }
}
