using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetri.Browser.Tests;

/// <summary>Reloads and the back button: the page shows the truth at every step, and nothing is charged twice.</summary>
public sealed class WayThroughTests(Stage stage) : BrowserTest(stage)
{
    [Fact]
    public async Task ReloadAtEveryStep_ShowsTheTruth_AndChargesOnce()
    {
        var order = await Shop.OrderAsync(("response_url", ""));
        var payer = await OpenAsync(order);

        await payer.FillAsync(CheckoutSteps.Declines);
        await payer.Page.ReloadAsync();
        await payer.Ready.WaitForAsync();
        await Expect(payer.Number).ToHaveValueAsync("");

        await payer.PayAsync(CheckoutSteps.Declines);
        await payer.Decline.WaitForAsync();
        await payer.Page.ReloadAsync();
        await payer.Ready.WaitForAsync();
        await Expect(payer.Page.GetByText("The bank declined this card.")).ToBeVisibleAsync();

        await payer.PayAsync(CheckoutSteps.ApprovesAfterChallenge);
        await payer.ConfirmButton.WaitForAsync();
        await payer.Page.ReloadAsync();
        await payer.ConfirmButton.WaitForAsync();
        await payer.ConfirmAsync();

        await payer.ShowsAsync("approved");
        await payer.Page.ReloadAsync();
        await payer.ShowsAsync("approved");
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    [Fact]
    public async Task ReloadWhileTheAcquirerThinks_WaitsForItsAnswer()
    {
        var order = await Shop.OrderAsync(("response_url", ""), ("reservation_data", Simulator("""{"delay_ms":4000}""")));
        var payer = await OpenAsync(order);

        await payer.BeginPaymentAsync(CheckoutSteps.Approves);
        await Expect(payer.PayButton).ToHaveAttributeAsync("aria-disabled", "true");
        await payer.Page.ReloadAsync();
        await Expect(payer.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Checking with your bank");
        await payer.ShowsAsync("approved");
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    [Fact]
    public async Task BackAtEveryStep_ShowsTheTruth_AndChargesOnce()
    {
        var order = await Shop.OrderAsync();
        var payer = await NewPayerAsync();
        var page = payer.Page;
        await page.GotoAsync(Shop.Address.AbsoluteUri);
        await payer.OpenAsync(order.CheckoutUrl);

        await page.GoBackAsync();
        await payer.IsAtShopAsync("Shelf");
        await page.GoForwardAsync();
        await payer.PayAsync(CheckoutSteps.Declines);
        await payer.Decline.WaitForAsync();

        await page.GoBackAsync();
        await payer.IsAtShopAsync("Shelf");
        await page.GoForwardAsync();
        await payer.Ready.WaitForAsync();

        if (await payer.Decline.IsVisibleAsync())
            await page.Keyboard.PressAsync("Escape");
        await payer.PayAsync(CheckoutSteps.ApprovesAfterConfirmation);
        await payer.ConfirmAsync();
        await payer.IsAtShopAsync("Welcome back");

        await page.GoBackAsync(new() { WaitUntil = WaitUntilState.Commit });
        await page.GotoAsync(order.CheckoutUrl);
        await payer.ShowsAsync("approved");
        await payer.IsAtShopAsync("Welcome back");
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
        Assert.All(Shop.Of(order, "return"), returned => Assert.Equal("approved", returned["order_status"]));
    }

    /// <summary>Back may leave the page or open the issuer's page in its frame anew; wherever it leads, the order goes on and charges once.</summary>
    [Fact]
    public async Task BackDuringTheConfirmation_LosesNothing_AndChargesOnce()
    {
        var order = await Shop.OrderAsync();
        var payer = await NewPayerAsync();
        var page = payer.Page;
        await page.GotoAsync(Shop.Address.AbsoluteUri);
        await payer.OpenAsync(order.CheckoutUrl);
        await payer.PayAsync(CheckoutSteps.ApprovesAfterConfirmation);
        await payer.ConfirmButton.WaitForAsync();

        var moved = new TaskCompletionSource();
        page.FrameNavigated += (_, _) => moved.TrySetResult();
        await page.EvaluateAsync("() => { setTimeout(() => history.back()); }");
        await moved.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await page.GotoAsync(order.CheckoutUrl);
        await payer.ConfirmAsync();
        await payer.IsAtShopAsync("Welcome back");

        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    internal static string Simulator(string scenario) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($$"""{"simulator":{{scenario}}}"""));
}
