using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetri.Browser.Tests;

/// <summary>A payer without a card: he goes to his bank and comes back, by mouse and by keyboard, with and without scripts at the bank.</summary>
public sealed class BankTests(Stage stage) : BrowserTest(stage)
{
    [Fact]
    public async Task BankIsChosenOnThePage_ByKeyboard_AndThePayerReturnsToTheShop()
    {
        var order = await Shop.OrderAsync(("payment_systems", "card,opb"));
        var payer = await OpenAsync(order);
        var page = payer.Page;

        await page.GetByRole(AriaRole.Button, new() { Name = "Bank of Georgia" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "Open Bank of Georgia" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveTitleAsync("Bank Server Emulation");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        await payer.IsAtShopAsync("Welcome back");
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
        Assert.All(Shop.Of(order, "return"), returned => Assert.Equal(("approved", "opb"), (returned["order_status"], returned["payment_system"])));
    }

    [Fact]
    public async Task DeclineAtTheBank_IsTold_AndAnotherWayPays()
    {
        var order = await Shop.OrderAsync(("payment_systems", "card,installments"), ("response_url", ""));
        var payer = await OpenAsync(order);
        var page = payer.Page;

        await page.GetByRole(AriaRole.Region, new() { Name = "Pay in installments" }).GetByRole(AriaRole.Button, new() { Name = "Demo Bank" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Open Demo Bank" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Decline the payment" }).ClickAsync();
        await Expect(page.GetByText("Demo Bank did not approve the payment.")).ToBeVisibleAsync();

        await payer.PayAsync(CheckoutSteps.Approves);
        await payer.ShowsAsync("approved");
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    [Fact]
    public async Task LinkToTheBank_WithoutScriptsThere_IsDecidedInOneTab_AndThePageOfTheOtherGoesOn()
    {
        var order = await Shop.OrderAsync(("payment_systems", "opb"), ("payment_method", "tbc"));
        var scriptless = await (await NewProfileAsync(new() { JavaScriptEnabled = false })).NewPageAsync();
        await scriptless.GotoAsync(order.CheckoutUrl);
        await scriptless.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await scriptless.GetByRole(AriaRole.Button, new() { Name = "Go back without deciding" }).ClickAsync();

        var payer = await NewPayerAsync();
        await payer.Page.GotoAsync(scriptless.Url);
        await Expect(payer.Page.GetByText("Waiting for your bank")).ToBeVisibleAsync();
        await scriptless.GotoAsync(order.CheckoutUrl);
        await scriptless.GetByRole(AriaRole.Button, new() { Name = "Approve the payment" }).ClickAsync();

        await payer.IsAtShopAsync("Welcome back");
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    [Fact]
    public async Task QrCode_LeadsAPhoneToTheBank_AndThePageGoesOnWithItsReceipt()
    {
        var order = await Shop.OrderAsync(("payment_systems", "opb"), ("response_url", ""));
        var payer = await NewPayerAsync();
        await payer.OpenAsync(order.CheckoutUrl);
        await payer.Page.GetByRole(AriaRole.Button, new() { Name = "TBC Bank" }).ClickAsync();

        var link = await ScanAsync(await payer.Page.Locator(".qr").ScreenshotAsync());
        var phone = await NewPayerAsync(new() { ViewportSize = new() { Width = 390, Height = 800 } });
        await phone.Page.GotoAsync(link);
        await Expect(phone.Page.GetByText("TBC Bank")).ToBeVisibleAsync();
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Approve the payment" }).ClickAsync();

        await payer.ShowsAsync("approved");
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
        await ReceiptAsync(payer, "Payment number", "Date");
    }

    [Fact]
    public async Task Receipt_SaysWhatWasPaid_AndStays_AlsoWhereThePayerReturnsToTheShop()
    {
        var order = await Shop.OrderAsync(("response_url", ""));
        var payer = await OpenAsync(order);
        await payer.PayAsync(CheckoutSteps.Approves);
        await payer.ShowsAsync("approved");

        var receipt = await ReceiptAsync(payer, "Payment number", "Date", "VISA", "Approval code", "123456");

        await receipt.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(receipt.GetByRole(AriaRole.Button, new() { Name = "Print" })).Not.ToBeVisibleAsync();
        foreach (var kept in new[] { ".shop-name", ".amount", ".screen .facts" })
            await Expect(receipt.Locator(kept)).ToBeVisibleAsync();
    }

    private static async Task<IPage> ReceiptAsync(CheckoutSteps payer, params string[] words)
    {
        var receipt = await payer.Page.RunAndWaitForPopupAsync(() => payer.Page.GetByRole(AriaRole.Link, new() { Name = "Receipt" }).ClickAsync());
        await Expect(receipt.GetByRole(AriaRole.Button, new() { Name = "Print" })).ToBeVisibleAsync();
        foreach (var word in words)
            await Expect(receipt.Locator(".screen .facts")).ToContainTextAsync(word);
        return receipt;
    }

    /// <summary>What a phone's camera reads.</summary>
    private static async Task<string> ScanAsync(byte[] picture)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, picture);
        using var scanner = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("zbarimg", ["--quiet", "--raw", file]) { RedirectStandardOutput = true })!;
        var text = (await scanner.StandardOutput.ReadToEndAsync()).Trim();
        File.Delete(file);
        return text;
    }

    [Fact]
    public async Task TurningBackFromTheBank_LeavesNothingToApproveThere()
    {
        var order = await Shop.OrderAsync(("payment_systems", "opb"), ("response_url", ""));
        var payer = await NewPayerAsync();
        await payer.OpenAsync(order.CheckoutUrl);
        await payer.Page.GetByRole(AriaRole.Button, new() { Name = "TBC Bank" }).ClickAsync();
        await payer.Page.GetByRole(AriaRole.Button, new() { Name = "Pay in another way" }).ClickAsync();

        await Expect(payer.Page.GetByRole(AriaRole.Heading, new() { Name = "Choose your bank" })).ToBeVisibleAsync();
        await Expect(payer.Page.GetByRole(AriaRole.Button, new() { Name = "TBC Bank" })).ToBeFocusedAsync();
        await Expect(payer.Decline).Not.ToBeVisibleAsync();
        Assert.Equal((0, 0), await Shop.MoneyAsync(order));
    }
}
