using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetri.Browser.Tests;

public sealed class ThreeDSecureTests(Stage stage) : BrowserTest(stage)
{
    [Fact]
    public async Task ClosedConfirmation_LeavesTheOrderToBePaidAgain()
    {
        var order = await Shop.OrderAsync();
        var payer = await OpenAsync(order);

        await payer.PayAsync(CheckoutSteps.ApprovesAfterConfirmation);
        await payer.ConfirmButton.WaitForAsync();
        await payer.Challenge.GetByRole(AriaRole.Button, new() { Name = "Close the confirmation" }).ClickAsync();
        await Expect(payer.Page.GetByText("You closed the bank’s confirmation.")).ToBeVisibleAsync();
        Assert.Equal("1024", (await Shop.CallbackAsync(order, "processing"))["response_code"]);

        await payer.PayAsync(CheckoutSteps.ApprovesAfterConfirmation);
        await payer.ConfirmAsync();
        await payer.IsAtShopAsync("Welcome back");
        Assert.Equal("approved", (await Shop.CallbackAsync(order, "approved"))["order_status"]);
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    [Theory]
    [InlineData(CheckoutSteps.ApprovesAfterConfirmation)]
    [InlineData(CheckoutSteps.ApprovesAfterChallenge)]
    public async Task PayerWhoLeftDuringTheConfirmation_GoesOnWhenHeComesBack(string card)
    {
        var order = await Shop.OrderAsync();
        var payer = await OpenAsync(order);

        await payer.PayAsync(card);
        await payer.ConfirmButton.WaitForAsync();
        await payer.Page.GotoAsync(Shop.Address.AbsoluteUri);
        await payer.Page.GotoAsync(order.CheckoutUrl);
        await payer.ConfirmAsync();
        await payer.IsAtShopAsync("Welcome back");
        Assert.Equal("approved", (await Shop.ReturnAsync(order))["order_status"]);
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
        var callback = await Shop.CallbackAsync(order, "approved");
        Assert.Equal([callback], Shop.Of(order, "callback"));
    }

    [Theory]
    [InlineData(CheckoutSteps.ApprovesAfterChallenge, false, 390, 400)]
    [InlineData(CheckoutSteps.ApprovesAfterConfirmation, false, 600, 619)]
    [InlineData(CheckoutSteps.ApprovesAfterChallenge, true, 360, 679)]
    public async Task IssuersWindow_IsSizedToTheChallenge_AndFillsAPhone(string card, bool isPhone, int width, int height)
    {
        var payer = await OpenAsync(await Shop.OrderAsync(), isPhone ? CheckoutSteps.Phone : new() { ViewportSize = new() { Width = 1000, Height = 740 } });

        await payer.PayAsync(card);
        await payer.ConfirmButton.WaitForAsync();

        var frame = await payer.Page.Locator("iframe.challenge-frame").BoundingBoxAsync();
        Assert.Equal((width, height), (frame!.Width, frame.Height));
        Assert.True(await payer.ConfirmButton.EvaluateAsync<bool>("() => document.documentElement.scrollHeight <= innerHeight"));
    }

    [Fact]
    public async Task ConfirmationLeftAlone_ConfirmsItself()
    {
        var order = await Shop.OrderAsync(("response_url", ""));
        var payer = await OpenAsync(order);

        await payer.PayAsync(CheckoutSteps.ApprovesAfterConfirmation);
        await payer.ConfirmButton.WaitForAsync();
        await payer.ShowsAsync("approved");
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    [Fact]
    public async Task FailedCheck_IsADeclineThatMoneyNeverMovedFor()
    {
        var order = await Shop.OrderAsync();
        var payer = await OpenAsync(order);

        await payer.PayAsync(CheckoutSteps.ApprovesAfterChallenge);
        await payer.Issuer.GetByText("Fail the check").ClickAsync();
        await Expect(payer.Decline).ToContainTextAsync("The bank could not confirm that it is you.");
        Assert.Equal("1024", (await Shop.CallbackAsync(order, "processing"))["response_code"]);
        Assert.Equal((0, 0), await Shop.MoneyAsync(order));
    }
}
