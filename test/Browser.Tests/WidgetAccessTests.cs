using System.Text.Json;
using Microsoft.Playwright;

namespace Tetri.Browser.Tests;

/// <summary>The form in a shop's page for payers who listen, type, and see in other ways.</summary>
public sealed class WidgetAccessTests(Stage stage) : BrowserTest(stage)
{
    private static readonly string Axe = File.ReadAllText(Path.Combine(GatewayProcess.Root, "web", "node_modules", "axe-core", "axe.min.js"));

    [Fact]
    public async Task PayerWhoListens_HearsEveryStepOfAPayment_AndNeedsNoMouse()
    {
        var (page, form) = await OpenAsync("{ options: { full_screen: false } }");
        var heard = new HeardPage(page);
        var keyboard = page.Keyboard;

        await heard.SaysAsync("Iframe \"Pay by card · Tetri demo shop\"");
        await heard.SaysAsync("region \"Your order\"");
        await heard.SaysAsync("heading \"Pay by card\"");
        await TabToAsync(form.Number);
        await keyboard.PressAsync("Enter");
        await heard.SaysAsync("textbox \"Card number\" invalid focused required: Enter the card number");

        await TypeAsync(CheckoutSteps.Declines);
        await heard.SaysAsync("alertdialog \"Payment declined\" modal: The bank declined this card. Try another card, or ask your bank.");
        await heard.SaysAsync("button \"Try again\" focused");
        await keyboard.PressAsync("Enter");
        await heard.SaysAsync("textbox \"Card number\" focused required: VISA");

        await keyboard.PressAsync("Control+A");
        await TypeAsync(CheckoutSteps.ApprovesAfterConfirmation);
        await heard.SaysAsync("dialog \"Confirm with your bank\" modal");
        await heard.SaysAsync("Iframe \"Confirmation page of your bank\"");
        await heard.SaysAsync("heading \"Confirm 3D-Secure operation\"");
        await TabToAsync(form.Frame.FrameLocator("iframe.challenge-frame").Locator("#submit__button"));
        await keyboard.PressAsync("Enter");
        await heard.SaysAsync("heading \"Payment approved\" focused");
        await heard.SaysAsync("StaticText \"Payment approved. 100.25 GEL\"");

        async Task TypeAsync(string card)
        {
            await keyboard.TypeAsync(card);
            await TabToAsync(form.Frame.Locator("input[name=f-expiry_date]"));
            await keyboard.TypeAsync("1234");
            await TabToAsync(form.Frame.Locator("input[name=f-cvv2]"));
            await keyboard.TypeAsync("123");
            await keyboard.PressAsync("Enter");
        }

        async Task TabToAsync(ILocator target)
        {
            for (var tabs = 0; !await target.EvaluateAsync<bool>("element => element === element.ownerDocument.activeElement && element.ownerDocument.hasFocus()"); tabs++)
            {
                Assert.True(tabs < 20, $"{target} is out of the keyboard's reach.");
                await keyboard.PressAsync("Tab");
            }
        }
    }

    [Theory]
    [InlineData("default", "light", "vibrant_gold")]
    [InlineData("plain", "dark", "black")]
    [InlineData("inline", "light", "euphoric_pink")]
    public async Task EveryScreenOfAPayment_PassesAxe_AndFitsAPhone(string layout, string theme, string preset)
    {
        var ground = theme == "dark" ? "#101010" : "#ffffff";
        var (page, form) = await OpenAsync(
            $"{{ options: {{ full_screen: false, methods: ['card', 'banks'], theme: {{ layout: '{layout}', type: '{theme}', preset: '{preset}' }} }} }}",
            new() { ViewportSize = new() { Width = 360, Height = 740 } }, ground);

        await CheckAsync("form");
        await form.PayButton.ClickAsync();
        await CheckAsync("form with faults");
        await form.Frame.GetByRole(AriaRole.Button, new() { Name = "Credo Bank" }).ClickAsync();
        await form.Frame.GetByRole(AriaRole.Link, new() { Name = "Open Credo Bank" }).WaitForAsync();
        await CheckAsync("way to the bank");
        await form.Frame.GetByRole(AriaRole.Button, new() { Name = "Pay in another way" }).ClickAsync();
        await form.PayAsync(CheckoutSteps.Declines);
        await form.Frame.GetByRole(AriaRole.Alertdialog).WaitForAsync();
        await CheckAsync("decline");
        await page.Keyboard.PressAsync("Escape");
        await form.PayAsync(CheckoutSteps.ApprovesAfterConfirmation);
        var confirm = form.Frame.FrameLocator("iframe.challenge-frame").Locator("#submit__button");
        await confirm.WaitForAsync();
        await CheckAsync("confirmation");
        await confirm.ClickAsync();
        await form.Frame.Locator("[data-e2e-status=approved]").WaitForAsync();
        await CheckAsync("result");

        async Task CheckAsync(string screen)
        {
            // Each document by itself: the issuer's page does not know what stands around it.
            foreach (var frame in page.Frames)
            {
                if (frame == page.MainFrame || frame.ParentFrame == page.MainFrame)
                    Assert.True(await frame.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{screen} is wider than the screen.");
                // A form without a ground of its own stands on the shop's, of which axe knows nothing there.
                await frame.EvaluateAsync("ground => { if (document.documentElement.dataset.frame) document.body.style.background = ground; }", ground);
                await frame.EvaluateAsync(Axe);
                var report = await frame.EvaluateAsync<JsonElement>(
                    "async () => (await axe.run({ iframes: false })).violations.map(rule => ({ rule: rule.id, at: rule.nodes.map(node => node.html) }))");
                Assert.True(report.GetArrayLength() == 0, $"{screen}, {frame.Url}: {report}");
            }
        }
    }

    [Fact]
    public async Task FormThatCannotBeShown_SaysSo_AndPassesAxe()
    {
        ExpectedComplaint = "checkout:";
        var page = await (await NewProfileAsync()).NewPageAsync();
        await page.GotoAsync(PageWith("{ params: { token: 'short' } }"));

        await page.GetByRole(AriaRole.Alert).WaitForAsync();
        await page.EvaluateAsync(Axe);
        Assert.Empty(await page.EvaluateAsync<string[]>("async () => (await axe.run()).violations.map(rule => rule.id)"));
    }

    private async Task<(IPage Page, EmbeddedForm Form)> OpenAsync(string config, BrowserNewContextOptions? options = null, string ground = "#ffffff")
    {
        var (_, token) = await Shop.TokenAsync(("payment_systems", "card,opb"));
        var page = await (await NewProfileAsync(options)).NewPageAsync();
        await page.GotoAsync(PageWith($"{{ ...{config}, params: {{ token: '{token}' }} }}", ground));
        var form = new EmbeddedForm(page);
        await form.Ready.WaitForAsync();
        return (page, form);
    }

    private string PageWith(string config, string ground = "#ffffff") => new Uri(Shop.Address, Shop.Put(
        $$"""
        <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>Shop</title>
        <script src="{{Gateway}}latest/checkout-vue/checkout.js"></script><link href="{{Gateway}}latest/checkout-vue/checkout.css" rel="stylesheet">
        <style>body { background: {{ground}}; color: {{(ground == "#ffffff" ? "#000000" : "#ffffff")}} }</style>
        </head><body><main><h1>Shop</h1><div id="form"></div></main><script>checkout('#form', {{config}}).$on('callback', () => {});</script></body></html>
        """)).AbsoluteUri;
}
