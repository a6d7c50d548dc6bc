using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetri.Browser.Tests;

/// <summary>What a shop's configuration of checkout.js does to the form, and what its developer is told where it does nothing.</summary>
public sealed class WidgetOptionTests(Stage stage) : BrowserTest(stage)
{
    private const string Order = "merchant_id: 1549901, amount: 10025, currency: 'GEL'";
    private const string Repeated = $"{Order}, recurring_data: {{ amount: 1500, period: 'month', every: 1 }}";

    [Theory]
    [InlineData("methods: ['card', 'banks'], active_tab: 'banks'", Order, "h1", "Choose your bank")]
    [InlineData("methods: ['banks'], methods_disabled: []", Order, "h1", "Choose your bank")]
    [InlineData("methods: ['card', 'banks'], active_method: 'bog'", Order, ".bank >> nth=0", "Bank of Georgia")]
    [InlineData("methods: ['card', 'banks'], activeTab: 'menu'", Order, "h1, h2", "Pay with|Or pay at your bank")]
    [InlineData("show_menu_first: true", Order, "h1, .bank", "Pay with|Pay by card")]
    [InlineData("theme: { layout: 'wallets_only' }", Order, ".wallet, .f-button-pay", "Apple Pay|Google Pay")]
    [InlineData("theme: { layout: 'wallets_only' }, show_email: true", Order, ".extras label, .wallet, .f-button-pay", "E-mail|Apple Pay|Google Pay")]
    [InlineData("show_menu_first: true, show_email: true", Order, "h1, .extras label, .wallet, .bank", "Pay with|E-mail|Apple Pay|Google Pay|Pay by card")]
    [InlineData("wallet_methods_enabled: ['google']", Order, ".wallet, .f-button-pay", "Google Pay|Pay 100.25\u00a0GEL")]
    [InlineData("methods_disabled: ['wallets']", Order, ".wallet, .f-button-pay", "Pay 100.25\u00a0GEL")]
    [InlineData("subscription: { type: 'shown_edit_on', periods: ['week'] }", Repeated, ".schedule option", "weeks")]
    [InlineData("subscription: { type: 'shown_edit_on' }", Repeated, ".schedule label", "Amount|Number of charges|Every|Period")]
    [InlineData("subscription: { type: 'shown_edit_on', quantity: false }", Repeated, ".schedule label", "Amount|Every|Period")]
    [InlineData("subscription: { type: 'shown_edit_on', readonly: true }", Repeated, ".schedule label, .schedule-line", "15.00\u00a0GEL every month")]
    [InlineData("cvv2_requirement: 'mandatory', show_test_mode: false", "merchant_id: 1549905, amount: 100, currency: 'GEL'", "label", "Card number|Expiry date|CVV")]
    [InlineData("cvv2_requirement: 'absent', show_test_mode: false", "merchant_id: 1549905, amount: 100, currency: 'GEL'", "label", "Card number|Expiry date")]
    [InlineData("show_test_mode: false", "merchant_id: 1549905, amount: 100, currency: 'GEL'", "label", "Card number|Expiry date|CVV, if there is one")]
    public async Task Option_HasItsEffect(string options, string order, string at, string shown)
    {
        var (_, form, warnings) = await ShowAsync($"options: {{ full_screen: false, {options} }}, params: {{ {order} }}");

        await Expect(form.Frame.Locator(at)).ToHaveTextAsync(shown.Split('|'));
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task OptionThatDoesNothing_IsToldToTheDeveloper_AndLoosensNothing()
    {
        var (page, form, warnings) = await ShowAsync(
            $$"""
            options: {
              full_screen: false, hide_title: true, banks_icons: ['x'], endpoint: { gateway: '/x' }, logo_url: 'https://cdn.example/logo.png', cvv2_requirement: 'absent',
              amount_readonly: false, autosubmit: true, active_method: 'bog', subscription: { type: 'hidden', trial: true }
            },
            params: { token: '{{TokenOf(await Shop.OrderAsync())}}', customer_data: { customer_name: 'A' } }, css_variable: { white: '#ffffff' }, button: {}
            """);
        await page.EvaluateAsync("widget.location('crypto').$emit('click-wallet', 'samsung')");

        await WaitAsync(() => warnings.Count >= 15);
        Assert.Equal(
            [
                "button has no effect any more", "click-wallet: there is no samsung on the form", "css_variable.white has no effect",
                "hide_title is now show_title, which means the opposite", "location: there is no way to pay of the name crypto",
                "options.active_method: the order is not paid at bog", "options.amount_readonly has no effect with a token: the amount is the order’s",
                "options.autosubmit has no effect: it needs a bank in options.active_method; a card is charged when its payer presses the button",
                "options.banks_icons has no effect", "options.cvv2_requirement has no effect: by the merchant’s setting the CVV is mandatory",
                "options.endpoint has no effect",
                "options.logo_url is not shown: the form asks nobody but the gateway for pictures, so it must be a data: address or one of the gateway",
                "options.subscription.trial has no effect: a trial is in recurring_data",
                "options.subscription.type has no effect with a token: the order says it in recurring_data",
                "params.customer_data has no effect with a token: the order says it",
            ],
            warnings.Select(text => text["checkout: ".Length..]).Order(StringComparer.Ordinal));
        await Expect(form.Frame.GetByLabel("CVV")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Shop_LeadsItsPayer_FromTheMenuToTheCardAndToABank_AndPressesAWallet()
    {
        var (page, form, warnings) = await ShowAsync($"options: {{ full_screen: false, methods: ['card', 'banks'], show_menu_first: true }}, params: {{ {Order} }}");
        await Expect(form.Number).ToHaveCountAsync(0);
        await form.Frame.GetByRole(AriaRole.Button, new() { Name = "Pay by card" }).ClickAsync();
        await Expect(form.Number).ToBeVisibleAsync();
        await form.Frame.GetByRole(AriaRole.Button, new() { Name = "Pay in another way" }).ClickAsync();
        await Expect(form.Frame.Locator("h1")).ToHaveTextAsync("Pay with");
        await Expect(form.Number).ToHaveCountAsync(0);

        await form.Frame.GetByRole(AriaRole.Button, new() { Name = "Apple Pay", Exact = true }).ClickAsync();
        await form.Frame.GetByRole(AriaRole.Button, new() { Name = "Close Apple Pay" }).ClickAsync();
        await page.EvaluateAsync("widget.location('banks', 'x') === widget");
        await Expect(form.Frame.Locator("h1")).ToHaveTextAsync("Choose your bank");
        await Expect(form.Frame.Locator(".bank").First).ToHaveTextAsync("Demo Bank");
        await page.EvaluateAsync("widget.$emit('location', 'card') === widget");
        await Expect(form.Number).ToBeVisibleAsync();

        await page.EvaluateAsync("widget.$emit('click-wallet', 'google') === widget");
        await Expect(form.Frame.GetByRole(AriaRole.Dialog, new() { Name = "Google Pay" })).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("heard.length > 1");
        Assert.Equal("""[["click-wallet","apple"],["click-wallet","google"]]""", await page.EvaluateAsync<string>("JSON.stringify(heard)"));
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task Shop_LeadsItsPayer_FromTheCard_WhereThereIsNoMenu()
    {
        var (page, form, warnings) = await ShowAsync($"options: {{ full_screen: false, methods: ['card', 'banks'] }}, params: {{ {Order} }}");
        await Expect(form.Number).ToBeVisibleAsync();

        await page.EvaluateAsync("widget.location('banks', 'bog') === widget");
        await Expect(form.Frame.Locator("h1")).ToHaveTextAsync("Choose your bank");
        await Expect(form.Frame.Locator(".bank").First).ToHaveTextAsync("Bank of Georgia");
        await form.Frame.GetByRole(AriaRole.Button, new() { Name = "Pay in another way" }).ClickAsync();
        await Expect(form.Number).ToBeVisibleAsync();
        await page.EvaluateAsync("widget.location('menu') === widget");
        await Expect(form.Frame.Locator("h1")).ToHaveTextAsync("Pay with");
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task SubscriptionThatMustEnd_AsksItsPayerForTheNumberOfCharges()
    {
        var (page, form, warnings) = await ShowAsync($"options: {{ full_screen: false, subscription: {{ type: 'shown_edit_on', unlimited: false }} }}, params: {{ {Repeated} }}");
        var orders = CallsTo(page, "/checkout/order");
        var charges = form.Frame.GetByLabel("Number of charges");
        await Expect(charges).Not.ToHaveAttributeAsync("placeholder", "∞");

        await form.PayAsync(CheckoutSteps.Approves);
        await Expect(form.Frame.GetByText("Enter a whole number from 1 to 999999.")).ToBeVisibleAsync();
        Assert.Empty(orders);
        await charges.FillAsync("3");
        var paid = await page.RunAndWaitForRequestAsync(() => form.PayButton.ClickAsync(), request => request.Url.EndsWith("/checkout/pay", StringComparison.Ordinal));

        Assert.Equal(3, paid.PostDataJSON()!.Value.GetProperty("schedule").GetProperty("quantity").GetInt32());
        Assert.Equal("approved", (await ToldOrderAsync(page)).GetProperty("order_status").GetString());
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task Logo_OfTheGateway_IsShown()
    {
        var (_, form, _) = await ShowAsync(
            $"options: {{ full_screen: false, logo_url: '{Gateway}shop.svg' }}, params: {{ {Order} }}",
            page => page.RouteAsync("**/shop.svg", route => route.FulfillAsync(new() { ContentType = "image/svg+xml", Body = """<svg xmlns="http://www.w3.org/2000/svg" width="7" height="7"/>""" })));

        await Expect(form.Frame.Locator("img.mark")).ToHaveJSPropertyAsync("naturalWidth", 7);
    }

    [Fact]
    public async Task AmountThatIsThePayers_IsShownBeforeItIsCharged()
    {
        var (page, form, _) = await ShowAsync($"options: {{ full_screen: false, amount_readonly: false }}, params: {{ {Order} }}");
        var orders = CallsTo(page, "/checkout/order");
        var amount = form.Frame.GetByLabel("Amount");
        await Expect(amount).ToHaveValueAsync("100.25");
        await form.FillAsync(CheckoutSteps.Approves);

        await amount.FillAsync("0");
        await form.PayButton.ClickAsync();
        await Expect(form.Frame.GetByText("Enter an amount.")).ToBeVisibleAsync();
        // Pressed before the button shows the new amount: in one go, since a slow machine is slower than the pause of one who types.
        await amount.EvaluateAsync("field => { field.value = '20,5'; field.dispatchEvent(new Event('input', { bubbles: true })); field.form.requestSubmit(); }");
        await Expect(form.PayButton).ToHaveTextAsync("Pay 20.50\u00a0GEL");
        await Expect(form.PayButton).ToHaveAttributeAsync("aria-disabled", "false");
        Assert.Empty(orders);
        await form.PayButton.ClickAsync();

        Assert.Equal("2050", (await ToldOrderAsync(page)).GetProperty("actual_amount").GetString());
    }

    [Fact]
    public async Task Autosubmit_ChoosesTheBankOnce_AndNeverACard()
    {
        var banks = new ConcurrentQueue<string>();
        var (_, form, _) = await ShowAsync(
            $"options: {{ full_screen: false, methods: ['card', 'banks'], active_method: 'bog', autosubmit: true }}, params: {{ {Order} }}",
            page => { banks = CallsTo(page, "/checkout/bank"); return Task.CompletedTask; }, ready: false);
        await Expect(form.Frame.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Pay at Bank of Georgia");
        await form.Frame.GetByRole(AriaRole.Button, new() { Name = "Pay in another way" }).ClickAsync();
        await Expect(form.Frame.GetByRole(AriaRole.Heading).First).ToHaveTextAsync("Choose your bank");
        Assert.Single(banks);

        // The payer's card is kept, and chosen: all that is missing is his press.
        var account = $"payer-{Guid.NewGuid():N}";
        var payer = await OpenAsync(await KeptAsync(account));
        await payer.FillAsync(CheckoutSteps.Approves);
        await payer.Page.GetByLabel("Save this card for my next payments").CheckAsync();
        await payer.PayButton.ClickAsync();
        await payer.ShowsAsync("approved");
        var order = await KeptAsync(account);
        (_, form, var warnings) = await ShowAsync($"options: {{ full_screen: false, autosubmit: true, active_method: 'card' }}, params: {{ token: '{TokenOf(order)}' }}");
        await WaitAsync(() => warnings.Any(text => text.Contains("autosubmit", StringComparison.Ordinal)));
        await Expect(form.Frame.GetByRole(AriaRole.Radio).First).ToBeCheckedAsync();
        Assert.Empty((await Shop.LedgerAsync(order)).EnumerateArray());
    }

    [Fact]
    public async Task OrderOfTheShopsServer_GetsTheAnswersThatItLeavesOpen_AndNoOther()
    {
        const string Asks = "options: { full_screen: false, show_email: true }, fields_custom: [{ name: 'gift', label: 'Words for the gift', required: true }]";
        var open = await Shop.OrderAsync(("response_url", ""));
        var (page, form, warnings) = await ShowAsync($"{Asks}, params: {{ token: '{TokenOf(open)}' }}");
        await form.PayAsync(CheckoutSteps.Approves);
        await Expect(form.Frame.GetByText("Fill in this field").First).ToBeVisibleAsync();
        await form.Frame.GetByLabel("E-mail").FillAsync("payer@example.com");
        await form.Frame.GetByLabel("Words for the gift").FillAsync("გილოცავ | A");
        await form.PayButton.ClickAsync();

        var told = await Shop.CallbackAsync(open, "approved");
        Assert.Equal(("payer@example.com", """{"gift":"გილოცავ \u007C A"}"""), (told["sender_email"], told["merchant_data"]));
        Assert.True(told.IsSigned);
        Assert.Empty(warnings);

        var full = await Shop.OrderAsync(("response_url", ""), ("sender_email", "known@example.com"), ("merchant_data", "own"));
        (_, form, warnings) = await ShowAsync($"{Asks}, params: {{ token: '{TokenOf(full)}' }}");
        await form.PayAsync(CheckoutSteps.Approves);
        told = await Shop.CallbackAsync(full, "approved");
        Assert.Equal(("known@example.com", "own"), (told["sender_email"], told["merchant_data"]));
        Assert.Contains("it has its sender_email or merchant_data", Assert.Single(warnings));
    }

    [Theory]
    [InlineData("methods: ['card', 'banks']")]
    [InlineData("methods: ['card', 'banks'], active_tab: 'banks'")]
    [InlineData("methods: ['card', 'banks'], show_menu_first: true")]
    public async Task Bank_IsPaidAtOnlyWithWhatTheShopAsksFor(string options)
    {
        var order = await Shop.OrderAsync(("response_url", ""), ("payment_systems", "card,opb"));
        var (page, form, _) = await ShowAsync(
            $"options: {{ full_screen: false, {options}, show_email: true }}, fields_custom: [{{ name: 'gift', label: 'Words for the gift' }}], params: {{ token: '{TokenOf(order)}' }}");
        var banks = CallsTo(page, "/checkout/bank");
        var bank = form.Frame.GetByRole(AriaRole.Button, new() { Name = "Bank of Georgia" });
        var email = form.Frame.GetByLabel("E-mail");

        await bank.ClickAsync();
        await Expect(form.Frame.GetByText("Fill in this field")).ToBeVisibleAsync();
        await Expect(email).ToBeFocusedAsync();
        await email.FillAsync("payer@example.com");
        await form.Frame.GetByLabel("Words for the gift").FillAsync("A");
        Assert.Empty(banks);
        await bank.ClickAsync();
        await ApproveAtBankAsync(form);

        var told = await Shop.CallbackAsync(order, "approved");
        Assert.Equal(("opb", "payer@example.com", """{"gift":"A"}"""), (told["payment_system"], told["sender_email"], told["merchant_data"]));
        Assert.Single(banks);
    }

    [Fact]
    public async Task OrderThatAPaymentAtABankMakes_HasWhatTheShopAsksFor()
    {
        var (page, form, _) = await ShowAsync(
            $"options: {{ full_screen: false, methods: ['banks'], show_email: true }}, fields_custom: [{{ name: 'gift', label: 'Words for the gift', required: true }}], params: {{ {Order} }}");
        var orders = CallsTo(page, "/checkout/order");
        await form.Frame.GetByLabel("E-mail").FillAsync("payer@example.com");
        await form.Frame.GetByRole(AriaRole.Button, new() { Name = "TBC Bank" }).ClickAsync();
        await Expect(form.Frame.GetByLabel("Words for the gift")).ToBeFocusedAsync();
        Assert.Empty(orders);
        await form.Frame.GetByLabel("Words for the gift").FillAsync("A");
        await form.Frame.GetByRole(AriaRole.Button, new() { Name = "TBC Bank" }).ClickAsync();
        await ApproveAtBankAsync(form);

        var order = await ToldOrderAsync(page);
        Assert.Equal(("payer@example.com", """{"gift":"A"}"""), (order.GetProperty("sender_email").GetString(), order.GetProperty("merchant_data").GetString()));
    }

    private async Task ApproveAtBankAsync(EmbeddedForm form)
    {
        var bank = await form.Number.Page.Context.NewPageAsync();
        await bank.GotoAsync(new Uri(Gateway, await form.Frame.GetByRole(AriaRole.Link, new() { NameRegex = new("^Open ") }).GetAttributeAsync("href")).AbsoluteUri);
        await bank.GetByRole(AriaRole.Button, new() { Name = "Approve the payment" }).ClickAsync();
        // The browser at times never says that a tab is closed.
        await form.Number.Page.BringToFrontAsync();
    }

    [Fact]
    public async Task ParamsOfTheShopsPage_AreTheOrders_InCamelCaseToo()
    {
        var (page, form, _) = await ShowAsync($"options: {{ full_screen: false }}, params: {{ {Order} }}");
        await page.EvaluateAsync(
            "widget.setParams({ orderDesc: 'Three books', senderEmail: 'payer@example.com', lang: 'de', customerData: { customerName: 'ნინო', phonemobile: '+995', vip: 'yes', simulator: { decline: 1004 } } })");

        await Expect(form.Frame.GetByText("Three books")).ToBeVisibleAsync();
        await Expect(form.Frame.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Mit Karte bezahlen");
        await form.PayAsync(CheckoutSteps.Approves);

        var order = await ToldOrderAsync(page);
        Assert.Equal(("approved", "payer@example.com"), (order.GetProperty("order_status").GetString(), order.GetProperty("sender_email").GetString()));
        Assert.Equal("""{"customer_name":"ნინო","phonemobile":"+995"}""", JsonNode.Parse(order.GetProperty("additional_info").GetString()!)!["reservation_data"]!.GetValue<string>());
    }

    /// <summary>Published widgets say recurring for themselves; what the shop's option switches off, its params don't bring back.</summary>
    [Theory]
    [InlineData("disabled", "1100")]
    [InlineData("hidden", "disabled")]
    public async Task Subscription_IsMadeAsTheOptionSays_WhateverRecurringSays(string type, string stopped)
    {
        var order = $"option-{Guid.NewGuid():N}";
        var (page, form, warnings) = await ShowAsync(
            $"options: {{ full_screen: false, subscription: {{ type: '{type}' }} }}, params: {{ {Repeated}, order_id: '{order}', recurring: 'y' }}");

        await form.PayAsync(CheckoutSteps.Approves);

        Assert.Equal("approved", (await ToldOrderAsync(page)).GetProperty("order_status").GetString());
        Assert.Equal(stopped, await Shop.StopAsync(new PlacedOrder(order, "", "")));
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task FormThatIsPutUpAgainWhileItsPayerPays_GoesOnWithTheSameOrder()
    {
        const string Config = $"options: {{ full_screen: false }}, params: {{ {Order} }}";
        var (page, form, _) = await ShowAsync(Config);
        var orders = CallsTo(page, "/checkout/order");
        await form.PayAsync(CheckoutSteps.ApprovesAfterConfirmation);
        await form.Frame.FrameLocator("iframe.challenge-frame").Locator("#submit__button").WaitForAsync();

        // The shop's page puts it up again; then its payer loads that page again.
        await page.EvaluateAsync($"window.widget = checkout('#checkout-container', {{ {Config} }})");
        await form.Frame.FrameLocator("iframe.challenge-frame").Locator("#submit__button").WaitForAsync();
        await page.ReloadAsync();
        await form.Frame.FrameLocator("iframe.challenge-frame").Locator("#submit__button").ClickAsync();
        var first = await ToldOrderAsync(page);
        Assert.Equal("approved", first.GetProperty("order_status").GetString());

        // That order is over: the same again is another one.
        await page.ReloadAsync();
        await form.Ready.WaitForAsync();
        await form.PayAsync(CheckoutSteps.Approves);
        Assert.NotEqual(first.GetProperty("order_id").GetString(), (await ToldOrderAsync(page)).GetProperty("order_id").GetString());
        Assert.Equal(2, orders.Count);
    }

    private Task<PlacedOrder> KeptAsync(string account) =>
        Shop.OrderInVersion2Async(new JsonObject { ["merchant_id"] = GatewayProcess.SavedCardsMerchantId, ["sender_account"] = account });

    private static string TokenOf(PlacedOrder order) => order.CheckoutUrl.Split("token=")[1];

    private static async Task<JsonElement> ToldOrderAsync(IPage page)
    {
        await page.WaitForFunctionAsync("heard.some(([name]) => name === 'callback')");
        return JsonSerializer.Deserialize<JsonElement>(await page.EvaluateAsync<string>("JSON.stringify(heard.at(-1)[1].order.order_data)"));
    }

    private static ConcurrentQueue<string> CallsTo(IPage page, string path)
    {
        var calls = new ConcurrentQueue<string>();
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url).AbsolutePath == path)
                calls.Enqueue(request.Url);
        };
        return calls;
    }

    private static async Task WaitAsync(Func<bool> isSo)
    {
        for (var looks = 0; !isSo() && looks < 200; looks++)
            await Task.Delay(25);
    }

    private async Task<(IPage Page, EmbeddedForm Form, ConcurrentQueue<string> Warnings)> ShowAsync(string config, Func<IPage, Task>? before = null, bool ready = true)
    {
        var page = await (await NewProfileAsync()).NewPageAsync();
        var warnings = new ConcurrentQueue<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "warning")
                warnings.Enqueue(message.Text);
        };
        if (before is not null)
            await before(page);
        await page.GotoAsync(new Uri(Shop.Address, Shop.Put(
            $$"""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>Shop</title>
            <script src="{{Gateway}}latest/checkout-vue/checkout.js"></script></head><body><div id="checkout-container"></div><script>
            window.heard = [];
            window.widget = checkout('#checkout-container', { {{config}} });
            for (const name of ['callback', 'click-wallet']) widget.$on(name, given => heard.push([name, given && given.data ? given.data : given]));
            </script></body></html>
            """)).AbsoluteUri);
        var form = new EmbeddedForm(page);
        if (ready)
            await form.Ready.WaitForAsync();
        return (page, form, warnings);
    }
}
