using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetri.Browser.Tests;

/// <summary>The samples of the guide, as they are printed but for the gateway's address, pay on a shop's page of another origin.</summary>
public sealed partial class GuideTests(Stage stage) : BrowserTest(stage)
{
    [Fact]
    public async Task FormForTheHostedPage_LeadsToAPaidOrder()
    {
        var payer = await OpenSampleAsync(Assert.Single(SamplesOf("hosted-page.md")));

        await payer.Page.GetByRole(AriaRole.Button, new() { Name = "Pay 100.25 GEL" }).ClickAsync();
        await payer.PayAsync(CheckoutSteps.Approves);

        await payer.ShowsAsync("approved");
    }

    [Fact]
    public async Task ElementsOfTheGuide_Pay()
    {
        var samples = SamplesOf("element.md");
        Assert.Equal(2, samples.Length);
        var (order, token) = await Shop.TokenAsync();

        var payer = await OpenSampleAsync(samples[0], token);
        await new EmbeddedForm(payer.Page).PayAsync(CheckoutSteps.Approves);
        await payer.IsAtShopAsync("Welcome back");
        Assert.Equal("approved", (await Shop.ReturnAsync(order))["order_status"]);

        payer = await OpenSampleAsync(samples[1]);
        await new EmbeddedForm(payer.Page).PayAsync(CheckoutSteps.Approves);
        await Expect(payer.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("approved");
        await Expect(payer.Page.Locator("iframe")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task AppOfTheReactGuide_Pays()
    {
        var payer = await OpenAppAsync("react", "");

        await new EmbeddedForm(payer.Page).PayAsync(CheckoutSteps.Declines);
        await Expect(payer.Page.GetByRole(AriaRole.Status)).Not.ToBeEmptyAsync();
        await new EmbeddedForm(payer.Page).Frame.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button).First.ClickAsync();
        await new EmbeddedForm(payer.Page).PayAsync(CheckoutSteps.Approves);

        await Expect(payer.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("is paid");
        await Expect(payer.Page.Locator("iframe")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task AppOfTheVueGuide_Pays()
    {
        var (order, token) = await Shop.TokenAsync();
        var payer = await OpenAppAsync("vue", token);

        await new EmbeddedForm(payer.Page).PayAsync(CheckoutSteps.Approves);

        await Expect(payer.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("is paid");
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    private async Task<CheckoutSteps> OpenAppAsync(string framework, string token)
    {
        var files = AppFile.Matches(Guide($"{framework}.md")).Select(match => (match.Groups[1].Value, match.Groups[2].Value)).ToArray();
        var (html, script) = await ShopApp.BuildAsync(Gateway, framework, files);
        var path = Shop.Put(script.Replace("http://localhost:8080", Gateway.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal), "text/javascript");
        return await OpenSampleAsync(html.Replace("/main.js", $"/{path}", StringComparison.Ordinal), token);
    }

    private static string[] SamplesOf(string page) =>
        [.. Html.Matches(Guide(page)).Select(match => match.Groups[1].Value)];

    private static string Guide(string page) => File.ReadAllText(Path.Combine(GatewayProcess.Root, "docs/guide", page));

    private async Task<CheckoutSteps> OpenSampleAsync(string html, string token = "")
    {
        var payer = await NewPayerAsync();
        await payer.Page.GotoAsync(new Uri(Shop.Address, Shop.Put(html
            .Replace("<head>", "<head><link rel=icon href=data:,>", StringComparison.Ordinal)
            .Replace("http://localhost:8080/", $"{Gateway}", StringComparison.Ordinal)
            .Replace("{{token}}", token, StringComparison.Ordinal))).AbsoluteUri);
        return payer;
    }

    [GeneratedRegex("```html\n(<!doctype html>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Html { get; }

    [GeneratedRegex("^`([\\w.]+)`:\n\n```\\w+\n(.*?)```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex AppFile { get; }
}
