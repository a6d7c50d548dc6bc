using static Microsoft.Playwright.Assertions;

namespace Tetri.Browser.Tests;

public sealed class RetryTests(Stage stage) : BrowserTest(stage)
{
    [Fact]
    public async Task DeclinedCard_IsToldWithItsReason_AndAnotherCardPaysTheOrder()
    {
        var order = await Shop.OrderAsync();
        var payer = await OpenAsync(order);

        await payer.PayAsync(CheckoutSteps.Declines);
        await Expect(payer.Decline).ToContainTextAsync("The bank declined this card.");
        await Expect(payer.Decline).ToContainTextAsync("1000");
        var told = await Shop.CallbackAsync(order, "processing");
        Assert.Equal("1000", told["response_code"]);
        Assert.NotEmpty(told["response_description"]);
        Assert.True(told.IsSigned);
        Assert.Empty(Shop.Of(order, "return"));

        await payer.Page.Keyboard.PressAsync("Escape");
        await Expect(payer.Decline).ToHaveCountAsync(0);
        await Expect(payer.Number).ToHaveValueAsync("4444 1111 5555 6666");
        await Expect(payer.Expiry).ToHaveValueAsync("12 / 34");
        await Expect(payer.Cvv).ToHaveValueAsync("");

        await payer.PayAsync(CheckoutSteps.Approves);
        await payer.IsAtShopAsync("Welcome back");
        Assert.Equal("approved", (await Shop.ReturnAsync(order))["order_status"]);
        await Shop.CallbackAsync(order, "approved");
        Assert.Equal(["processing", "approved"], Shop.Of(order, "callback").Select(callback => callback["order_status"]));
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    [Fact]
    public async Task OrderWithOneTry_EndsWithItsDecline()
    {
        var order = await Shop.OrderAsync(("delayed", "N"));
        var payer = await OpenAsync(order);

        await payer.PayAsync("4444444410370007");
        await payer.ShowsAsync("declined");
        await Expect(payer.Status).ToContainTextAsync("There is not enough money on this card.");
        await payer.IsAtShopAsync("Welcome back");

        var returned = await Shop.ReturnAsync(order);
        Assert.Equal(("declined", "1037"), (returned["order_status"], returned["response_code"]));
        await Shop.CallbackAsync(order, "declined");
        Assert.Single(Shop.Of(order, "callback"));
    }

    [Fact]
    public async Task OrderWhoseLifetimeEndsAfterADecline_IsDeclinedAndGoesBackToTheShop()
    {
        // Long enough for a busy machine to open the page and decline before it is over.
        var lifetime = TimeSpan.FromSeconds(25);
        var order = await Shop.OrderAsync(("lifetime", $"{lifetime.TotalSeconds}"));
        var payer = await OpenAsync(order);

        await payer.PayAsync(CheckoutSteps.Declines);
        await payer.Decline.WaitForAsync();
        await payer.ShowsAsync("declined", within: 2 * lifetime);
        await payer.IsAtShopAsync("Welcome back");

        var callback = await Shop.CallbackAsync(order, "declined");
        Assert.Equal("1000", callback["response_code"]);
        Assert.Equal(callback.Members, (await Shop.ReturnAsync(order)).Members);
    }
}
