using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetri.Browser.Tests;

/// <summary>A payer whose card is in a wallet: the sandbox's own, which asks nobody else.</summary>
public sealed class WalletTests(Stage stage) : BrowserTest(stage)
{
    [Theory]
    [InlineData("Apple Pay", "applepay")]
    [InlineData("Google Pay", "googlepay")]
    public async Task CardInAWallet_Pays_ByKeyboard_AndTheShopIsTold(string name, string wallet)
    {
        var order = await Shop.OrderAsync();
        var payer = await OpenAsync(order);

        await Button(payer, name).FocusAsync();
        await payer.Page.Keyboard.PressAsync("Enter");
        await Sheet(payer).GetByRole(AriaRole.Button, new() { Name = "Pay 100.25 GEL" }).PressAsync("Enter");

        await payer.IsAtShopAsync("Welcome back");
        var told = await Shop.CallbackAsync(order, "approved");
        Assert.True(told.IsSigned);
        Assert.Equal(("card", "VISA", "444455XXXXXX6666"), (told["payment_system"], told["card_type"], told["masked_card"]));
        Assert.Contains($"\"payment_method\": \"{wallet}\"", told["additional_info"], StringComparison.Ordinal);
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    [Fact]
    public async Task DeclinedCard_IsTold_AndAnotherOneInTheWalletPays()
    {
        var order = await Shop.OrderAsync(("response_url", ""));
        var payer = await OpenAsync(order);

        await PayAsync(payer, "Apple Pay", "Declined");
        await Expect(payer.Decline).ToBeVisibleAsync();
        await payer.Decline.GetByRole(AriaRole.Button).ClickAsync();
        await PayAsync(payer, "Apple Pay", "Approved");

        await payer.ShowsAsync("approved");
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    [Theory]
    [InlineData("Approved after confirmation")]
    [InlineData("Approved after a bank challenge")]
    public async Task IssuerThatAsks_IsAnsweredOnThePage(string card)
    {
        var order = await Shop.OrderAsync(("response_url", ""));
        var payer = await OpenAsync(order);

        await PayAsync(payer, "Google Pay", card);
        await payer.ConfirmAsync();

        await payer.ShowsAsync("approved");
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    [Fact]
    public async Task ClosedSheet_ChargesNothing_AndTheFocusIsBackOnTheButton()
    {
        var order = await Shop.OrderAsync(("response_url", ""));
        var payer = await OpenAsync(order);

        await Button(payer, "Apple Pay").ClickAsync();
        await Expect(Sheet(payer).GetByRole(AriaRole.Heading, new() { Name = "Apple Pay" })).ToBeVisibleAsync();
        await payer.Page.GetByRole(AriaRole.Button, new() { Name = "Close Apple Pay" }).ClickAsync();
        await Expect(payer.Challenge).ToHaveCountAsync(0);
        await Expect(Button(payer, "Apple Pay")).ToBeFocusedAsync();

        Assert.Equal((0, 0), await Shop.MoneyAsync(order));
        Assert.Empty((await Shop.LedgerAsync(order)).EnumerateArray());
    }

    [Fact]
    public async Task DoubleClicks_ChargeOnce()
    {
        var order = await Shop.OrderAsync(("response_url", ""));
        var payer = await OpenAsync(order);
        var pressed = new TaskCompletionSource();
        await payer.Page.RouteAsync("**/checkout/pay", async route =>
        {
            await pressed.Task;
            await route.ContinueAsync();
        });

        await Button(payer, "Apple Pay").DblClickAsync();
        await payer.Page.RunAndWaitForRequestAsync(
            () => Sheet(payer).Locator("#submit__button").DblClickAsync(), request => request.Url.EndsWith("/checkout/pay", StringComparison.Ordinal));
        // The payment is on its way: no wallet opens for another.
        await Button(payer, "Google Pay").ClickAsync(new() { Force = true });
        await Expect(payer.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        pressed.SetResult();

        await payer.ShowsAsync("approved");
        Assert.Single((await Shop.LedgerAsync(order)).EnumerateArray());
    }

    [Fact]
    public async Task WhatTheShopAsksForBesideTheCard_ComesBeforeTheWallet_AndGoesAlong()
    {
        var order = new PlacedOrder($"gift-{Guid.NewGuid():N}", "", "");
        var page = await (await NewProfileAsync()).NewPageAsync();
        await page.GotoAsync(new Uri(Shop.Address, Shop.Put(
            $$"""
            <!doctype html><html lang=en><head><meta charset=utf-8><link rel=icon href=data:,><title>Shop</title><script src="{{Gateway}}latest/checkout-vue/checkout.js"></script></head>
            <body><div id="form"></div><script>
            checkout('#form', { options: { full_screen: false }, fields_custom: [{ name: 'gift', label: 'Words for the gift', required: true }],
              params: { merchant_id: {{GatewayProcess.MerchantId}}, order_id: '{{order.OrderId}}', amount: 10025, currency: 'GEL', server_callback_url: '{{Shop.Address}}callback' } });
            </script></body></html>
            """)).AbsoluteUri);
        var form = new EmbeddedForm(page);
        var words = form.Frame.GetByLabel("Words for the gift");

        await form.Frame.GetByRole(AriaRole.Button, new() { Name = "Apple Pay", Exact = true }).ClickAsync();
        await Expect(words).ToBeFocusedAsync();
        await Expect(form.Frame.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await words.FillAsync("For Nino");
        await form.Frame.GetByRole(AriaRole.Button, new() { Name = "Apple Pay", Exact = true }).ClickAsync();
        await form.Frame.FrameLocator("dialog iframe").Locator("#submit__button").ClickAsync();

        Assert.Contains("For Nino", (await Shop.CallbackAsync(order, "approved"))["merchant_data"], StringComparison.Ordinal);
        Assert.Equal((1, 0), await Shop.MoneyAsync(order));
    }

    [Fact]
    public async Task ShopWithoutWallets_HasNoneOfThem_NorTheirOriginsInItsPolicy()
    {
        var order = await Shop.OrderAsync(("merchant_id", "600001"));
        var payer = await NewPayerAsync();
        var policy = (await payer.Page.GotoAsync(order.CheckoutUrl))!.Headers["content-security-policy"];

        await Expect(payer.Number).ToBeVisibleAsync();
        Assert.Equal(0, await payer.Page.Locator(".wallets").CountAsync());
        Assert.DoesNotContain("google", policy, StringComparison.Ordinal);
    }

    private static ILocator Button(CheckoutSteps payer, string name) => payer.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static IFrameLocator Sheet(CheckoutSteps payer) => payer.Page.FrameLocator("dialog iframe");

    private static async Task PayAsync(CheckoutSteps payer, string wallet, string card)
    {
        await Button(payer, wallet).ClickAsync();
        await Sheet(payer).GetByLabel(card).First.CheckAsync();
        await Sheet(payer).Locator("#submit__button").ClickAsync();
    }
}
