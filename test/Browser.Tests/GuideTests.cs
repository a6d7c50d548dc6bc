using System.Text.RegularExpressions;
using Microsoft.Playwright;

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

    private static string[] SamplesOf(string page) =>
        [.. Html.Matches(File.ReadAllText(Path.Combine(GatewayProcess.Root, "docs/guide", page))).Select(match => match.Groups[1].Value)];

    private async Task<CheckoutSteps> OpenSampleAsync(string html)
    {
        var payer = await NewPayerAsync();
        await payer.Page.GotoAsync(new Uri(Shop.Address, Shop.Put(html
            .Replace("<head>", "<head><link rel=icon href=data:,>", StringComparison.Ordinal)
            .Replace("http://localhost:8080/", $"{Gateway}", StringComparison.Ordinal))).AbsoluteUri);
        return payer;
    }

    [GeneratedRegex("```html\n(<!doctype html>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Html { get; }
}
