using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetri.Browser.Tests;

/// <summary>What the payer sees that he pays is what is charged: the amount of the order, less a discount, plus his fee.</summary>
public sealed class FeeTests(Stage stage) : BrowserTest(stage)
{
    [Fact]
    public async Task FeeAndDiscountThatAreShown_AreCharged_AndTold()
    {
        var order = await OrderAsync();
        var payer = await NewPayerAsync();
        var questions = 0;
        payer.Page.Request += (_, request) => questions += request.Url.EndsWith("/checkout/fee", StringComparison.Ordinal) ? 1 : 0;
        await payer.OpenAsync(order.CheckoutUrl);
        await Expect(payer.PayButton).ToHaveTextAsync("Pay 101.95\u00a0GEL");
        await Expect(Panel(payer)).ToContainTextAsync("Payment fee1.70\u00a0GEL");

        await Promocode(payer).FillAsync("nothing");
        await Promocode(payer).PressAsync("Enter");
        await Expect(Promocode(payer)).ToHaveAccessibleDescriptionAsync("There is no such code. Check it.");
        await Promocode(payer).FillAsync("spring");
        await Promocode(payer).PressAsync("Enter");
        await Expect(Panel(payer)).ToContainTextAsync("Discount\u221210.02\u00a0GELPayment fee1.55\u00a0GEL");
        await Expect(payer.PayButton).ToHaveTextAsync("Pay 91.78\u00a0GEL");

        // Two codes so far, and once for all sixteen digits.
        await payer.Page.RunAndWaitForResponseAsync(() => payer.Number.PressSequentiallyAsync(CheckoutSteps.Declines), "**/checkout/fee");
        Assert.Equal(3, questions);
        await payer.PayAsync(CheckoutSteps.Declines);
        await payer.Decline.WaitForAsync();
        await payer.Page.Keyboard.PressAsync("Escape");
        await Expect(payer.PayButton).ToHaveTextAsync("Pay 91.78\u00a0GEL");
        await payer.PayAsync(CheckoutSteps.ApprovesAfterConfirmation);
        await payer.ConfirmAsync();
        await payer.IsAtShopAsync("Welcome back");

        var told = await Shop.CallbackAsync(order, "approved");
        Assert.True(told.IsSigned);
        Assert.Equal(("10025", "9178", "90"), (told["amount"], told["actual_amount"], told["fee"]));
        Assert.Equal("1.55", JsonDocument.Parse(told["additional_info"]).RootElement.GetProperty("client_fee").GetRawText());
        var charged = (await Shop.LedgerAsync(order)).EnumerateArray().Where(entry => entry.GetProperty("outcome").GetString() == "approved").ToArray();
        Assert.Equal(9178, Assert.Single(charged).GetProperty("amount").GetInt64());
    }

    [Fact]
    public async Task CodeForSomeCards_AppliesOnceTheNumberIsThere()
    {
        var order = await OrderAsync(("response_url", ""));
        var payer = await OpenAsync(order);
        await Promocode(payer).FillAsync("BANK");
        await Promocode(payer).PressAsync("Enter");
        await Expect(Promocode(payer)).ToHaveAccessibleDescriptionAsync("This code is for certain cards only.");
        await Expect(payer.PayButton).ToHaveTextAsync("Pay 101.95\u00a0GEL");

        await payer.Page.RunAndWaitForResponseAsync(() => payer.FillAsync(CheckoutSteps.Declines), "**/checkout/fee");
        await Expect(payer.PayButton).ToHaveTextAsync("Pay 101.95\u00a0GEL");
        await payer.FillAsync(CheckoutSteps.ApprovesAfterConfirmation);
        await Expect(payer.PayButton).ToHaveTextAsync("Pay 81.60\u00a0GEL");
        await payer.PayButton.ClickAsync();
        await payer.ConfirmAsync();
        await payer.ShowsAsync("approved");
        await Expect(Panel(payer)).ToContainTextAsync("81.60");
        Assert.Equal("8160", (await Shop.CallbackAsync(order, "approved"))["actual_amount"]);
    }

    [Fact]
    public async Task AnotherPriceThanThePayerSaw_ChargesNothing_AndIsShownFirst()
    {
        var order = await OrderAsync(("response_url", ""));
        var payer = await OpenAsync(order);
        await payer.Page.RouteAsync("**/checkout/pay", route => route.ContinueAsync(
            new() { PostData = System.Text.Encoding.UTF8.GetBytes(route.Request.PostData!.Replace("\"10195\"", "\"10025\"", StringComparison.Ordinal)) }));
        await payer.PayAsync(CheckoutSteps.Approves);
        await Expect(payer.Page.Locator(".notice")).ToContainTextAsync("The amount to pay is now 101.95\u00a0GEL.");
        Assert.Empty((await Shop.LedgerAsync(order)).EnumerateArray());

        await payer.Page.UnrouteAsync("**/checkout/pay");
        await payer.PayAsync(CheckoutSteps.Approves);
        await payer.ShowsAsync("approved");
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    private Task<PlacedOrder> OrderAsync(params (string, string)[] more) => Shop.OrderAsync([("merchant_id", $"{GatewayProcess.FeeMerchantId}"), .. more]);

    private static ILocator Promocode(CheckoutSteps payer) => payer.Page.Locator("input[name=f-promocode]");

    private static ILocator Panel(CheckoutSteps payer) => payer.Page.Locator(".order");
}
