using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetri.Browser.Tests;

/// <summary>However often and from wherever the payer presses, the acquirer charges once.</summary>
public sealed class PaidOnceTests(Stage stage) : BrowserTest(stage)
{
    [Fact]
    public async Task DoubleClick_PaysOnce()
    {
        var order = await Shop.OrderAsync(("response_url", ""));
        var payer = await OpenAsync(order);

        await payer.FillAsync(CheckoutSteps.Approves);
        await payer.PayButton.DblClickAsync();
        await payer.ShowsAsync("approved");
        Assert.Equal(1, (await Shop.LedgerAsync(order)).GetArrayLength());
        var callback = await Shop.CallbackAsync(order, "approved");
        Assert.Equal([callback], Shop.Of(order, "callback"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TwoTabsAtOnce_PayOnce_AndBothSeeIt(bool inOneBrowser)
    {
        var order = await Shop.OrderAsync(("response_url", ""));
        var (first, second) = await TwoTabsAsync(order, inOneBrowser);

        await first.FillAsync(CheckoutSteps.Approves);
        await second.FillAsync(CheckoutSteps.Approves);
        await Task.WhenAll(first.PayButton.ClickAsync(), second.PayButton.ClickAsync());
        await first.ShowsAsync("approved");
        await second.ShowsAsync("approved");
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    [Theory]
    [InlineData(CheckoutSteps.ApprovesAfterConfirmation, true)]
    [InlineData(CheckoutSteps.ApprovesAfterChallenge, false)]
    public async Task TwoTabsAtTheIssuerAtOnce_PayOnce_AndBothSeeIt(string card, bool inOneBrowser)
    {
        var order = await Shop.OrderAsync(("response_url", ""));
        var (first, second) = await TwoTabsAsync(order, inOneBrowser);

        await Task.WhenAll(first.PayAsync(card), second.PayAsync(card));
        await Task.WhenAll(ConfirmUntilApprovedAsync(first), ConfirmUntilApprovedAsync(second));
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
        await Shop.CallbackAsync(order, "approved");
        Assert.Single(Shop.Of(order, "callback"), callback => callback["order_status"] == "approved");
    }

    private async Task<(CheckoutSteps First, CheckoutSteps Second)> TwoTabsAsync(PlacedOrder order, bool inOneBrowser)
    {
        var profile = await NewProfileAsync();
        var first = new CheckoutSteps(await profile.NewPageAsync());
        var second = new CheckoutSteps(await (inOneBrowser ? profile : await NewProfileAsync()).NewPageAsync());
        await first.OpenAsync(order.CheckoutUrl);
        await second.OpenAsync(order.CheckoutUrl);
        return (first, second);
    }

    /// <summary>The tab that came second replaced the other's confirmation; that tab may have to confirm again.</summary>
    private static async Task ConfirmUntilApprovedAsync(CheckoutSteps tab)
    {
        await tab.Page.AddLocatorHandlerAsync(tab.ConfirmButton, async button =>
        {
            try
            {
                await button.EvaluateAsync("button => button.click()", options: new() { Timeout = 1000 });
            }
            catch (Exception problem) when (problem is PlaywrightException or TimeoutException)
            {
                // The frame went away under the press: the other tab was faster.
            }
        }, new() { NoWaitAfter = true });
        await Expect(tab.Status).ToHaveAttributeAsync("data-e2e-status", "approved", new() { Timeout = 30_000 });
    }
}
