using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Tetri.Browser.Tests.Stage))]

namespace Tetri.Browser.Tests;

/// <summary>One gateway, one shop and one browser for all tests; every test has a browser profile and orders of its own.</summary>
public sealed class Stage : IAsyncLifetime
{
    /// <summary>The same machine by other names, which no browser takes for its own.</summary>
    internal const string GatewayName = "pay.test", StrangerName = "stranger.test";

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", $"--host-resolver-rules=MAP {GatewayName} 127.0.0.1,MAP {StrangerName} 127.0.0.1",
    ];

    private IPlaywright _playwright = null!;

    internal GatewayProcess Gateway { get; private set; } = null!;

    internal Shop Shop { get; private set; } = null!;

    internal IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Gateway = await GatewayProcess.StartAsync();
        Shop = await Shop.OpenAsync(Gateway.Address);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Arguments });
        Assertions.SetDefaultExpectTimeout(15_000);
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
        if (Shop is not null)
            await Shop.DisposeAsync();
        if (Gateway is not null)
            await Gateway.DisposeAsync();
    }
}
