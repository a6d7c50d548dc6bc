using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace Tetri.Browser.Tests;

/// <summary>What comes over the wire, headers and all, until a payer who was never here before can fill in a card.</summary>
public sealed class WeightTests(Stage stage) : BrowserTest(stage)
{
    private const int Most = 30_000;
    private const int MostRequests = 4;

    /// <summary>Measured once, in a browser that showed one card form: checkout-vue 2.26.0, built from its source.</summary>
    private const string Published = "published widget: 334394 bytes in 35 files";

    /// <summary>Browsers take br from their own machine and over https; over plain http from anywhere else they take gzip.</summary>
    [Theory]
    [InlineData("en", "br")]
    [InlineData("ka", "br")]
    [InlineData("en", "gzip")]
    [InlineData("ka", "gzip")]
    public async Task HostedPage_IsFilledIn_After30Kilobytes(string language, string packing) => Assert.Empty(await MeasureAsync("hosted page", language, packing, async page =>
    {
        var payer = new CheckoutSteps(page);
        var order = await Shop.OrderAsync(("lang", language));
        await page.GotoAsync($"{Packing(packing)}{new Uri(order.CheckoutUrl).PathAndQuery.TrimStart('/')}", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await payer.Ready.WaitForAsync();
        await payer.FillAsync(CheckoutSteps.Approves);
    }));

    [Theory]
    [InlineData("en", "br")]
    [InlineData("ka", "br")]
    [InlineData("en", "gzip")]
    [InlineData("ka", "gzip")]
    public async Task PageInAFrame_IsFilledIn_After30Kilobytes(string language, string packing) => Assert.Empty(await MeasureAsync("page in a frame", language, packing, async page =>
        await FrameAsync(page, packing, $"token: '{(await Shop.TokenAsync(("lang", language))).Token}'")));

    [Theory]
    [InlineData("en", "br")]
    [InlineData("ka", "br")]
    [InlineData("en", "gzip")]
    [InlineData("ka", "gzip")]
    public async Task PageInAFrame_OfAnOrderToCome_IsFilledIn_After30Kilobytes(string language, string packing) => await MeasureAsync("page in a frame, by merchant_id", language, packing, async page =>
        await FrameAsync(page, packing, $"merchant_id: 1549901, amount: 10025, currency: 'GEL', order_desc: 'Two books and delivery', lang: '{language}'"));

    private Uri Packing(string packing) => packing == "br" ? Gateway : GatewayByName;

    private async Task FrameAsync(IPage page, string packing, string order)
    {
        var gateway = Packing(packing);
        // A frame of another site is another process, which the measure does not hear.
        var shop = new UriBuilder(Shop.Address) { Host = gateway.Host }.Uri;
        await page.GotoAsync(new Uri(shop, Shop.Put(
            $$"""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>Shop</title>
            <script src="{{gateway}}latest/checkout-vue/checkout.js"></script><link href="{{gateway}}latest/checkout-vue/checkout.css" rel="stylesheet">
            </head><body><main></main><script>checkout('main', { params: { {{order}} } });</script></body></html>
            """)).AbsoluteUri, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        var form = new EmbeddedForm(page);
        await form.Ready.WaitForAsync();
        await form.FillAsync(CheckoutSteps.Approves);
    }

    /// <returns>What came to be asked for before the form was there, though the form does without it.</returns>
    private async Task<ConcurrentQueue<string>> MeasureAsync(string what, string language, string packing, Func<IPage, Task> fillInAsync)
    {
        var page = await (await NewProfileAsync(new() { Locale = language })).NewPageAsync();
        // What the form does without never comes here.
        var early = new ConcurrentQueue<string>();
        await page.RouteAsync(IsLater, async route =>
        {
            foreach (var frame in page.Frames)
            {
                if (await frame.Locator("[data-e2e-ready]").CountAsync() > 0)
                    return;
            }
            early.Enqueue(route.Request.Url);
        });
        var packings = new ConcurrentQueue<string>();
        page.Response += (_, response) =>
        {
            if (response.Request.ResourceType == "script" && response.Url.Contains("/checkout/assets/", StringComparison.Ordinal))
                packings.Enqueue(response.Headers["content-encoding"]);
        };
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

        await fillInAsync(page);

        var all = files.ToArray();
        var bytes = all.Sum(file => file.Bytes);
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}, {language}, {packing}: {bytes} bytes in {all.Length} files; {Published}\n{string.Join('\n', all)}");
        Assert.Equal([packing], packings);
        Assert.InRange(all.Length, 3, MostRequests);
        Assert.InRange(bytes, 1, Most);
        return early;
    }

    private static string TextOf(JsonElement message, string member) => message.GetProperty(member).GetString()!;

    private static bool IsLater(string url) =>
        url.Contains("/parts-", StringComparison.Ordinal) || url.Contains("/later-", StringComparison.Ordinal) || url.Contains("/wishes-", StringComparison.Ordinal) || url.Contains("/checkout/i18n/", StringComparison.Ordinal) || url.EndsWith(".woff2", StringComparison.Ordinal);
}
