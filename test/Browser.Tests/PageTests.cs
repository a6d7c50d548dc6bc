using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetri.Browser.Tests;

public sealed class PageTests(Stage stage) : BrowserTest(stage)
{
    [Fact]
    public async Task UnknownToken_IsToldPolitely()
    {
        ExpectedComplaint = "404";
        var payer = await NewPayerAsync();
        var address = new Uri(Gateway, $"/merchants/5ad6b888f4becb0c33d543d54e57d86c/default/index.html?token={new string('0', 40)}");

        var response = await payer.Page.GotoAsync(address.AbsoluteUri);
        Assert.Equal(404, response!.Status);
        await Expect(payer.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Payment not found");
        Assert.Equal(0, await payer.Number.CountAsync());
    }

    [Fact]
    public async Task PaidOrder_ShowsItsResultToWhoeverOpensItAgain()
    {
        var order = await Shop.OrderAsync(("response_url", ""));
        var payer = await OpenAsync(order);
        await payer.PayAsync(CheckoutSteps.Approves);
        await payer.ShowsAsync("approved");

        var again = await NewPayerAsync();
        await again.Page.GotoAsync(order.CheckoutUrl);
        await again.ShowsAsync("approved");
        await Expect(again.Status).ToContainTextAsync("4444 55•• •••• 6666");
    }

    [Fact]
    public async Task NamesThatShopsTestBy_AreThere()
    {
        var order = await Shop.OrderAsync(("response_url", ""));
        var payer = await OpenAsync(order);
        var page = payer.Page;

        foreach (var hook in (string[])["#f.f-container.f-theme-light[data-e2e-ready]", "input[name=f-card_number]", "input[name=f-expiry_date]", "input[name=f-cvv2]", "button.f-button-pay"])
            Assert.Equal(1, await page.Locator(hook).CountAsync());
        await payer.PayAsync(CheckoutSteps.Approves);
        await Expect(page.Locator("[data-e2e-status=approved]")).ToHaveAttributeAsync("data-e2e-payment-id", order.PaymentId);
        Assert.Equal(0, await payer.Ready.CountAsync());
    }

    [Theory]
    [InlineData("ka", "en-GB", "ka")]
    [InlineData("", "uk-UA", "uk")]
    [InlineData("", "zh-HK", "zh")]
    [InlineData("", "sv-SE", "en")]
    [InlineData("fr", "uz-UZ", "fr")]
    public async Task Language_IsTheOrdersThenTheBrowsers(string ofOrder, string ofBrowser, string shown)
    {
        var messages = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(GatewayProcess.Root, "web", "i18n", $"{shown}.json")));
        var payer = await OpenAsync(await Shop.OrderAsync(("lang", ofOrder)), new() { Locale = ofBrowser });

        await Expect(payer.Page.Locator("html")).ToHaveAttributeAsync("lang", shown);
        await Expect(payer.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync(messages.GetProperty("form.title").GetString()!);
    }

    [Fact]
    public async Task OneLanguageIsLoaded_AndAnotherOnceItIsChosen()
    {
        var payer = await NewPayerAsync();
        var loaded = new List<string>();
        payer.Page.Request += (_, request) =>
        {
            if (request.Url.Contains("/i18n/", StringComparison.Ordinal))
                loaded.Add(Path.GetFileName(request.Url));
        };
        await payer.OpenAsync((await Shop.OrderAsync(("lang", "de"))).CheckoutUrl);

        await payer.Page.GetByRole(AriaRole.Combobox).SelectOptionAsync("ka");

        await Expect(payer.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("ბარათით გადახდა");
        Assert.Contains("ka.json", loaded);
        Assert.Empty(loaded.Except(["de.json", "ka.json"]));
    }

    [Fact]
    public async Task DarkBrowser_GetsADarkPage()
    {
        var payer = await OpenAsync(await Shop.OrderAsync(), new() { ColorScheme = ColorScheme.Dark });

        await Expect(payer.Page.Locator("#f")).ToHaveClassAsync(new Regex("f-theme-dark"));
        var brightness = await payer.Page.EvaluateAsync<double>(
            "() => Math.max(...getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).slice(0, 3).map(Number))");
        Assert.InRange(brightness, 0, 64);
    }
}
