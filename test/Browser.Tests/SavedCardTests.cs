using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetri.Browser.Tests;

/// <summary>A payer keeps a card, pays with it without its number, and removes it; nobody else sees it.</summary>
public sealed partial class SavedCardTests(Stage stage) : BrowserTest(stage)
{
    [Fact]
    public async Task KeptCard_PaysByItsCvv_IsHiddenFromOthers_AndCanBeRemoved()
    {
        var account = $"payer-{Guid.NewGuid():N}";
        var payer = await OpenAsync(await OrderAsync(account));
        await payer.FillAsync(CheckoutSteps.ApprovesAfterConfirmation);
        await payer.Page.GetByLabel("Save this card for my next payments").CheckAsync();
        await payer.PayButton.ClickAsync();
        await payer.ConfirmAsync();
        await payer.ShowsAsync("approved");

        var stranger = await OpenAsync(await OrderAsync($"{account}-other"));
        await Expect(stranger.Number).ToBeVisibleAsync();
        await Expect(Cards(stranger)).ToHaveCountAsync(0);

        payer = await OpenAsync(await OrderAsync(account));
        await Expect(payer.Page.GetByRole(AriaRole.Radio, new() { NameRegex = LastFour })).ToBeCheckedAsync();
        await Expect(payer.Number).ToHaveCountAsync(0);
        await payer.PayButton.ClickAsync();
        await Expect(payer.Cvv).ToBeFocusedAsync();
        await payer.Cvv.FillAsync("123");
        await payer.Cvv.PressAsync("Enter");
        await payer.ConfirmAsync();
        await payer.ShowsAsync("approved");
        await Expect(payer.Page.GetByText(PaidWith).First).ToBeVisibleAsync();

        payer = await OpenAsync(await OrderAsync(account));
        await Cards(payer).First.FocusAsync();
        await payer.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(payer.Number).ToBeVisibleAsync();
        await payer.Page.Keyboard.PressAsync("ArrowUp");
        await payer.Page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(payer.Number).ToBeFocusedAsync();
        await payer.Page.ReloadAsync();
        await payer.Ready.WaitForAsync();
        await Expect(payer.Number).ToBeVisibleAsync();
        await Expect(Cards(payer)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task CodeForSomeCards_AppliesToAKeptOne()
    {
        var account = $"payer-{Guid.NewGuid():N}";
        var payer = await OpenAsync(await OrderAsync(account, GatewayProcess.FeeMerchantId));
        await payer.FillAsync(CheckoutSteps.Approves);
        await payer.Page.GetByLabel("Save this card for my next payments").CheckAsync();
        await payer.PayButton.ClickAsync();
        await payer.ShowsAsync("approved");

        payer = await OpenAsync(await OrderAsync(account, GatewayProcess.FeeMerchantId));
        var code = payer.Page.Locator("input[name=f-promocode]");
        await code.FillAsync("BANK");
        await code.PressAsync("Enter");
        await Expect(payer.PayButton).ToHaveTextAsync("Pay 81.60\u00a0GEL");
        await payer.Cvv.FillAsync("123");
        await payer.PayButton.ClickAsync();
        await payer.ShowsAsync("approved");
        await Expect(payer.Page.GetByText("81.60\u00a0GEL").First).ToBeVisibleAsync();
    }

    private Task<PlacedOrder> OrderAsync(string account, long merchant = GatewayProcess.SavedCardsMerchantId) =>
        Shop.OrderInVersion2Async(new JsonObject { ["merchant_id"] = merchant, ["sender_account"] = account });

    [GeneratedRegex("^VISA .*1111 12.34$")]
    private static partial Regex LastFour { get; }

    [GeneratedRegex("1111")]
    private static partial Regex PaidWith { get; }

    private static ILocator Cards(CheckoutSteps payer) => payer.Page.Locator("input[name=f-card]");
}
