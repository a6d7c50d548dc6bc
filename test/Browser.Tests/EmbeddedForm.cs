using Microsoft.Playwright;

namespace Tetri.Browser.Tests;

/// <summary>The gateway's form within a shop's page.</summary>
internal sealed class EmbeddedForm(IPage page, int at = 0)
{
    public IFrameLocator Frame { get; } = page.Locator("iframe.tetri-frame").Nth(at).ContentFrame;

    public ILocator Ready => Frame.Locator("[data-e2e-ready]");

    public ILocator Number => Frame.Locator("input[name=f-card_number]");

    public ILocator PayButton => Frame.Locator(".f-button-pay");

    public async Task FillAsync(string card)
    {
        await Number.FillAsync(card);
        await Frame.Locator("input[name=f-expiry_date]").FillAsync("12/34");
        await Frame.Locator("input[name=f-cvv2]").FillAsync("123");
    }

    public async Task PayAsync(string card)
    {
        await FillAsync(card);
        await PayButton.ClickAsync();
    }
}
