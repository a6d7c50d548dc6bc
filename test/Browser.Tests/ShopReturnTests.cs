using Microsoft.Playwright;

namespace Tetri.Browser.Tests;

/// <summary>What kinds of orders there are, and how their payers come back.</summary>
public sealed class ShopReturnTests(Stage stage) : BrowserTest(stage)
{
    [Fact]
    public async Task Preauth_HoldsTheAmount()
    {
        var order = await Shop.OrderAsync(("preauth", "Y"));
        var payer = await OpenAsync(order);

        await payer.PayAsync(CheckoutSteps.Approves);
        await payer.IsAtShopAsync("Welcome back");

        var callback = await Shop.CallbackAsync(order, "approved");
        Assert.Contains("\"capture_status\":\"hold\"", callback["additional_info"].Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal("hold", (await Shop.LedgerAsync(order))[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Verification_ProvesTheCard_AndTheMoneyGoesBackByItself()
    {
        var order = await Shop.OrderAsync(("verification", "Y"), ("amount", "100"), ("response_url", ""));
        var payer = await OpenAsync(order);

        await payer.PayAsync(CheckoutSteps.ApprovesAfterConfirmation);
        await payer.ConfirmAsync();
        await payer.ShowsAsync("approved");

        Assert.Equal("verified", (await Shop.CallbackAsync(order, "reversed"))["verification_status"]);
        Assert.Equal((1, 1), await Shop.MoneyAsync(order));
        await payer.Page.ReloadAsync();
        await payer.ShowsAsync("approved");
    }

    [Fact]
    public async Task OrderWithoutReturn_KeepsItsResult()
    {
        var order = await Shop.OrderAsync(("response_url", ""));
        var payer = await OpenAsync(order);

        await payer.PayAsync(CheckoutSteps.Approves);
        await payer.ShowsAsync("approved");
        await Shop.CallbackAsync(order, "approved");
        Assert.Equal(0, await payer.Page.Locator("[data-e2e-button-return-to-site]").CountAsync());
    }

    [Fact]
    public async Task MerchantWhoWantsAQuery_GetsTheSameMembersByGet()
    {
        var order = await Shop.OrderAsync(
            ("merchant_id", $"{GatewayProcess.RedirectingMerchantId}"), ("response_url", $"{Shop.Address}return?basket=7"));
        var payer = await OpenAsync(order);

        await payer.PayAsync(CheckoutSteps.Approves);
        await payer.IsAtShopAsync("Welcome back");

        var returned = await Shop.ReturnAsync(order);
        var members = returned.Members.Where(member => member.Key != "basket").ToDictionary();
        Assert.Equal("GET", returned.Method);
        Assert.Equal("7", returned["basket"]);
        Assert.Equal((await Shop.CallbackAsync(order, "approved")).Members, members);
        Assert.Equal(WireSignature.Of(members, GatewayProcess.PaymentKey), returned["signature"]);
    }

    [Fact]
    public async Task ShopOverHttps_IsReturnedToAsWell()
    {
        var order = await Shop.OrderAsync(("response_url", $"{Shop.SecureAddress}return"));
        var payer = await OpenAsync(order);

        await payer.PayAsync(CheckoutSteps.Approves);
        await payer.IsAtShopAsync("Welcome back");
        Assert.StartsWith(Shop.SecureAddress.AbsoluteUri, payer.Page.Url, StringComparison.Ordinal);
        Assert.True((await Shop.ReturnAsync(order)).IsSigned);
    }

    [Fact]
    public async Task CancelLink_TakesTheUnpaidOrderToTheShop()
    {
        var order = await Shop.OrderAsync(("cancel_url", $"{Shop.Address}cancel"));
        var payer = await OpenAsync(order);

        await payer.Page.GetByRole(AriaRole.Link, new() { Name = "Cancel and return to the shop" }).ClickAsync();
        await payer.IsAtShopAsync("Another time");
        var cancelled = await Shop.CancelAsync(order);
        Assert.Equal("created", cancelled["order_status"]);
        Assert.True(cancelled.IsSigned);
    }
}
