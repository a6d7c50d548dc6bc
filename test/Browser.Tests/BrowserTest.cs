using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Tetri.Browser.Tests;

/// <summary>
/// A test with a payer. Whatever he does, his browser must have nothing to complain about: no error on the console (a broken
/// content policy is one), no exception, and no request to anybody but the gateway and the shop. No card may be on the console
/// or in an address.
/// </summary>
public abstract partial class BrowserTest(Stage stage) : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly List<IBrowserContext> _profiles = [];

    internal Shop Shop => stage.Shop;

    internal Uri Gateway => stage.Gateway.Address;

    internal Task NameShopOriginsAsync(long merchantId, string origins) => stage.Gateway.NameShopOriginsAsync(merchantId, origins);

    internal Uri SecureGateway => stage.Gateway.SecureAddress;

    /// <summary>The same by a name: over plain http a browser then gets gzip.</summary>
    internal Uri GatewayByName => new UriBuilder(Gateway) { Host = Stage.GatewayName }.Uri;

    /// <summary>A complaint with this text is what the test is about.</summary>
    protected string? ExpectedComplaint { get; set; }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        foreach (var profile in _profiles)
        {
            if (failed)
                await ShowAsync(profile);
            await profile.DisposeAsync();
        }
        GC.SuppressFinalize(this);
        if (!failed)
            Assert.All(_complaints, complaint => Assert.Contains(ExpectedComplaint ?? "nothing", complaint));
    }

    /// <summary>A payer's browser that was never here before.</summary>
    internal async Task<IBrowserContext> NewProfileAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.Locale ??= "en-GB";
        options.TimezoneId ??= "Asia/Tbilisi";
        options.IgnoreHTTPSErrors = true;
        options.ReducedMotion ??= ReducedMotion.Reduce;
        var profile = await stage.Browser.NewContextAsync(options);
        profile.SetDefaultTimeout(15_000);
        profile.Console += (_, message) =>
        {
            if (message.Type == "error" || Card.IsMatch(message.Text))
                _complaints.Enqueue($"console: {message.Text} {message.Location}");
        };
        profile.WebError += (_, error) => _complaints.Enqueue($"exception: {error.Error}");
        profile.Request += (_, request) =>
        {
            if (!IsOurs(new Uri(request.Url)) || Card.IsMatch(request.Url))
                _complaints.Enqueue($"request: {request.Url}");
        };
        _profiles.Add(profile);
        return profile;
    }

    internal async Task<CheckoutSteps> NewPayerAsync(BrowserNewContextOptions? options = null) =>
        new(await (await NewProfileAsync(options)).NewPageAsync());

    internal async Task<CheckoutSteps> OpenAsync(PlacedOrder order, BrowserNewContextOptions? options = null)
    {
        var payer = await NewPayerAsync(options);
        await payer.OpenAsync(order.CheckoutUrl);
        return payer;
    }

    private bool IsOurs(Uri url) =>
        url.Scheme is "data" or "blob" or "about" ||
        (url.Host is "127.0.0.1" or Stage.GatewayName or Stage.StrangerName && (url.Port == Gateway.Port || url.Port == SecureGateway.Port || url.Port == Shop.Address.Port || url.Port == Shop.SecureAddress.Port));

    /// <summary>A test card's number, however it is spaced, and a CVV that stands beside its name.</summary>
    [GeneratedRegex(@"(?<!\w)(?:2222|4444|5555|6666|8600|9860)(?:[ -]?\d){12}(?!\d)|cvv2?\W{1,4}\d{3}")]
    private static partial Regex Card { get; }

    private async Task ShowAsync(IBrowserContext profile)
    {
        foreach (var (index, page) in profile.Pages.Index())
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{page.Url}\n{await page.Locator("body").InnerTextAsync()}");
            TestContext.Current.AddAttachment($"page-{_profiles.IndexOf(profile)}-{index}.png", await page.ScreenshotAsync(), "image/png");
        }
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', _complaints));
        TestContext.Current.TestOutputHelper?.WriteLine(stage.Gateway.Log);
    }
}
