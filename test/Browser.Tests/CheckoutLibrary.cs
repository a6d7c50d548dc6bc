using System.Text.Json;
using Microsoft.Playwright;

namespace Tetri.Browser.Tests;

/// <summary>A library that shops' pages load: ours from the gateway, or a published one as npm has it.</summary>
internal static class CheckoutLibrary
{
    public const string Ours = "ours";

    private static readonly Dictionary<string, string> Published = new()
    {
        ["ipsp-js-sdk 2.0.12"] = "ipsp-js-sdk/dist/checkout.min.js",
        ["ipsp-js-sdk 1.0.39"] = "ipsp-js-sdk-1/dist/checkout.min.js",
        ["@flittpayments/js-sdk 2.0.10"] = "@flittpayments/js-sdk/dist/umd/checkout.js",
    };

    public static TheoryData<string> All => [Ours, .. Published.Keys];

    public static string PathOf(string published) => Path.Combine(GatewayProcess.Root, "web", "node_modules", Published[published]);
}

/// <summary>A page of the shop that pays through a library, and what a payer meets there.</summary>
internal sealed class ShopPage(IPage page, Uri shop)
{
    public IPage Page => page;

    /// <summary>Of ours the issuer's page is in a page of the gateway.</summary>
    public ILocator ConfirmButton(string library)
    {
        var window = page.FrameLocator(".ipsp-modal-iframe, .flitt-modal-iframe");
        return (library == CheckoutLibrary.Ours ? window.FrameLocator("iframe") : window).Locator("#submit__button");
    }

    public ILocator CloseButton => page.Locator(".ipsp-modal-close, .flitt-modal-close");

    public Task OpenAsync(string path) => page.GotoAsync($"{shop}{path}");

    /// <summary>How the call ended, as the page's script left it.</summary>
    public async Task<JsonElement> OutcomeAsync()
    {
        await page.Locator("html[data-outcome]").WaitForAsync();
        return await page.EvaluateAsync<JsonElement>("window.outcome");
    }
}
