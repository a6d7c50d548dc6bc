using System.Text.Json;
using Microsoft.Playwright;

namespace Tetri.Browser.Tests;

public sealed class AccessTests(Stage stage) : BrowserTest(stage)
{
    private const int MostTabs = 20;

    private static readonly string Axe = File.ReadAllText(Path.Combine(GatewayProcess.Root, "web", "node_modules", "axe-core", "axe.min.js"));

    [Fact]
    public async Task PayerWithAKeyboard_PaysThroughTheIssuer()
    {
        var order = await Shop.OrderAsync();
        var payer = await OpenAsync(order);
        var keyboard = payer.Page.Keyboard;

        await TabToAsync(payer.Number);
        await keyboard.TypeAsync(CheckoutSteps.ApprovesAfterConfirmation);
        await TabToAsync(payer.Expiry);
        await keyboard.TypeAsync("1234");
        await TabToAsync(payer.Cvv);
        await keyboard.TypeAsync("123");
        await TabToAsync(payer.PayButton);
        await keyboard.PressAsync("Enter");
        await payer.ConfirmButton.WaitForAsync();
        await TabToAsync(payer.ConfirmButton);
        await keyboard.PressAsync("Enter");

        await payer.IsAtShopAsync("Welcome back");
        Assert.Equal("approved", (await Shop.ReturnAsync(order))["order_status"]);

        async Task TabToAsync(ILocator target)
        {
            for (var tabs = 0; !await target.EvaluateAsync<bool>("element => element === element.ownerDocument.activeElement && element.ownerDocument.hasFocus()"); tabs++)
            {
                Assert.True(tabs < MostTabs, $"{target} is out of the keyboard's reach.");
                await keyboard.PressAsync("Tab");
            }
        }
    }

    [Fact]
    public async Task PayerWhoListens_HearsEveryStepOfAPayment()
    {
        var order = await Shop.OrderAsync(("response_url", ""), ("amount", "10025"));
        var payer = await OpenAsync(order);
        var heard = new HeardPage(payer.Page);
        var keyboard = payer.Page.Keyboard;

        await heard.SaysAsync("region \"Your order\"");
        await heard.SaysAsync("heading \"Pay by card\"");
        await heard.SaysAsync("combobox \"Language\"");
        await payer.Number.PressAsync("Enter");
        await heard.SaysAsync("textbox \"Card number\" invalid focused required: Enter the card number");

        await payer.FillAsync(CheckoutSteps.Declines);
        await payer.Cvv.PressAsync("Enter");
        await heard.SaysAsync("alertdialog \"Payment declined\" modal: The bank declined this card. Try another card, or ask your bank.");
        await heard.SaysAsync("button \"Try again\" focused");
        await heard.IsSilentOfAsync("button \"Pay 100.25 GEL\"");
        await keyboard.PressAsync("Enter");
        await heard.SaysAsync("textbox \"Card number\" focused required: VISA");

        await payer.FillAsync(CheckoutSteps.ApprovesAfterConfirmation);
        await payer.Cvv.PressAsync("Enter");
        await heard.SaysAsync("dialog \"Confirm with your bank\" modal");
        await heard.SaysAsync("Iframe \"Confirmation page of your bank\"");
        await heard.SaysAsync("heading \"Confirm 3D-Secure operation\"");
        await payer.ConfirmButton.PressAsync("Enter");
        await heard.SaysAsync("heading \"Payment approved\" focused");
        await heard.SaysAsync("StaticText \"Payment approved. 100.25 GEL\"");
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task EveryScreenOfAPayment_PassesAxe(ColorScheme colours)
    {
        var order = await Shop.OrderAsync(("payment_systems", "card,opb,installments"), ("response_url", ""), ("cancel_url", $"{Shop.Address}cancel"));
        var payer = await OpenAsync(order, new() { ColorScheme = colours });

        await CheckAsync("form");
        await payer.PayButton.ClickAsync();
        await CheckAsync("form with faults");
        await payer.Page.GetByRole(AriaRole.Button, new() { Name = "Credo Bank" }).ClickAsync();
        await payer.Page.GetByRole(AriaRole.Link, new() { Name = "Open Credo Bank" }).WaitForAsync();
        await CheckAsync("way to the bank");
        await payer.Page.GetByRole(AriaRole.Link, new() { Name = "Open Credo Bank" }).ClickAsync();
        await payer.Page.GetByRole(AriaRole.Button, new() { Name = "Decline the payment" }).WaitForAsync();
        await CheckAsync("bank");
        await payer.Page.GetByRole(AriaRole.Button, new() { Name = "Decline the payment" }).ClickAsync();
        await payer.Ready.WaitForAsync();
        await payer.PayAsync(CheckoutSteps.Declines);
        await payer.Decline.WaitForAsync();
        await CheckAsync("decline");
        await payer.Page.Keyboard.PressAsync("Escape");
        await payer.PayAsync("9860010088889992");
        await payer.ConfirmButton.WaitForAsync();
        await CheckAsync("confirmation");
        await payer.ConfirmAsync(withPassword: true);
        await payer.ShowsAsync("approved");
        await CheckAsync("result");

        Task CheckAsync(string screen) => AccessTests.CheckAsync(payer.Page, screen);
    }

    /// <summary>Its own document; the dialog around it is one of the page's, which web/test/access.spec.ts checks.</summary>
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task SandboxsWallet_SpeaksEveryLanguage_PassesAxe_AndFitsAPhone(ColorScheme colours)
    {
        var payer = await OpenAsync(await Shop.OrderAsync(), new() { ColorScheme = colours, ViewportSize = new() { Width = 360, Height = 700 } });
        await payer.Page.GetByRole(AriaRole.Button, new() { Name = "Google Pay", Exact = true }).ClickAsync();
        var address = await payer.Page.Locator("dialog iframe").GetAttributeAsync("src");
        var sheet = await payer.Page.Context.NewPageAsync();
        var english = new HashSet<string>();
        foreach (var lang in Languages.OrderBy(lang => lang != "en"))
        {
            await sheet.GotoAsync(new Uri(Gateway, address!.Replace("lang=en", $"lang={lang}", StringComparison.Ordinal)).AbsoluteUri);

            Assert.Equal(lang, await sheet.Locator("html").GetAttributeAsync("lang"));
            var said = await sheet.Locator("h1, legend, .choice, button, p").AllInnerTextsAsync();
            if (lang == "en")
                english.UnionWith(said);
            else
                Assert.DoesNotContain(said, english.Contains);
            await CheckAsync(sheet, lang);
            Assert.True(await sheet.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"The sheet is too wide in {lang}.");
        }
        Assert.Equal(9, english.Count);
    }

    private static IEnumerable<string> Languages =>
        Directory.GetFiles(Path.Combine(GatewayProcess.Root, "web", "i18n"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file));

    private static async Task CheckAsync(IPage page, string screen)
    {
        // Each document by itself: the issuer's page does not know what stands around it.
        foreach (var frame in page.Frames)
        {
            await frame.EvaluateAsync(Axe);
            var report = await frame.EvaluateAsync<JsonElement>(
                "async () => (await axe.run({ iframes: false })).violations.map(rule => ({ rule: rule.id, at: rule.nodes.map(node => node.html) }))");
            Assert.True(report.GetArrayLength() == 0, $"{screen}, {frame.Url}: {report}");
        }
    }
}
