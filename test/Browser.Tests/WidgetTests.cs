using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetri.Browser.Tests;

/// <summary>checkout.js on a shop's page, of another origin than the gateway.</summary>
public sealed partial class WidgetTests(Stage stage) : BrowserTest(stage)
{
    private static readonly string Axe = File.ReadAllText(Path.Combine(GatewayProcess.Root, "web", "node_modules", "axe-core", "axe.min.js"));

    /// <summary>The page of the protocol's documentation, letter for letter; only the gateway's address is ours.</summary>
    private static string Snippet { get; } = File.ReadAllText(Path.Combine(GatewayProcess.Root, "spec", "embedded-checkout.html"));

    /// <summary>The same for tests that listen to the widget, which the snippet lets go.</summary>
    private static string HeardSnippet { get; } = Snippet
        .Replace("\ncheckout(", "\nwindow.widget = checkout(", StringComparison.Ordinal)
        .Replace("</body>", "<!-- listeners -->\n</body>", StringComparison.Ordinal);

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task SnippetOfTheDocumentation_PaysOnAShopsPage(string scheme)
    {
        var page = await (await NewProfileAsync()).NewPageAsync();
        // What the frame says to the shop's page, by the channel that the page made.
        await page.AddInitScriptAsync(
            """
            window.said = [];
            window.MessageChannel = class extends MessageChannel {
              constructor() { super(); this.port1.addEventListener('message', ({ data }) => said.push(data)); }
            };
            """);
        await page.GotoAsync(Published(Snippet, scheme == "http" ? Shop.Address : Shop.SecureAddress));
        var frame = page.FrameLocator("iframe.tetri-frame");

        await Expect(frame.GetByText("50.00 GEL", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(frame.GetByText("Example title.")).ToBeVisibleAsync();
        Assert.Equal("Pay by card · Tetri demo shop", await page.Locator("iframe.tetri-frame").GetAttributeAsync("title"));
        await PayAsync(frame, CheckoutSteps.ApprovesAfterConfirmation);
        await frame.FrameLocator("iframe.challenge-frame").Locator("#submit__button").ClickAsync();
        await Expect(frame.Locator("[data-e2e-status=approved]")).ToBeVisibleAsync();

        await page.WaitForFunctionAsync("said.some(({ name }) => name === 'approved')");
        Assert.Equal(["ready", "show-pay", "show-pay", "action_required", "approved"], await page.EvaluateAsync<string[]>("said.flatMap(({ name }) => name ?? [])"));
        var order = JsonSerializer.Deserialize<JsonElement>(await page.EvaluateAsync<string>("JSON.stringify(said.find(({ name }) => name === 'approved').data.order.order_data)"));
        Assert.Equal(("5000", "approved"), (order.GetProperty("amount").GetString(), order.GetProperty("order_status").GetString()));
        var members = order.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()!);
        Assert.Equal(WireSignature.Of(members, "test"), order.GetProperty("signature").GetString());
        var charge = Assert.Single((await Shop.LedgerAsync(new PlacedOrder(await page.EvaluateAsync<string>("String(Options.params.order_id)"), "", ""))).EnumerateArray());
        Assert.Equal("5000 GEL", $"{charge.GetProperty("amount")} {charge.GetProperty("currency").GetString()}");
        Assert.DoesNotContain("4444555566661111", await page.EvaluateAsync<string>("JSON.stringify(said) + document.documentElement.outerHTML"));
    }

    [Fact]
    public async Task ListenersOfTheShop_HearWhatHappens_InOrder_AndNoCard()
    {
        var (page, frame) = await ShowAsync(HeardSnippet);
        await PayAsync(frame, CheckoutSteps.ApprovesAfterConfirmation);
        await frame.FrameLocator("iframe.challenge-frame").Locator("#submit__button").ClickAsync();

        Assert.Equal("approved", (await ToldOrderAsync(page)).GetProperty("order_status").GetString());
        Assert.Equal(["ready", "show-pay", "show-pay", "action_required", "approved", "success", "callback"], await page.EvaluateAsync<string[]>("heard.map(([name]) => name)"));
        Assert.DoesNotContain("4444555566661111", await page.EvaluateAsync<string>("JSON.stringify(heard)"));
    }

    [Fact]
    public async Task Decline_IsTold_AndThePayerTriesAgain()
    {
        var (page, frame) = await ShowAsync(HeardSnippet);
        var first = page.EvaluateAsync<string>("new Promise(resolve => widget.$on('declined', model => resolve(model.attr('error.code') + ' ' + model.attr('order.order_data.order_status'))))");
        await PayAsync(frame, CheckoutSteps.Declines);

        Assert.Equal("1000 processing", await first.WaitAsync(EndsWithin));
        await page.Keyboard.PressAsync("Escape");
        await PayAsync(frame, CheckoutSteps.Approves);

        await Expect(frame.Locator("[data-e2e-status=approved]")).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("heard.some(([name]) => name === 'callback')");
        Assert.Equal(["declined", "error", "approved", "success", "callback"], await NamesAsync(page, "['declined', 'error', 'approved', 'success', 'callback']"));
    }

    [Fact]
    public async Task PaymentThatTheBankDoesNotDecide_EndsTheCall_AndNotTheOrder()
    {
        ExpectedComplaint = "(stalled)";
        var order = await Shop.OrderAsync(("reservation_data", WayThroughTests.Simulator("""{"delay_ms":60000}""")));
        await (await OpenAsync(order)).BeginPaymentAsync(CheckoutSteps.Approves);
        var page = await (await NewProfileAsync()).NewPageAsync();
        await page.Clock.InstallAsync();
        var looks = 0;
        page.Request += (_, request) => Count(request, 1);
        page.RequestFinished += (_, request) => Count(request, -1);
        page.RequestFailed += (_, request) => Count(request, -1);
        await page.GotoAsync(Published(Heard($"checkout('#checkout-container', {{ params: {{ token: '{TokenOf(order)}' }} }})")));
        var frame = page.FrameLocator("iframe.tetri-frame");
        await Expect(frame.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Checking with your bank");
        var ended = page.EvaluateAsync<string>("widget.submit().then(() => 'approved', error => error.code)");

        // Four minutes, of which none passes while the gateway is asked: the page would give that look up.
        for (var turns = 0; turns < 2000 && !ended.IsCompleted; turns++)
            await (Volatile.Read(ref looks) > 0 ? Task.Delay(10) : page.Clock.FastForwardAsync(2000));

        Assert.Equal("stalled", await ended.WaitAsync(EndsWithin));
        await Expect(frame.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Your bank needs more time");
        Assert.Equal(["ready", "error"], await NamesAsync(page));
        Assert.Equal("stalled true", await page.EvaluateAsync<string>("heard.at(-1)[1].error.code + ' ' + heard.at(-1)[1].order.pending"));
        await frame.GetByRole(AriaRole.Button, new() { Name = "Check again" }).ClickAsync();
        await Expect(frame.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Checking with your bank");

        void Count(IRequest request, int change)
        {
            if (new Uri(request.Url).AbsolutePath == "/checkout/view")
                Interlocked.Add(ref looks, change);
        }
    }

    [Fact]
    public async Task ShopThatAsksForTheCard_GetsARectoken_ThatItCanCharge()
    {
        var (page, frame) = await ShowAsync(HeardSnippet.Replace("currency: \"GEL\",", "currency: \"GEL\", required_rectoken: \"y\",", StringComparison.Ordinal));
        await PayAsync(frame, CheckoutSteps.Approves);

        await Expect(frame.Locator("[data-e2e-status=approved]")).ToBeVisibleAsync();
        var order = await ToldOrderAsync(page);
        Assert.Equal("approved", await Shop.ChargeAsync(order.GetProperty("rectoken").GetString()!));
    }

    [Fact]
    public async Task OrderThatIsOver_SaysHowItEnded_Once()
    {
        var order = await Shop.OrderAsync(("lifetime", "1"), ("response_url", ""));
        await Shop.CallbackAsync(order, "expired");
        var (page, frame) = await OpenAsync(Heard($"checkout('#checkout-container', {{ params: {{ token: '{TokenOf(order)}' }} }})"));

        await Expect(frame.Locator("[data-e2e-status=expired]")).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("heard.some(([name]) => name === 'callback')");
        Assert.Equal(["ready", "expired", "error", "callback"], await NamesAsync(page));
        Assert.Equal("expired", await page.EvaluateAsync<string>("heard.at(-1)[1].order.order_data.order_status"));
    }

    [Fact]
    public async Task OrderThatWasGivenBack_IsReversed_AndNotApproved()
    {
        var order = await Shop.OrderAsync(("response_url", ""));
        var payer = await OpenAsync(order);
        await payer.PayAsync(CheckoutSteps.Approves);
        await payer.ShowsAsync("approved");
        await Shop.ReverseAsync(order);
        var (page, frame) = await OpenAsync(Heard($"checkout('#checkout-container', {{ params: {{ token: '{TokenOf(order)}' }} }})"));

        await Expect(frame.Locator("[data-e2e-status=reversed]")).ToBeVisibleAsync();
        Assert.Equal("reversed", (await ToldOrderAsync(page)).GetProperty("order_status").GetString());
        Assert.Equal(["ready", "reversed", "error", "callback"], await NamesAsync(page));
    }

    [Fact]
    public async Task AddressWithAVersion_IsHeldToItsIntegrity_AndKeptForEver()
    {
        ExpectedComplaint = "integrity";
        using var shopper = new HttpClient { BaseAddress = Gateway };
        var all = (await shopper.GetFromJsonAsync<Dictionary<string, string>>("/integrity.json"))!.Where(row => row.Key.Contains("/checkout-vue/", StringComparison.Ordinal)).ToArray();
        foreach (var (address, integrity) in all)
        {
            using var answer = await shopper.GetAsync(address);
            Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
            Assert.Equal("public, max-age=31536000, immutable", $"{answer.Headers.CacheControl}");
            Assert.Equal(TypeOf(address), answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal(integrity, $"sha384-{Convert.ToBase64String(SHA384.HashData(await answer.Content.ReadAsByteArrayAsync()))}");
        }

        var script = all.Single(row => row.Key.EndsWith("/checkout.js", StringComparison.Ordinal));
        var style = all.Single(row => row.Key.EndsWith("/checkout.css", StringComparison.Ordinal));
        var page = await (await NewProfileAsync()).NewPageAsync();
        await page.GotoAsync(Published(Pinned(script.Value)));
        await page.FrameLocator("iframe.tetri-frame").Locator("[data-e2e-ready]").WaitForAsync();
        Assert.Equal(1, await page.EvaluateAsync<int>("document.styleSheets.length"));

        await page.GotoAsync(Published(Pinned(style.Value)));
        Assert.Equal("undefined", await page.EvaluateAsync<string>("typeof checkout"));

        string Pinned(string integrity) =>
            $$"""
            <!doctype html><title>Shop</title><link rel="icon" href="data:,">
            <script src="https://pay.flitt.com{{script.Key}}" integrity="{{integrity}}" crossorigin="anonymous"></script>
            <link href="https://pay.flitt.com{{style.Key}}" integrity="{{style.Value}}" crossorigin="anonymous" rel="stylesheet">{{Container}}
            <script>window.checkout?.('#checkout-container', { params: { merchant_id: 1549901, amount: 100, currency: 'GEL' } });</script>
            """;

        static string TypeOf(string address) => Path.GetExtension(address) switch
        {
            ".js" => "text/javascript",
            ".css" => "text/css",
            ".json" => "application/json",
            ".ts" => "text/plain",
            _ => "application/octet-stream",
        };
    }

    [Fact]
    public async Task FrameThatDoesNotLoad_IsGivenUpAfter10Seconds_AndCanBeAskedForAgain()
    {
        ExpectedComplaint = "no payment form came from";
        var page = await (await NewProfileAsync()).NewPageAsync();
        await page.Clock.InstallAsync();
        await page.RouteAsync("**/checkout/embedded**", route => route.FulfillAsync(new() { Body = "<title>not the frame</title>" }));
        await page.GotoAsync(Published(Heard($"checkout('#checkout-container', {{ params: {{ token: '{TokenOf(await Shop.OrderAsync())}' }} }})")));
        var ended = page.EvaluateAsync<string>("widget.submit().then(() => 'approved', error => error.code)");
        await page.Locator("iframe.tetri-frame").WaitForAsync();

        await page.Clock.FastForwardAsync(10_000);

        Assert.Equal("timeout", await ended.WaitAsync(EndsWithin));
        Assert.Equal(["error"], await NamesAsync(page));
        await page.UnrouteAllAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await page.FrameLocator("iframe.tetri-frame").Locator("[data-e2e-ready]").WaitForAsync();
    }

    /// <summary>Who may frame the form is the merchant's setting. The sandbox holds a merchant who has it to it by the code of live mode.</summary>
    [Fact]
    public async Task PageOfTheMerchantsShopOrigins_FramesTheFormAndPays_AndTheBrowserRefusesAnyOther()
    {
        var gateway = Gateway.GetLeftPart(UriPartial.Authority);
        ExpectedComplaint = gateway;
        await NameShopOriginsAsync(GatewayProcess.NamedPagesMerchantId, Shop.Address.GetLeftPart(UriPartial.Authority));
        const string Order = "{ merchant_id: 1549906, amount: 5000, currency: 'GEL' }";

        var (page, frame) = await ShowAsync(Heard($"checkout('#checkout-container', {{ options: {{ full_screen: false }}, params: {Order} }})"));
        await PayAsync(frame, CheckoutSteps.ApprovesAfterConfirmation);
        await frame.FrameLocator("iframe.challenge-frame").Locator("#submit__button").ClickAsync();
        Assert.Equal("approved", (await ToldOrderAsync(page)).GetProperty("order_status").GetString());

        var token = TokenOf(await Shop.OrderAsync(("merchant_id", $"{GatewayProcess.NamedPagesMerchantId}")));
        var stranger = await (await NewProfileAsync()).NewPageAsync();
        await stranger.Clock.InstallAsync();
        await stranger.GotoAsync(Published(Heard($"checkout('#checkout-container', {{ params: {{ token: '{token}' }} }})"), new UriBuilder(Shop.Address) { Host = Stage.StrangerName }.Uri));
        var ended = stranger.EvaluateAsync<string>("widget.submit().then(() => 'approved', error => error.code + ': ' + error.message)");
        await stranger.Locator("iframe.tetri-frame").WaitForAsync();
        await stranger.Clock.FastForwardAsync(10_000);

        Assert.Equal(
            $"timeout: no payment form came from {gateway} within 10 seconds: it is not reachable, or the merchant's shop_origins lack http://{Stage.StrangerName}:{Shop.Address.Port}",
            await ended.WaitAsync(EndsWithin));
        Assert.Equal("1100", await stranger.EvaluateAsync<string>(
            $$"""
            fetch('{{gateway}}/checkout/order', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ request: {{Order}} }) })
              .then(answer => answer.json()).then(({ response }) => response.error_code)
            """));
    }

    /// <summary>A shop's page speaks the frame's language itself: first as a stranger would, then as the one whose session it is.</summary>
    [Fact]
    public async Task Frame_TakesOnlyTheChannelOfItsSession()
    {
        var token = TokenOf(await Shop.OrderAsync());
        var page = await (await NewProfileAsync()).NewPageAsync();
        await page.GotoAsync(Published(
            $$"""
            <!doctype html><title>Shop</title><iframe></iframe><script>
            window.heard = [];
            addEventListener('message', ({ data, origin, source }) => {
              if (data.kind !== 'here') return;
              for (const session of ['another', data.session]) {
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = ({ data }) => heard.push(session === 'another' ? 'stranger' : data.kind);
                port1.postMessage({ kind: 'start', config: { options: {}, params: {}, messages: {}, css_variable: {}, stay: true } });
                source.postMessage({ tetri: 'widget', v: 1, kind: 'hello', session }, origin, [port2]);
              }
            });
            document.querySelector('iframe').src = 'https://pay.flitt.com/checkout/embedded?token={{token}}#mine';
            </script>
            """));

        await page.WaitForFunctionAsync("heard.includes('event')");
        Assert.DoesNotContain("stranger", await page.EvaluateAsync<string[]>("heard"));
    }

    /// <summary>Another frame on the shop's page has the gateway's origin and the session, and says that it were the payment form.</summary>
    [Fact]
    public async Task Shop_HearsOnlyTheFrameThatItMade()
    {
        var (page, frame) = await ShowAsync(Heard($"checkout('#checkout-container', {{ params: {{ token: '{TokenOf(await Shop.OrderAsync())}' }} }})"));
        await page.EvaluateAsync(
            """
            () => new Promise(resolve => {
              const forger = Object.assign(document.createElement('iframe'), { src: document.querySelector('.tetri-frame').src });
              addEventListener('message', ({ source, data }) => source === forger.contentWindow && data.kind === 'here' && resolve());
              document.body.append(forger);
            })
            """);

        await PayAsync(frame, CheckoutSteps.Approves);
        await page.WaitForFunctionAsync("heard.some(([name]) => name === 'approved')");
    }

    [Fact]
    public async Task UnknownOrder_IsToldAtOnce()
    {
        ExpectedComplaint = "4";
        var (page, frame) = await OpenAsync(Heard($"checkout('#checkout-container', {{ params: {{ token: '{new string('0', 40)}' }} }})"));

        await Expect(frame.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Payment not found");
        Assert.Equal(["error"], await NamesAsync(page));
    }

    [Fact]
    public async Task ClosedConfirmation_IsTold_AndRejectsTheCall()
    {
        var (page, frame) = await ShowAsync(HeardSnippet);
        await FillAsync(frame, CheckoutSteps.ApprovesAfterConfirmation);
        var ended = page.EvaluateAsync<string>("widget.submit().then(() => 'approved', error => error.code)");
        await frame.GetByRole(AriaRole.Button, new() { Name = "Close the confirmation" }).ClickAsync();

        Assert.Equal("cancelled", await ended.WaitAsync(EndsWithin));
        Assert.Contains("cancelled", await page.EvaluateAsync<string[]>("heard.map(([name]) => name)"));
        await Expect(frame.Locator("input[name=f-card_number]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task OrderOfTheShopsServer_ReturnsItsPayerToTheShop()
    {
        var order = await Shop.OrderAsync();
        var (page, frame) = await ShowAsync(Listening($$"""checkout('#checkout-container', { options: { fullScreen: true }, params: { token: '{{TokenOf(order)}}' } })""", withCallback: false));

        await PayAsync(frame, CheckoutSteps.Approves);

        await Expect(page).ToHaveTitleAsync("Welcome back");
        Assert.Equal("approved", (await Shop.ReturnAsync(order))["order_status"]);
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    [Fact]
    public async Task StrictPolicy_NeedsOnlyTheGateway()
    {
        var gateway = Gateway.GetLeftPart(UriPartial.Authority);
        var (_, frame) = await ShowAsync(
            Strict,
            policy: PolicyOfTheGuide.Match(Guide).Groups[1].Value.Replace("https://pay.example", gateway, StringComparison.Ordinal).Replace("nonce-…", "nonce-shop", StringComparison.Ordinal));

        await Expect(frame.Locator("input[name=f-card_number]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task SampleOfTheGuide_Pays()
    {
        var order = await Shop.OrderAsync();
        var sample = SampleOfTheGuide.Match(Guide).Groups[1].Value.Replace("http://localhost:8080", "https://pay.flitt.com", StringComparison.Ordinal);
        var (page, frame) = await ShowAsync(sample.Replace("{{token}}", TokenOf(order), StringComparison.Ordinal));

        await PayAsync(frame, CheckoutSteps.Approves);

        await Expect(page.Locator("#result")).ToHaveTextAsync($"Paid: {order.OrderId}");
    }

    [Fact]
    public async Task PolicyWithoutTheFrame_TellsTheDeveloperWhatIsMissing()
    {
        ExpectedComplaint = "ontent";
        var gateway = Gateway.GetLeftPart(UriPartial.Authority);
        var (page, _) = await OpenAsync(Strict, policy: $"default-src 'none'; script-src {gateway} 'nonce-shop'; style-src {gateway}");

        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The payment form cannot be shown. Please write to the shop.");
        Assert.Equal(
            $"csp: the Content-Security-Policy of this page does not let the payment form in: add frame-src {gateway}",
            await page.EvaluateAsync<string>("heard.map(([name, data]) => data.error.code + ': ' + data.error.message)[0]"));
    }

    [Fact]
    public async Task MistakesOfTheConfiguration_AreForTheDeveloper_NotForThePayer()
    {
        ExpectedComplaint = "checkout:";
        var (page, _) = await OpenAsync(Listening(
            """checkout('#checkout-container', { options: { fullscreen: 1, theme: { preset: 'pink' }, title: ['no'] }, params: { token: 'short', amount: 1 } })"""));

        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The payment form cannot be shown. Please write to the shop.");
        var message = await page.EvaluateAsync<string>("heard[0][1].error.message");
        Assert.Contains("options.fullscreen is not known", message);
        Assert.Contains("options.theme.preset is not a colour #rrggbb or one of reset black", message);
        Assert.Contains("options.title is not text", message);
        Assert.Contains("params.token is not 40 hex digits", message);
        Assert.Contains("params.amount cannot stand beside params.token", message);
    }

    [Fact]
    public async Task OrderThatIsNotMade_HasNoNumberYet_AndAWatchedFormMakesNone()
    {
        var (page, frame) = await ShowAsync(Heard("checkout('#checkout-container', { options: { full_screen: false, disable_request: true }, params: { merchant_id: 1549901, amount: 100, currency: 'GEL' } })"));
        await Expect(frame.Locator(".order")).Not.ToContainTextAsync("1549901");
        var calls = new List<string>();
        page.Request += (_, request) => calls.Add(new Uri(request.Url).AbsolutePath);

        await PayAsync(frame, CheckoutSteps.Approves);

        await page.WaitForFunctionAsync("heard.filter(([name]) => name === 'ready').length === 1 && !document.hidden");
        await Expect(frame.Locator(".f-button-pay")).ToHaveAttributeAsync("aria-disabled", "false");
        Assert.DoesNotContain(calls, path => path is "/checkout/order" or "/checkout/pay");
    }

    [Fact]
    public async Task OrderThatCannotBeMade_ShowsACleanPage_AndTheDeveloperWhy()
    {
        ExpectedComplaint = "Parameter `currency` is incorrect";
        var (page, frame) = await ShowAsync(Listening("""checkout('#checkout-container', { params: { merchant_id: 1549901, amount: 100, currency: 'XXX' } })"""), ready: false);

        await Expect(frame.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Payment not found");
        Assert.Equal("error", await page.EvaluateAsync<string>("heard[0][0]"));
    }

    [Fact]
    public async Task PayerWithAKeyboard_PaysInTheFrame_AndAxeFindsNothing()
    {
        var (page, frame) = await ShowAsync(HeardSnippet);
        await AxeAsync(page, "form");
        var keyboard = page.Keyboard;
        await TabToAsync(frame.Locator("input[name=f-card_number]"));
        await keyboard.TypeAsync(CheckoutSteps.Approves);
        await TabToAsync(frame.Locator("input[name=f-expiry_date]"));
        await keyboard.TypeAsync("1234");
        await TabToAsync(frame.Locator("input[name=f-cvv2]"));
        await keyboard.TypeAsync("123");
        await keyboard.PressAsync("Enter");
        await Expect(frame.GetByRole(AriaRole.Heading, new() { Name = "Payment approved" })).ToBeFocusedAsync();
        await AxeAsync(page, "result");

        async Task TabToAsync(ILocator target)
        {
            for (var tabs = 0; !await target.EvaluateAsync<bool>("element => element === element.ownerDocument.activeElement && element.ownerDocument.hasFocus()"); tabs++)
            {
                Assert.True(tabs < 20, $"{target} is out of the keyboard's reach.");
                await keyboard.PressAsync("Tab");
            }
        }
    }

    [Fact]
    public async Task NamesOfBefore_AndCallsThatComeBeforeTheFrame_Work()
    {
        var (page, frame) = await ShowAsync(Heard(
            """
            (() => {
              const order = { merchant_id: 1549901, amount: 5000, currency: 'GEL' };
              window.first = fondy('#checkout-container', { params: order });
              return hutko(document.querySelector('#checkout-container'), { options: { fullScreen: false, title: 'Example title.', hideTitle: true, lang: false }, params: order })
                .setParams({ amount: 7000 });
            })()
            """));

        await Expect(frame.Locator(".f-button-pay")).ToContainTextAsync("70.00");
        await Expect(frame.GetByText("Example title.")).ToHaveCountAsync(0);
        await Expect(frame.GetByRole(AriaRole.Combobox)).ToHaveCountAsync(0);
        await Expect(page.Locator("iframe")).ToHaveCountAsync(1);
        Assert.Equal("closed true", await page.EvaluateAsync<string>("first.submit().catch(error => error.code + ' ' + (widget.$el === document.querySelector('#checkout-container')))"));

        await FillAsync(frame, CheckoutSteps.Approves);
        await page.EvaluateAsync("widget.$emit('submit').$emit('own', 7)");
        Assert.Equal("7000", (await ToldOrderAsync(page)).GetProperty("amount").GetString());
        Assert.Equal("", await page.EvaluateAsync<string>("widget.$destroy().$el.innerHTML"));
    }

    [Fact]
    public async Task EveryAddressOfTheSnippet_AnswersWithAFileOfItsType()
    {
        using var shopper = new HttpClient { BaseAddress = Gateway };
        foreach (Match link in Address.Matches(Snippet))
        {
            using var answer = await shopper.GetAsync(link.Groups[1].Value);
            var file = await answer.Content.ReadAsByteArrayAsync();

            Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
            var (type, start) = Path.GetExtension(link.Groups[1].Value) switch
            {
                ".js" => ("text/javascript", ""),
                ".css" => ("text/css", ""),
                ".woff2" => ("font/woff2", "wOF2"),
                _ => ("font/woff", "wOFF"),
            };
            Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
            Assert.StartsWith(start, System.Text.Encoding.ASCII.GetString(file, 0, 4));
        }
    }

    /// <summary>Writes down all that a page's widget tells.</summary>
    private const string Listeners =
        """
        <script>
        window.heard = [];
        for (const name of ['ready', 'success', 'error', 'callback', 'show-pay', 'click-wallet', 'approved', 'declined', 'action_required', 'expired', 'reversed', 'cancelled', 'invalid'])
          widget.$on(name, given => heard.push([name, given && given.data ? given.data : given]));
        </script>
        """;

    /// <summary>A call whose end is due.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(8);

    private static string Guide { get; } = File.ReadAllText(Path.Combine(GatewayProcess.Root, "docs", "guide", "widget.md"));

    private const string Container = """<div id="checkout-container"></div>""";

    private static string Strict { get; } = Listening("""checkout('#checkout-container', { options: { full_screen: false }, params: { merchant_id: 1549901, amount: 100, currency: 'GEL' } })""");

    private static string Listening(string call, bool withCallback = true) =>
        $$"""
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
        <script src="https://pay.flitt.com/latest/checkout-vue/checkout.js"></script><link href="https://pay.flitt.com/latest/checkout-vue/checkout.css" rel="stylesheet">
        </head><body>{{Container}}<script nonce="shop">window.heard = []; window.widget = {{call}};
        widget.$on('error', model => heard.push(['error', model.data])){{(withCallback ? ".$on('callback', () => {})" : "")}};</script></body></html>
        """;

    private static string Heard(string call) =>
        $"""
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
        <script src="https://pay.flitt.com/latest/checkout-vue/checkout.js"></script><link href="https://pay.flitt.com/latest/checkout-vue/checkout.css" rel="stylesheet">
        </head><body>{Container}<script>window.widget = {call};</script><!-- listeners --></body></html>
        """;

    private static string TokenOf(PlacedOrder order) => order.CheckoutUrl.Split("token=")[1];

    /// <summary>The order that the last event tells of, once the shop is told how it ended.</summary>
    private static async Task<JsonElement> ToldOrderAsync(IPage page)
    {
        await page.WaitForFunctionAsync("heard.some(([name]) => name === 'callback')");
        return JsonSerializer.Deserialize<JsonElement>(await page.EvaluateAsync<string>("JSON.stringify(heard.at(-1)[1].order.order_data)"));
    }

    /// <summary>The events in the order they came, or those of a list.</summary>
    private static Task<string[]> NamesAsync(IPage page, string? of = null) =>
        page.EvaluateAsync<string[]>($"heard.map(([name]) => name).filter(name => {(of is null ? "name !== 'show-pay'" : $"{of}.includes(name)")})");

    private static async Task FillAsync(IFrameLocator frame, string card)
    {
        await frame.Locator("input[name=f-card_number]").FillAsync(card);
        await frame.Locator("input[name=f-expiry_date]").FillAsync("12/34");
        await frame.Locator("input[name=f-cvv2]").FillAsync("123");
    }

    private static async Task PayAsync(IFrameLocator frame, string card)
    {
        await FillAsync(frame, card);
        await frame.Locator(".f-button-pay").ClickAsync();
    }

    private async Task<(IPage Page, IFrameLocator Frame)> ShowAsync(string html, Uri? at = null, string? policy = null, bool ready = true)
    {
        var opened = await OpenAsync(html, at, policy);
        if (ready)
            await opened.Frame.Locator("[data-e2e-ready]").WaitForAsync();
        return opened;
    }

    private async Task<(IPage Page, IFrameLocator Frame)> OpenAsync(string html, Uri? at = null, string? policy = null)
    {
        var page = await (await NewProfileAsync()).NewPageAsync();
        await page.GotoAsync(Published(html, at, policy));
        return (page, page.FrameLocator("iframe.tetri-frame"));
    }

    /// <summary>A page on the shop's site that takes its scripts from the gateway, both by http or both by https; its address.</summary>
    private string Published(string html, Uri? at = null, string? policy = null)
    {
        var site = at ?? Shop.Address;
        var gateway = (site.Scheme == "https" ? SecureGateway : Gateway).GetLeftPart(UriPartial.Authority);
        var text = html.Replace("https://pay.flitt.com", gateway, StringComparison.Ordinal).Replace("<!-- listeners -->", Listeners, StringComparison.Ordinal);
        return new Uri(site, Shop.Put(text, policy: policy)).AbsoluteUri;
    }

    private static async Task AxeAsync(IPage page, string screen)
    {
        foreach (var frame in page.Frames)
        {
            await frame.EvaluateAsync(Axe);
            var report = await frame.EvaluateAsync<JsonElement>(
                "async () => (await axe.run({ iframes: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })).violations.map(rule => ({ rule: rule.id, at: rule.nodes.map(node => node.html) }))");
            Assert.True(report.GetArrayLength() == 0, $"{screen}, {frame.Url}: {report}");
        }
    }

    [GeneratedRegex(@"```\n(default-src .+)\n```")]
    private static partial Regex PolicyOfTheGuide { get; }

    [GeneratedRegex(@"```html\n(<!doctype html>[^`]+)```")]
    private static partial Regex SampleOfTheGuide { get; }

    [GeneratedRegex(@"(?:href|src)=""https://pay\.flitt\.com([^""]+)""")]
    private static partial Regex Address { get; }
}
