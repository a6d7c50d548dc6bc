namespace Tetri.Browser.Tests;

public sealed class ExpiryTests(Stage stage) : BrowserTest(stage)
{
    [Fact]
    public async Task OpenPage_TurnsToExpired_AndGoesBackToTheShop()
    {
        var order = await Shop.OrderAsync(("lifetime", "8"));
        var payer = await OpenAsync(order);

        await payer.ShowsAsync("expired");
        await payer.IsAtShopAsync("Welcome back");

        var callback = await Shop.CallbackAsync(order, "expired");
        Assert.True(callback.IsSigned);
        Assert.Equal(callback.Members, (await Shop.ReturnAsync(order)).Members);
    }

    [Fact]
    public async Task PageOpenedAfterTheEnd_ShowsItAtOnce()
    {
        var order = await Shop.OrderAsync(("lifetime", "1"), ("response_url", ""));
        await Shop.CallbackAsync(order, "expired");

        var payer = await NewPayerAsync();
        await payer.Page.GotoAsync(order.CheckoutUrl);
        await payer.ShowsAsync("expired");
        Assert.Equal(0, await payer.Ready.CountAsync());
    }
}
