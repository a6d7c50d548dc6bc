using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetri.Browser.Tests;

/// <summary>Takes the pictures in docs/pictures, when TETRI_PICTURES is 1: a test run leaves the tree as it was.</summary>
public sealed class Pictures(Stage stage) : BrowserTest(stage)
{
    private static readonly ViewportSize Wide = new() { Width = 1000, Height = 640 };
    private static readonly ViewportSize Narrow = new() { Width = 360, Height = 740 };

    private int _orders = 1041;

    [Fact]
    public async Task EveryStateOfThePage_IsPictured()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("TETRI_PICTURES") == "1", "Pictures are taken when TETRI_PICTURES is 1.");
        ExpectedComplaint = "404";

        await FormAsync("form-wide", Wide);
        await FormAsync("form-narrow", Narrow);
        await FormAsync("form-dark", Wide, ColorScheme.Dark);
        await FormAsync("form-georgian", Narrow, language: "ka");
        await FormAsync("form-german", Wide, language: "de");
        await RefusalAsync("refused-german", Wide, "de");
        await RefusalAsync("refused-dark", Narrow, "ka", ColorScheme.Dark);

        await WalletAsync("wallet", Wide);
        await WalletAsync("wallet-dark", Narrow, ColorScheme.Dark, "ka");

        var payer = await OpenAsync(await PlaceAsync(), At(Wide));
        await payer.PayAsync(CheckoutSteps.Declines);
        await payer.Decline.WaitForAsync();
        await TakeAsync(payer, "decline");
        await payer.Page.Keyboard.PressAsync("Escape");
        await payer.PayAsync(CheckoutSteps.ApprovesAfterChallenge);
        await payer.ConfirmButton.WaitForAsync();
        await TakeAsync(payer, "confirmation");
        await payer.Page.SetViewportSizeAsync(Narrow.Width, Narrow.Height);
        await TakeAsync(payer, "confirmation-narrow");
        await payer.Page.SetViewportSizeAsync(Wide.Width, Wide.Height);
        await payer.ConfirmAsync();
        await payer.ShowsAsync("approved");
        await TakeAsync(payer, "approved");

        var slow = await PlaceAsync(("reservation_data", WayThroughTests.Simulator("""{"delay_ms":8000}""")));
        payer = await OpenAsync(slow, At(Wide));
        await payer.BeginPaymentAsync(CheckoutSteps.Approves);
        await TakeAsync(payer, "sending");
        await payer.Page.ReloadAsync();
        await Expect(payer.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Checking with your bank");
        await TakeAsync(payer, "processing");

        payer = await OpenAsync(await PlaceAsync(("delayed", "N")), At(Wide));
        await payer.PayAsync(CheckoutSteps.Declines);
        await payer.ShowsAsync("declined");
        await TakeAsync(payer, "declined");

        payer = await OpenAsync(await PlaceAsync(("lifetime", "8")), At(Wide));
        await payer.ShowsAsync("expired");
        await TakeAsync(payer, "expired");

        payer = await NewPayerAsync(At(Wide));
        await payer.Page.GotoAsync(new Uri(Gateway, "/merchants/x/default/index.html?token=x").AbsoluteUri);
        await payer.Page.GetByRole(AriaRole.Heading).WaitForAsync();
        await TakeAsync(payer, "unknown");
    }

    [Fact]
    public async Task WidgetOnAShopsPage_IsPictured()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("TETRI_PICTURES") == "1", "Pictures are taken when TETRI_PICTURES is 1.");

        await WidgetAsync("widget", "options: { full_screen: false }", Wide);
        await WidgetAsync("widget-narrow", "options: { full_screen: false, theme: { preset: 'navy_shimmer' } }", Narrow);
        await WidgetAsync("widget-dark", "options: { full_screen: false, title: 'Two books', theme: { type: 'dark', preset: 'vibrant_gold' } }", Wide);
        await WidgetAsync("widget-inline", "options: { full_screen: false, show_email: true, theme: { layout: 'inline' } }, fields_custom: [{ name: 'gift', label: 'Words for the gift', placeholder: 'Happy birthday' }, { name: 'wrap', label: 'Wrap it', type: 'checkbox' }]", Wide);
        await WidgetAsync("widget-georgian", "options: { full_screen: false, theme: { preset: 'euphoric_pink' } }", Narrow, "ka");
        await WidgetAsync("widget-german", "options: { full_screen: true, theme: { preset: 'black' } }", Wide, "de");

        var page = await (await NewProfileAsync(At(new() { Width = 1500, Height = 3100 }))).NewPageAsync();
        await page.GotoAsync(new Uri(Shop.Address, Shop.Put(WidgetPage(
            "<style>body { margin: 0; display: grid; grid-template-columns: 1fr 1fr; gap: 16px; padding: 16px; background: #f4f5f3 }</style>",
            """
            for (const preset of 'reset black silver vibrant_silver vibrant_gold solid_black black_and_white euphoric_pink heated_steel nude_pink tropical_gold navy_shimmer'.split(' ')) {
              const place = document.body.appendChild(document.createElement('div'));
              checkout(place, { options: { full_screen: false, title: preset, show_test_mode: false, theme: { preset } }, params: { merchant_id: 1549901, amount: 10025, currency: 'GEL' } });
            }
            """))).AbsoluteUri);
        foreach (var frame in page.Frames.Skip(1))
            await frame.Locator("[data-e2e-ready]").WaitForAsync();
        await SnapAsync(page, "widget-presets", isWhole: true);
    }

    private async Task WidgetAsync(string name, string config, ViewportSize size, string language = "en")
    {
        var page = await (await NewProfileAsync(At(size))).NewPageAsync();
        await page.GotoAsync(new Uri(Shop.Address, Shop.Put(WidgetPage(
            "<style>body { margin: 0 }</style>",
            $"checkout(document.body.appendChild(document.createElement('div')), {{ {config}, params: {{ merchant_id: 1549901, amount: 10025, currency: 'GEL', order_desc: 'Two books and delivery', lang: '{language}' }} }});"))).AbsoluteUri);
        await page.FrameLocator("iframe.tetri-frame").Locator("[data-e2e-ready]").WaitForAsync();
        await SnapAsync(page, name, isWhole: true);
    }

    private string WidgetPage(string style, string script) =>
        $"""
        <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>Shop</title>
        <script src="{Gateway}latest/checkout-vue/checkout.js"></script><link rel="stylesheet" href="{Gateway}latest/checkout-vue/checkout.css">{style}</head>
        <body><script>{script}</script></body></html>
        """;

    private async Task FormAsync(string name, ViewportSize size, ColorScheme colours = ColorScheme.Light, string language = "en")
    {
        var options = At(size);
        options.ColorScheme = colours;
        var order = await PlaceAsync(("lang", language), ("cancel_url", $"{Shop.Address}cancel"));
        await TakeAsync(await OpenAsync(order, options), name);
    }

    private async Task WalletAsync(string name, ViewportSize size, ColorScheme colours = ColorScheme.Light, string language = "en")
    {
        var options = At(size);
        options.ColorScheme = colours;
        var payer = await OpenAsync(await PlaceAsync(("lang", language)), options);
        await payer.Page.GetByRole(AriaRole.Button, new() { Name = "Apple Pay", Exact = true }).ClickAsync();
        await payer.Page.FrameLocator("dialog iframe").Locator("#submit__button").WaitForAsync();
        await TakeAsync(payer, name);
    }

    /// <summary>What a payer gets whose shop sent a form with a wrong signature.</summary>
    private async Task RefusalAsync(string name, ViewportSize size, string language, ColorScheme colours = ColorScheme.Light)
    {
        var options = At(size);
        options.ColorScheme = colours;
        var payer = await NewPayerAsync(options);
        await payer.Page.SetContentAsync(
            $"<form method=\"post\" action=\"{new Uri(Gateway, "/api/checkout/redirect")}\"><input name=\"merchant_id\" value=\"1549901\"><input name=\"lang\" value=\"{language}\"><button>Pay</button></form>");
        await payer.Page.GetByRole(AriaRole.Button).ClickAsync();
        await payer.Page.GetByRole(AriaRole.Heading).WaitForAsync();
        await TakeAsync(payer, name);
    }

    private Task<PlacedOrder> PlaceAsync(params (string, string)[] more) => Shop.OrderAsync([("response_url", ""), ("order_id", $"books-{++_orders}"), .. more]);

    private static BrowserNewContextOptions At(ViewportSize size) => new() { ViewportSize = size };

    private static Task TakeAsync(CheckoutSteps payer, string name) => SnapAsync(payer.Page, name);

    private static async Task SnapAsync(IPage page, string name, bool isWhole = false)
    {
        foreach (var frame in page.Frames)
        {
            // The page asks for its fonts after the form is there.
            await frame.WaitForFunctionAsync("() => !document.getElementById('f') || [...document.fonts].some(face => face.family === 'Inter' && face.status === 'loaded')");
            await frame.EvaluateAsync("() => document.fonts.ready.then(() => true)");
        }
        await page.ScreenshotAsync(new()
        {
            FullPage = isWhole,
            Path = Path.Combine(GatewayProcess.Root, "docs", "pictures", $"{name}.png"),
            Animations = ScreenshotAnimations.Disabled,
            Caret = ScreenshotCaret.Hide,
        });
    }
}
