using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetri.Browser.Tests;

/// <summary>What a payer sees of the checkout page and does with it, by the names that tests of existing shops use.</summary>
internal sealed class CheckoutSteps(IPage page)
{
    public const string Approves = "4444555511116666";
    public const string Declines = "4444111155556666";
    public const string ApprovesAfterConfirmation = "4444555566661111";
    public const string ApprovesAfterChallenge = "4444666655559999";

    public static BrowserNewContextOptions Phone => new()
    {
        UserAgent = "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/148.0.0.0 Mobile Safari/537.36",
        IsMobile = true,
        ViewportSize = new() { Width = 360, Height = 740 },
    };

    public IPage Page => page;

    public ILocator Ready => page.Locator("[data-e2e-ready]");

    public ILocator Number => page.Locator("input[name=f-card_number]");

    public ILocator Expiry => page.Locator("input[name=f-expiry_date]");

    public ILocator Cvv => page.Locator("input[name=f-cvv2]");

    public ILocator Code => page.Locator("input[name=f-verification_code]");

    public ILocator PayButton => page.Locator(".f-button-pay");

    public ILocator Status => page.Locator("[data-e2e-status]");

    public ILocator Decline => page.GetByRole(AriaRole.Alertdialog);

    public ILocator Challenge => page.GetByRole(AriaRole.Dialog);

    public IFrameLocator Issuer => page.FrameLocator("iframe.challenge-frame");

    public ILocator ConfirmButton => Issuer.Locator("#submit__button");

    public async Task OpenAsync(string url)
    {
        await page.GotoAsync(url);
        await Ready.WaitForAsync();
    }

    public async Task FillAsync(string card)
    {
        await Number.FillAsync(card);
        await Expiry.FillAsync("12/34");
        await Cvv.FillAsync("123");
    }

    public async Task PayAsync(string card)
    {
        await FillAsync(card);
        await PayButton.ClickAsync();
    }

    /// <summary>Pays an order whose acquirer takes its time, and comes back when the gateway has begun to ask it.</summary>
    public async Task BeginPaymentAsync(string card)
    {
        await PayAsync(card);
        var view = page.Url.Replace(new Uri(page.Url).AbsolutePath, "/checkout/view", StringComparison.Ordinal);
        for (var looks = 0; !(await (await page.APIRequest.GetAsync(view)).TextAsync()).Contains("\"processing\"", StringComparison.Ordinal); looks++)
            Assert.True(looks < 200, "The payment did not begin.");
    }

    public async Task ConfirmAsync(bool withPassword = false)
    {
        if (withPassword)
            await Issuer.Locator("#otp").FillAsync("111111");
        await ConfirmButton.ClickAsync();
    }

    public Task ShowsAsync(string status) => Expect(Status).ToHaveAttributeAsync("data-e2e-status", status);

    public Task ShowsAsync(string status, TimeSpan within) =>
        Expect(Status).ToHaveAttributeAsync("data-e2e-status", status, new() { Timeout = (float)within.TotalMilliseconds });

    public Task IsAtShopAsync(string title) => Expect(page).ToHaveTitleAsync(title);
}
