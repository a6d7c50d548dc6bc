using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Tetri.Browser.Tests;

/// <summary>What comes over the wire, headers and all, until a payer who was never here before can fill in a card.</summary>
public sealed partial class WeightTests(Stage stage) : BrowserTest(stage)
{
    private const int Most = 30_000;
    private const int MostRequests = 4;

    /// <summary>Measured once, in a browser that showed one card form: checkout-vue 2.26.0, built from its source.</summary>
    private const string Published = "published widget: 334394 bytes in 35 files";

    [Theory]
    [InlineData("en")]
    [InlineData("ka")]
    public async Task HostedPage_IsFilledIn_After30Kilobytes(string language) => await MeasureAsync("hosted page", language, async page =>
    {
        var payer = new CheckoutSteps(page);
        await page.GotoAsync((await Shop.OrderAsync(("lang", language))).CheckoutUrl, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await payer.Ready.WaitForAsync();
        await payer.FillAsync(CheckoutSteps.Approves);
        return 0;
    });

    [Theory]
    [InlineData("en")]
    [InlineData("ka")]
    public async Task PageInAFrame_IsFilledIn_After30Kilobytes(string language) => await MeasureAsync("page in a frame", language, async page =>
    {
        var (_, token) = await Shop.TokenAsync(("lang", language));
        await FrameAsync(page, $"token: '{token}'");
        return 0;
    });

    [Fact]
    public async Task PageInAFrame_OfAnOrderToCome_IsFilledIn_After30Kilobytes() => await MeasureAsync("page in a frame, by merchant_id", "en", async page =>
    {
        var preview = await page.RunAndWaitForResponseAsync(
            () => FrameAsync(page, "merchant_id: 1549901, amount: 10025, currency: 'GEL', order_desc: 'Two books and delivery'"),
            response => response.Url.EndsWith("/checkout/preview", StringComparison.Ordinal));
        // This answer is not packed, and of a live gateway it has no test cards.
        return TestCards.Match(await preview.TextAsync()).Length;
    });

    private async Task FrameAsync(IPage page, string order)
    {
        await page.GotoAsync(new Uri(Shop.Address, Shop.Put(
            $$"""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>Shop</title>
            <script src="{{Gateway}}latest/checkout-vue/checkout.js"></script><link href="{{Gateway}}latest/checkout-vue/checkout.css" rel="stylesheet">
            </head><body><main></main><script>checkout('main', { options: { show_test_mode: false }, params: { {{order}} } });</script></body></html>
            """)).AbsoluteUri, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        var form = new EmbeddedForm(page);
        await form.Ready.WaitForAsync();
        await form.FillAsync(CheckoutSteps.Approves);
    }

    /// <param name="fillInAsync">Gives how many bytes came for the sandbox alone.</param>
    private async Task MeasureAsync(string what, string language, Func<IPage, Task<int>> fillInAsync)
    {
        var page = await (await NewProfileAsync(new() { Locale = language })).NewPageAsync();
        // What follows the form never comes here, and neither does what the sandbox alone shows.
        await page.RouteAsync(IsLater, _ => Task.CompletedTask);
        var paths = new ConcurrentDictionary<string, string>();
        var files = new ConcurrentQueue<(string Path, int Bytes)>();
        var tools = await page.Context.NewCDPSessionAsync(page);
        tools.Event("Network.requestWillBeSent").OnEvent += (_, sent) =>
        {
            var url = new Uri(sent!.Value.GetProperty("request").GetProperty("url").GetString()!);
            if (url.Port == Gateway.Port && !url.AbsolutePath.StartsWith("/latest/", StringComparison.Ordinal))
                paths[TextOf(sent.Value, "requestId")] = url.AbsolutePath;
        };
        tools.Event("Network.loadingFinished").OnEvent += (_, got) =>
        {
            if (paths.TryGetValue(TextOf(got!.Value, "requestId"), out var path))
                files.Enqueue((path, (int)got.Value.GetProperty("encodedDataLength").GetDouble()));
        };
        await tools.SendAsync("Network.enable");

        var ofSandbox = await fillInAsync(page);

        var all = files.ToArray();
        var bytes = all.Sum(file => file.Bytes) - ofSandbox;
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}, {language}: {bytes} bytes in {all.Length} files; {Published}\n{string.Join('\n', all)}");
        Assert.InRange(all.Length, 3, MostRequests);
        Assert.InRange(bytes, 1, Most);
    }

    [GeneratedRegex(@"""testCards"":\[[^\]]*\],")]
    private static partial Regex TestCards { get; }

    private static string TextOf(JsonElement message, string member) => message.GetProperty(member).GetString()!;

    private static bool IsLater(string url) =>
        url.Contains("/parts-", StringComparison.Ordinal) || url.Contains("/wishes-", StringComparison.Ordinal) || url.Contains("/checkout/i18n/", StringComparison.Ordinal) || url.EndsWith(".woff2", StringComparison.Ordinal);
}
