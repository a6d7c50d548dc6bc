using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetri.Browser.Tests;

/// <summary>The payer proves his card by the code that his bank shows beside the hold.</summary>
public sealed class VerificationTests(Stage stage) : BrowserTest(stage)
{
    [Theory]
    [InlineData(CheckoutSteps.Approves)]
    [InlineData(CheckoutSteps.ApprovesAfterConfirmation)]
    [InlineData(CheckoutSteps.ApprovesAfterChallenge)]
    public async Task CodeOfTheBank_ProvesTheCard_AndTheHoldGoesBack(string card)
    {
        var order = await Shop.OrderAsync(("verification", "Y"), ("verification_type", "code"), ("amount", "100"));
        var payer = await OpenAsync(order);

        await payer.PayAsync(card);
        if (card != CheckoutSteps.Approves)
            await payer.ConfirmAsync();
        await Expect(payer.Code).ToBeVisibleAsync();
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
        await payer.Code.FillAsync("0000");
        await payer.PayButton.ClickAsync();
        await Expect(payer.Page.GetByText("This code is not right. 2 tries left").First).ToBeVisibleAsync();

        // He may leave and read his bank's message elsewhere.
        await payer.Page.ReloadAsync();
        await payer.Code.FillAsync(await ReadAtTheBankAsync(order));
        await payer.Page.Keyboard.PressAsync("Enter");

        await payer.IsAtShopAsync("Welcome back");
        Assert.Equal("verified", (await Shop.ReturnAsync(order))["verification_status"]);
        var told = await Shop.CallbackAsync(order, "reversed");
        Assert.Equal(("verified", "100", true), (told["verification_status"], told["reversal_amount"], told.IsSigned));
        Assert.Equal((1, 1), await Shop.MoneyAsync(order));
    }

    [Fact]
    public async Task TestMode_OffersACode()
    {
        var order = await Shop.OrderAsync(("verification", "Y"), ("verification_type", "code"), ("amount", "100"), ("response_url", ""));
        var payer = await OpenAsync(order);

        await payer.PayAsync(CheckoutSteps.Approves);
        await payer.Page.GetByRole(AriaRole.Button, new() { Name = "Use the code EURT" }).ClickAsync();
        await payer.PayButton.ClickAsync();

        await payer.ShowsAsync("approved");
        await Expect(payer.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Card verified");
    }

    [Fact]
    public async Task ThreeWrongCodes_EndTheOrder_AndTheHoldGoesBack()
    {
        var order = await Shop.OrderAsync(("verification", "Y"), ("verification_type", "code"), ("amount", "100"), ("response_url", ""));
        var payer = await OpenAsync(order);

        await payer.PayAsync(CheckoutSteps.Approves);
        foreach (var left in (string[])["2 tries left", "1 try left"])
        {
            await payer.Code.FillAsync("0000");
            await payer.PayButton.ClickAsync();
            await Expect(payer.Page.Locator("#f-verification_code-fault")).ToContainTextAsync(left);
        }
        await payer.Code.FillAsync("0000");
        await payer.PayButton.ClickAsync();

        await payer.ShowsAsync("declined");
        await Expect(payer.Status).ToContainTextAsync("The code was wrong too often.");
        var told = await Shop.CallbackAsync(order, "declined");
        Assert.Equal(("failed", "1088", true), (told["verification_status"], told["response_code"], told.IsSigned));
        Assert.Equal((1, 1), await Shop.MoneyAsync(order));
    }

    /// <summary>The last four characters of the hold's description.</summary>
    private async Task<string> ReadAtTheBankAsync(PlacedOrder order)
    {
        JsonElement hold = (await Shop.LedgerAsync(order))[0];
        Assert.Equal("hold", hold.GetProperty("kind").GetString());
        return hold.GetProperty("description").GetString()![^4..];
    }
}
