using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetri.Browser.Tests;

/// <summary>A shop's own page on an origin of its own pays through $checkout: ours, and the published libraries as they are.</summary>
public sealed partial class ShopPageTests(Stage stage) : ShopPageTest(stage)
{
    private const string Issuer = "4444666655559999";
    private const string OldIssuer = "4444555566661111";
    private const string AfterDecline = "4444444410750000";

    private static readonly string Axe = File.ReadAllText(Path.Combine(GatewayProcess.Root, "web", "node_modules", "axe-core", "axe.min.js"));

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task Approval_IsToldWhole_AndTakenToTheShop(string library)
    {
        var (order, token) = await Shop.TokenAsync();
        var page = await OpenAsync(library, Card(token, CheckoutSteps.Approves));

        var outcome = await page.OutcomeAsync();
        Assert.Equal("done", outcome.GetProperty("as").GetString());
        var told = outcome.GetProperty("data").GetProperty("order").GetProperty("order_data");
        Assert.True(told.TryGetProperty("response_signature_string", out _));
        var callback = await Shop.CallbackAsync(order, "approved");
        Assert.All(callback.Members, member => Assert.Equal(member.Value, Text(told.GetProperty(member.Key))));

        await page.Page.EvaluateAsync("window.model.submitToMerchant()");
        var back = await Shop.ReturnAsync(order);
        Assert.Equal(("POST", "approved", true), (back.Method, back["order_status"], back.IsSigned));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task Decline_Fails_WithItsCodeAndAWordInThePayersLanguage(string library)
    {
        var (order, token) = await Shop.TokenAsync(("lang", "ka"));
        var page = await OpenAsync(library, Card(token, "4444444410370007"));

        var outcome = await page.OutcomeAsync();
        Assert.Equal("fail", outcome.GetProperty("as").GetString());
        var error = outcome.GetProperty("data").GetProperty("error");
        Assert.Equal(1037, error.GetProperty("code").GetInt32());
        Assert.Matches("[ა-ჰ]", error.GetProperty("message").GetString());
        Assert.Equal("1037", (await Shop.CallbackAsync(order, "processing"))["response_code"]);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task Payer_ProvesHimself_InTheOldForm_TheNewOne_AndAfterARefusal(string library)
    {
        foreach (var card in new[] { OldIssuer, Issuer, AfterDecline })
        {
            var (order, token) = await Shop.TokenAsync();
            var page = await OpenAsync(library, Card(token, card));

            await page.ConfirmButton(library).ClickAsync();

            Assert.Equal("done", (await page.OutcomeAsync()).GetProperty("as").GetString());
            Assert.Equal("approved", (await Shop.CallbackAsync(order, "approved"))["order_status"]);
            Assert.Equal(card == AfterDecline, await page.Page.EvaluateAsync<bool>("window.progressed === true"));
        }
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task ClosedWindow_IsTold_AndTheOrderCanBePaidAgain(string library)
    {
        var (order, token) = await Shop.TokenAsync();
        var page = await OpenAsync(library, Card(token, OldIssuer));
        await page.ConfirmButton(library).WaitForAsync();

        await page.CloseButton.ClickAsync();

        await page.Page.WaitForFunctionAsync("window.closed_ === true");
        if (library == CheckoutLibrary.Ours)
        {
            Assert.Equal("cancelled", (await page.OutcomeAsync()).GetProperty("data").GetProperty("error").GetProperty("code").GetString());
            Assert.Equal("1024", (await Shop.CallbackAsync(order, "processing"))["response_code"]);
        }
        await page.OpenAsync(PageOf(library, Card(token, CheckoutSteps.Approves), Gateway));
        Assert.Equal("done", (await page.OutcomeAsync()).GetProperty("as").GetString());
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task AmountOfAPageWithoutAServer_IsChargedAsItIsMeant(string library)
    {
        var orderId = $"page-{Guid.NewGuid():N}";
        var page = await OpenAsync(library, new
        {
            payment_system = "card",
            merchant_id = GatewayProcess.MerchantId,
            order_id = orderId,
            amount = "100.20",
            currency = "GEL",
            card_number = CheckoutSteps.Approves,
            expiry_date = "12/34",
            cvv2 = "123",
        });

        Assert.Equal("done", (await page.OutcomeAsync()).GetProperty("as").GetString());
        var charges = await Shop.LedgerAsync(new PlacedOrder(orderId, "", ""));
        Assert.Equal("10020 GEL", $"{charges[0].GetProperty("amount")} {charges[0].GetProperty("currency").GetString()}");
    }

    /// <summary>Neither the page nor its payer knows the order's id: the page behind the library does.</summary>
    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task SecondTryOnAPageWithoutAServer_PaysTheSameOrder(string library)
    {
        var page = await OpenAsync(library, null,
            $$"""
            var api = this;
            var order = function (card) { return { payment_system: 'card', merchant_id: {{GatewayProcess.MerchantId}}, amount: '100.20', currency: 'GEL', expiry_date: '12/34', cvv2: '123', card_number: card }; };
            api.request('api.checkout.form', 'request', order('{{CheckoutSteps.Declines}}')).fail(function (model) {
              window.first = model.attr('order.order_data.order_id');
              pay(api, order('{{CheckoutSteps.Approves}}'));
            });
            """);

        var paid = (await page.OutcomeAsync()).GetProperty("data").GetProperty("order").GetProperty("order_data");
        Assert.Equal(("approved", await page.Page.EvaluateAsync<string>("window.first")), (paid.GetProperty("order_status").GetString(), paid.GetProperty("order_id").GetString()));
    }

    /// <summary>The words of published widgets: checkout-vue 2 divides amounts by a hundred when it pays and names no trial and no end with zeros, 3 does neither.</summary>
    [Theory]
    [InlineData("2.26", 15, ",quantity:0,trial_period:'',trial_quantity:0,start_time:'',end_time:''")]
    [InlineData("3", 1500, "")]
    public async Task PublishedWidget_BeginsVerifiesAndSubscribes(string version, int charge, string more)
    {
        var orderId = $"widget-{Guid.NewGuid():N}";
        var page = await OpenAsync(
            "ipsp-js-sdk 2.0.12", null,
            $$"""
            var api = this;
            var isOld = '{{version}}' === '2.26';
            var params = function (amount, more) {
              return Object.assign({
                merchant_id: {{GatewayProcess.MerchantId}}, order_id: '{{orderId}}', order_desc: 'Club', currency: 'GEL', amount: amount, fee: 0, amount_with_fee: 0, email: '', code: '', card_number: '', expiry_date: '', cvv2: '',
                offer: false, custom: { size: { value: 'L', label: 'Size' } }, customer_data: {}, form: {}, save_card: false, verification: 'y', verification_type: 'code', referrer: '', embedded: true, location: location.href,
                recurring: 'y', recurring_data: { period: 'month', every: 1, amount: {{charge}}{{more}} }
              }, isOld ? { lang: 'uk' } : {}, more);
            };
            var heard = window.heard = {};
            var step = function (model, method, asked, next) {
              api.request('api.checkout' + model, method, asked).done(function (answer) { heard[model + '/' + method] = answer.serialize(); next(answer); }).fail(function (answer) { end('fail', answer); });
            };
            step('', 'app', params(100), function () {
              step('.info', 'get', params(100, { lang: 'ka' }), function () {
                step('.fee', 'v2', { amount: 100, currency: 'GEL', merchant_id: {{GatewayProcess.MerchantId}}, promocode: '', card_bin: '444455' }, function () {
                  var card = { payment_system: 'card', card_number: '{{CheckoutSteps.Approves}}', expiry_date: '12/34', cvv2: '123' };
                  step('.form', 'request', params(isOld ? 1 : 100, card), function (paid) {
                    var again = params(isOld ? 1 : 100, Object.assign(card, { token: paid.attr('token'), code: 'EURT' }));
                    delete again.custom;
                    step('.form', 'request', again, function (model) {
                      step('.order', 'get', { token: paid.attr('token') }, function () { end('done', model); });
                    });
                    heard.first = paid.attr('order.need_verify_code');
                  });
                });
              });
            });
            """);

        var outcome = await page.OutcomeAsync();
        Assert.True(outcome.GetProperty("as").GetString() == "done", outcome.ToString());
        var heard = await page.Page.EvaluateAsync<JsonElement>("window.heard");
        Assert.Equal("card", heard.GetProperty("/app").GetProperty("info").GetProperty("tabs_order")[0].GetString());
        Assert.Equal("ka", heard.GetProperty(".info/get").GetProperty("lang").GetString());
        Assert.True(heard.GetProperty("first").GetBoolean());
        Assert.Equal("verified", heard.GetProperty(".order/get").GetProperty("order_data").GetProperty("verification_status").GetString());
        Assert.Equal("100", heard.GetProperty(".order/get").GetProperty("order_data").GetProperty("amount").GetString());
        Assert.Equal("disabled", await Shop.StopAsync(new PlacedOrder(orderId, "", "")));
    }

    [Theory]
    [InlineData("5", "500")]
    [InlineData("500", "500")]
    [InlineData("50", null)]
    public async Task AmountThatAWidgetSaysTwice_IsWhatItSaidFirst_OrRefused(string again, string? charged)
    {
        var orderId = $"widget-{Guid.NewGuid():N}";
        var order = $"{{merchant_id:{GatewayProcess.MerchantId},order_id:'{orderId}',currency:'GEL'";
        var page = await OpenAsync(
            "ipsp-js-sdk 2.0.12", null,
            $$"""
            this.request('api.checkout','app',{{order}},amount:500}).done(function(){
              pay(this,{{order}},amount:'{{again}}',payment_system:'card',card_number:'{{CheckoutSteps.Approves}}',expiry_date:'12/34',cvv2:'123'});
            });
            """);

        var outcome = await page.OutcomeAsync();
        Assert.Equal(charged is null ? "fail" : "done", outcome.GetProperty("as").GetString());
        if (charged is null)
            Assert.Equal(1007, outcome.GetProperty("data").GetProperty("error").GetProperty("code").GetInt32());
        else
            Assert.Equal(charged, outcome.GetProperty("data").GetProperty("order").GetProperty("order_data").GetProperty("actual_amount").GetString());
    }

    /// <summary>Published widgets say the amount in minor units first, divided by a hundred with the card, and ask for the fee without the order's id.</summary>
    [Fact]
    public async Task FeeThatAWidgetWasTold_IsChargedOnceItPays()
    {
        var shop = $"merchant_id:{GatewayProcess.FeeMerchantId},currency:'GEL'";
        var order = $"{shop},order_id:'fee-{Guid.NewGuid():N}'";
        var page = await OpenAsync(
            "ipsp-js-sdk 2.0.12", null,
            $$"""
            var api = this;
            api.request('api.checkout','app',{ {{order}},amount:10025}).done(function(){
              api.request('api.checkout.fee','v2',{ {{shop}},amount:10025,card_bin:'444455'}).done(function(model){
                window.total = model.attr('total_amount');
                pay(api,{ {{order}},amount:100.25,payment_system:'card',card_number:'{{CheckoutSteps.Approves}}',expiry_date:'12/34',cvv2:'123'});
              });
            });
            """);

        var outcome = await page.OutcomeAsync();
        Assert.Equal(10195, await page.Page.EvaluateAsync<int>("window.total"));
        Assert.Equal("10195", outcome.GetProperty("data").GetProperty("order").GetProperty("order_data").GetProperty("actual_amount").GetString());
    }

    [Theory]
    [InlineData(CheckoutLibrary.Ours)]
    [InlineData("ipsp-js-sdk 2.0.12")]
    public async Task BankThatTheOrderOffers_IsNamed_AndThePageGoesThere(string library)
    {
        var (order, token) = await Shop.TokenAsync(("payment_systems", "card,opb"));
        var page = await OpenAsync(
            library, null,
            $$"""
            var api = this;
            api.request('api.checkout', 'app', { token: '{{token}}' }).done(function (model) {
              var banks = model.attr('info.tabs').banks.payment_systems;
              var id = Object.keys(banks).filter(function (key) { return banks[key].name === 'TBC Bank'; })[0];
              pay(api, { token: '{{token}}', payment_system: id });
            });
            """);

        Assert.Equal("done", (await page.OutcomeAsync()).GetProperty("as").GetString());
        await page.Page.EvaluateAsync("window.model.sendResponse()");
        await Expect(page.Page).ToHaveTitleAsync("Bank Server Emulation");
        await page.Page.GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(page.Page).ToHaveTitleAsync("Welcome back");
        Assert.Equal("opb", (await Shop.CallbackAsync(order, "approved"))["payment_system"]);
    }

    [Fact]
    public async Task CardThatThePayerKeeps_PaysByItsHash_AndNobodyElsesPage()
    {
        const string Published = "ipsp-js-sdk 2.0.12";
        var account = $"payer-{Guid.NewGuid():N}";
        var first = await OpenAsync(Published, new { payment_system = "card", token = await TokenOfAsync(account), card_number = CheckoutSteps.Approves, expiry_date = "12/34", cvv2 = "123", save_card = true });
        Assert.Equal("done", (await first.OutcomeAsync()).GetProperty("as").GetString());

        var hash = "";
        foreach (var (token, isHis) in new[] { (await TokenOfAsync(account), true), (await TokenOfAsync($"{account}-other"), false) })
        {
            var page = await OpenAsync(
                Published, null,
                $$"""
                var api = this;
                api.request('api.checkout', 'app', { token: '{{token}}' }).done(function (model) {
                  window.cards = model.attr('cards');
                  pay(api, { payment_system: 'card', token: '{{token}}', hash: cards.length ? cards[0].hash : '{{hash}}', card_number: '444455XXXXXX6666', cvv2: '123' });
                });
                """);
            var outcome = await page.OutcomeAsync();
            var told = await page.Page.EvaluateAsync<JsonElement>("window.cards");
            if (isHis)
            {
                Assert.Equal("444455XXXXXX6666 12/34", $"{told[0].GetProperty("card_number").GetString()} {told[0].GetProperty("expiry_date").GetString()}");
                Assert.Equal("done", outcome.GetProperty("as").GetString());
                hash = told[0].GetProperty("hash").GetString()!;
            }
            else
            {
                Assert.Equal(0, told.GetArrayLength());
                Assert.Equal(1035, outcome.GetProperty("data").GetProperty("error").GetProperty("code").GetInt32());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task SandboxsWallets_AreNamedToOurLibraryAlone_AndSoThatNoOtherBreaks(string library)
    {
        foreach (var secure in new[] { false, true })
        {
            var page = await OpenAsync(library, null,
                $$"""
                this.request('api.checkout.pay','methods',{merchant_id:{{GatewayProcess.MerchantId}},amount:'1.00',currency:'GEL',lang:'en'})
                  .done(function(model){ end('done', model); }).fail(function(model){ end('fail', model); });
                """, secure);

            var outcome = await page.OutcomeAsync();
            Assert.Equal("done", outcome.GetProperty("as").GetString());
            Assert.Equal(library == CheckoutLibrary.Ours ? 2 : 0, outcome.GetProperty("data").GetProperty("allowed").GetArrayLength());
            Assert.Equal(JsonValueKind.Object, outcome.GetProperty("data").GetProperty("provider").ValueKind);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SnippetOfTheProtocolsDocuments_PaysWithOnlyItsAddressChanged(bool secure)
    {
        const string snippet =
            """
            <!DOCTYPE html>
            <html lang="en">
              <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1, shrink-to-fit=no">
              </head>
              <body>
                <script src="https://unpkg.com/ipsp-js-sdk@latest/dist/checkout.min.js"></script>
                <script>
                $checkout('Api').scope(function(){
                    this.request('api.checkout.form','request', { Parameters } ).done(function(model){
                        model.sendResponse();
                        console.log(model.attr('order'));
                    }).fail(function(model){
                        console.log(model.attr('error'));
                    });
                });
                </script>
              </body>
            </html>
            """;
        var (order, token) = await Shop.TokenAsync();
        var logged = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        var browser = await NewShopPageAsync(secure);
        browser.Page.Console += async (_, message) => logged.TrySetResult(await message.Args[0].EvaluateAsync<JsonElement>("order => order"));

        await browser.OpenAsync(Shop.Put(snippet
            .Replace("<head>", "<head><link rel=icon href=data:,>", StringComparison.Ordinal)
            .Replace("https://unpkg.com/", $"{(secure ? SecureGateway : Gateway)}", StringComparison.Ordinal)
            .Replace("{ Parameters }", JsonSerializer.Serialize(Card(token, CheckoutSteps.Approves)), StringComparison.Ordinal)));

        var told = await logged.Task.WaitAsync(TimeSpan.FromSeconds(15));
        Assert.Equal("approved", told.GetProperty("order_data").GetProperty("order_status").GetString());
        Assert.Equal("approved", (await Shop.CallbackAsync(order, "approved"))["order_status"]);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task PageOfHttps_BringsTheOrderToAShopOfHttp_AndToNobodyElse(string library)
    {
        var (order, token) = await Shop.TokenAsync();
        var browser = await NewShopPageAsync(secure: true);
        await browser.OpenAsync(PageOf(library, Card(token, Issuer), SecureGateway));
        await browser.ConfirmButton(library).ClickAsync();
        Assert.Equal("done", (await browser.OutcomeAsync()).GetProperty("as").GetString());

        await browser.Page.EvaluateAsync("window.model.submitToMerchant()");

        Assert.True((await Shop.ReturnAsync(order)).IsSigned);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task PageOfHttps_DoesAllThatAPageOfHttpDoes(string library)
    {
        foreach (var card in new[] { OldIssuer, AfterDecline })
        {
            var page = await OpenAsync(library, Card((await Shop.TokenAsync()).Token, card), secure: true);
            await page.ConfirmButton(library).ClickAsync();
            Assert.Equal("done", (await page.OutcomeAsync()).GetProperty("as").GetString());
        }

        var declined = await OpenAsync(library, Card((await Shop.TokenAsync()).Token, CheckoutSteps.Declines), secure: true);
        Assert.Equal(1000, (await declined.OutcomeAsync()).GetProperty("data").GetProperty("error").GetProperty("code").GetInt32());

        var closed = await OpenAsync(library, Card((await Shop.TokenAsync()).Token, OldIssuer), secure: true);
        await closed.ConfirmButton(library).WaitForAsync();
        await closed.CloseButton.ClickAsync();
        await closed.Page.WaitForFunctionAsync("window.closed_ === true");

        var unsigned = await OpenAsync(
            library,
            new { payment_system = "card", merchant_id = GatewayProcess.MerchantId, amount = "100.20", currency = "GEL", card_number = CheckoutSteps.Approves, expiry_date = "12/34", cvv2 = "123" },
            secure: true);
        Assert.Equal("10020", (await unsigned.OutcomeAsync()).GetProperty("data").GetProperty("order").GetProperty("order_data").GetProperty("actual_amount").GetString());
    }

    [Fact]
    public async Task ExpiryDates_AreReadInAllFourFormats()
    {
        foreach (var expiry in new[] { "12/34", "12/2034", "1234", "122034" })
        {
            var (order, token) = await Shop.TokenAsync();
            var page = await OpenAsync(CheckoutLibrary.Ours, new { payment_system = "card", token, card_number = CheckoutSteps.Approves, expiry_date = expiry, cvv2 = "123" });

            Assert.Equal("done", (await page.OutcomeAsync()).GetProperty("as").GetString());
            Assert.Equal((1, 0), await Shop.MoneyAsync(order));
        }
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task IssuersWindow_HoldsTheFocus_PassesAxe_AndEndsWithEsc(ColorScheme colours)
    {
        var (_, token) = await Shop.TokenAsync(("lang", "de"));
        var browser = new ShopPage(await (await NewProfileAsync(new() { ColorScheme = colours, ViewportSize = new() { Width = 360, Height = 640 } })).NewPageAsync(), Shop.Address);
        await browser.OpenAsync(PageOf(CheckoutLibrary.Ours, Card(token, OldIssuer), Gateway));
        await browser.ConfirmButton(CheckoutLibrary.Ours).WaitForAsync();

        var dialog = browser.Page.GetByRole(AriaRole.Dialog, new() { Name = "Bei Ihrer Bank bestätigen" });
        await dialog.WaitForAsync();
        Assert.True(await dialog.EvaluateAsync<bool>("dialog => dialog.contains(document.activeElement) && dialog.lang === 'de'"));
        Assert.False(string.IsNullOrEmpty(await browser.Page.Locator(".ipsp-modal-iframe").GetAttributeAsync("title")));
        Assert.True(await browser.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await browser.Page.EvaluateAsync(Axe);
        var faults = await browser.Page.EvaluateAsync<string[]>(
            "async () => (await axe.run(document.querySelector('dialog'), { iframes: false })).violations.map(rule => rule.id)");
        Assert.Empty(faults);
        for (var i = 0; i < 6; i++)
        {
            await browser.Page.Keyboard.PressAsync("Tab");
            Assert.True(await browser.Page.EvaluateAsync<bool>("document.activeElement === document.body || document.activeElement.closest('dialog') !== null"));
        }
        await browser.Page.Locator(".ipsp-modal-close").FocusAsync();
        await browser.Page.Keyboard.PressAsync("Escape");

        Assert.Equal("cancelled", (await browser.OutcomeAsync()).GetProperty("data").GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(0, await dialog.CountAsync());
    }

    /// <summary>What the simulated issuer is never asked for is put into the gateway's answer on its way.</summary>
    [Theory]
    [InlineData(Issuer, null, 1000, 390, 400)]
    [InlineData(Issuer, "01", 1000, 250, 400)]
    [InlineData(Issuer, "03", 1000, 500, 600)]
    [InlineData(Issuer, "04", 1000, 600, 400)]
    [InlineData(Issuer, "05", 1000, 984, 731)]
    [InlineData(Issuer, "6", 1000, 640, 667)]
    [InlineData(Issuer, null, 360, 360, 400)]
    [InlineData(Issuer, "03", 360, 360, 600)]
    [InlineData(OldIssuer, null, 1000, 640, 667)]
    public async Task IssuersWindow_IsSizedToTheChallenge_AndFitsTheScreen(string card, string? size, int screen, int width, int height)
    {
        var (_, token) = await Shop.TokenAsync();
        var browser = new ShopPage(await (await NewProfileAsync(new() { ViewportSize = new() { Width = screen, Height = 800 } })).NewPageAsync(), Shop.Address);
        await browser.Page.RouteAsync("**/checkout/frame/method-ended", async route =>
        {
            var answer = await route.FetchAsync();
            var body = await answer.TextAsync();
            await route.FulfillAsync(new() { Response = answer, Body = size is null ? body : body.Replace("\"challenge_window_size\":\"02\"", $"\"challenge_window_size\":\"{size}\"", StringComparison.Ordinal) });
        });

        await browser.OpenAsync(PageOf(CheckoutLibrary.Ours, Card(token, card), Gateway));
        await browser.ConfirmButton(CheckoutLibrary.Ours).WaitForAsync();

        var frame = await browser.Page.Locator(".ipsp-modal-iframe").BoundingBoxAsync();
        Assert.Equal((width, height), (frame!.Width, frame.Height));
        var dialog = await browser.Page.GetByRole(AriaRole.Dialog).BoundingBoxAsync();
        Assert.Equal((frame.Width, frame.Y + frame.Height), (dialog!.Width, dialog.Y + dialog.Height));
        Assert.True(dialog is { X: >= 0, Y: >= 8 } && dialog.Y + dialog.Height <= 792);
        Assert.True(await browser.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.True(await browser.ConfirmButton(CheckoutLibrary.Ours).EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        if (width >= 360)
            Assert.True(await browser.ConfirmButton(CheckoutLibrary.Ours).EvaluateAsync<bool>("() => document.documentElement.scrollHeight <= innerHeight"));
    }

    [Fact]
    public async Task IssuersWindow_IsAllOfAPhonesScreen()
    {
        var (_, token) = await Shop.TokenAsync();
        var browser = new ShopPage(await (await NewProfileAsync(CheckoutSteps.Phone)).NewPageAsync(), Shop.Address);

        await browser.OpenAsync(PageOf(CheckoutLibrary.Ours, Card(token, Issuer), Gateway));
        await browser.ConfirmButton(CheckoutLibrary.Ours).WaitForAsync();

        var dialog = await browser.Page.GetByRole(AriaRole.Dialog).BoundingBoxAsync();
        Assert.Equal((0, 8, 360, 724), (dialog!.X, dialog.Y, dialog.Width, dialog.Height));
    }

    [Fact]
    public async Task PolicyOfTheGuide_IsEnoughForAWholePayment()
    {
        var (order, token) = await Shop.TokenAsync();
        var script = Shop.Put(Script(Card(token, Issuer), null, Gateway, CheckoutLibrary.Ours), "text/javascript");
        var browser = await NewShopPageAsync();
        await browser.OpenAsync(Shop.Put(Html($"{Gateway}ipsp-js-sdk@latest/dist/checkout.min.js", $"<script src=\"/{script}\"></script>"), policy: GuidePolicy()));

        await browser.ConfirmButton(CheckoutLibrary.Ours).ClickAsync();

        Assert.Equal("done", (await browser.OutcomeAsync()).GetProperty("as").GetString());
        Assert.Equal("approved", (await Shop.CallbackAsync(order, "approved"))["order_status"]);
    }

    [Fact]
    public async Task PolicyThatShutsTheFrameOut_FailsInTenSeconds_AndSaysWhy()
    {
        ExpectedComplaint = "frame-src";
        var (_, token) = await Shop.TokenAsync();
        var script = Shop.Put(Script(Card(token, Issuer), null, Gateway, CheckoutLibrary.Ours), "text/javascript");
        var browser = await NewShopPageAsync();
        await browser.OpenAsync(Shop.Put(
            Html($"{Gateway}ipsp-js-sdk@latest/dist/checkout.min.js", $"<script src=\"/{script}\"></script>"),
            policy: GuidePolicy().Replace($"frame-src {Gateway.GetLeftPart(UriPartial.Authority)}", "frame-src 'none'", StringComparison.Ordinal)));

        var error = (await browser.OutcomeAsync()).GetProperty("data").GetProperty("error");

        Assert.Equal("unavailable", error.GetProperty("code").GetString());
        Assert.Contains("/checkout/v2/index.html", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task SamplesOfTheGuide_Pay()
    {
        var samples = Sample.Matches(Guide()).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(3, samples.Length);
        foreach (var sample in samples)
        {
            var isForm = sample.Contains("<form", StringComparison.Ordinal);
            var (order, token) = await Shop.TokenAsync();
            var browser = await NewShopPageAsync();
            await browser.OpenAsync(Shop.Put(sample
                .Replace("<head>", "<head><link rel=icon href=data:,>", StringComparison.Ordinal)
                .Replace("http://localhost:8080/", $"{Gateway}", StringComparison.Ordinal)
                .Replace("{{token}}", token, StringComparison.Ordinal)));
            if (isForm)
            {
                await browser.Page.GetByLabel("Card number").FillAsync(CheckoutSteps.Approves);
                await browser.Page.GetByLabel("Expiry").FillAsync("12/34");
                await browser.Page.GetByLabel("CVV").FillAsync("123");
                await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Pay" }).ClickAsync();
                Assert.Equal("approved", (await Shop.ReturnAsync(order))["order_status"]);
                continue;
            }
            if (sample.Contains(OldIssuer, StringComparison.Ordinal))
                await browser.ConfirmButton(CheckoutLibrary.Ours).ClickAsync();
            await Assertions.Expect(browser.Page.Locator("#result")).ToHaveTextAsync("approved");
        }
    }

    [Fact]
    public async Task CallbackOfTheProtocolsDocuments_IsGivenTheWholeOrder()
    {
        var (order, token) = await Shop.TokenAsync(("response_url", ""));
        var logged = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var browser = await NewShopPageAsync();
        browser.Page.Console += (_, message) => logged.TrySetResult(message.Text);
        await browser.OpenAsync(Shop.Put(Html(
            $"{Gateway}ipsp-js-sdk@latest/dist/checkout.min.js",
            $$"""
            <form id=card><input name=payment_system value=card><input name=token value="{{token}}"><input name=card_number value="{{CheckoutSteps.Approves}}"><input name=expiry_date value="1234"><input name=cvv2 value="123"><button>Pay</button></form>
            <script>
            $checkout.get('FormWidget', { element: '#card' }).on('success', function (model) {
              console.log('success',JSON.stringify(model.attr("order").order_data));
            }).on('error', function (model) { console.log('error', model.attr('error.message')); });
            </script>
            """)));

        await browser.Page.GetByRole(AriaRole.Button).ClickAsync();

        var text = await logged.Task.WaitAsync(TimeSpan.FromSeconds(15));
        Assert.StartsWith("success ", text, StringComparison.Ordinal);
        var told = JsonSerializer.Deserialize<JsonElement>(text["success ".Length..]);
        Assert.Equal((order.OrderId, "approved"), (told.GetProperty("order_id").GetString(), told.GetProperty("order_status").GetString()));
        Assert.True(told.TryGetProperty("response_signature_string", out _));
    }

    [Fact]
    public async Task IssuersPage_UnderTheShopsHeader_IsConfirmedInATabOfItsOwn_ByKeyboard()
    {
        var (order, token) = await Shop.TokenAsync();
        var browser = await NewShopPageAsync();
        await browser.OpenAsync(PageOf(CheckoutLibrary.Ours, null, Gateway,
            $$"""
            var open_ = window.open;
            window.open = function (url) { return window.tab_ = open_(url); };
            this.extendParams({ messages: { modalHeader: 'Prove it', modalLinkLabel: 'In a new tab' } });
            pay(this, {{JsonSerializer.Serialize(Card(token, Issuer))}});
            """));
        await browser.Page.GetByRole(AriaRole.Dialog, new() { Name = "Prove it" }).WaitForAsync();
        // The simulated issuer confirms by itself after a while: what the window shows must not, so that the tab ends the call.
        await browser.ConfirmButton(CheckoutLibrary.Ours).EvaluateAsync("button => button.form.remove()");

        await browser.Page.Keyboard.PressAsync("Tab");
        await Expect(browser.Page.GetByRole(AriaRole.Button, new() { Name = "In a new tab" })).ToBeFocusedAsync();
        var tab = await browser.Page.RunAndWaitForPopupAsync(() => browser.Page.Keyboard.PressAsync("Enter"));
        await Expect(browser.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await tab.FrameLocator("iframe").Locator("#submit__button").ClickAsync();

        Assert.Equal("done", (await browser.OutcomeAsync()).GetProperty("as").GetString());
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
        await Expect(browser.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await browser.Page.WaitForFunctionAsync("window.tab_.closed");
    }

    [Fact]
    public async Task MessageOfAnotherWindow_DoesNotEndTheIssuers()
    {
        var (_, token) = await Shop.TokenAsync();
        var page = await OpenAsync(CheckoutLibrary.Ours, Card(token, OldIssuer));
        await page.ConfirmButton(CheckoutLibrary.Ours).WaitForAsync();

        await page.Page.EvaluateAsync("token => new Promise(heard => { addEventListener('message', () => setTimeout(heard)); postMessage(JSON.stringify({ action: 'response', data: { uid: 2, token } }), '*'); })", token);

        Assert.True(await page.Page.GetByRole(AriaRole.Dialog).IsVisibleAsync());
        await page.ConfirmButton(CheckoutLibrary.Ours).ClickAsync();
        Assert.Equal("done", (await page.OutcomeAsync()).GetProperty("as").GetString());
    }

    private static string Guide() => File.ReadAllText(Path.Combine(GatewayProcess.Root, "docs/guide/js-sdk.md"));

    private string GuidePolicy() => Policy.Match(Guide()).Groups[1].Value.Replace("http://localhost:8080", Gateway.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
        + "; img-src data:";

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    [GeneratedRegex("```html\n(<!doctype html>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sample { get; }

    [GeneratedRegex("Content-Security-Policy: (.*)")]
    private static partial Regex Policy { get; }
}
