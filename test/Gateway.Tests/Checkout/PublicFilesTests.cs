using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Tetri.Checkout;

namespace Tetri.Tests.Checkout;

public sealed class PublicFilesTests : IAsyncLifetime
{
    private readonly WebApplication _app = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]).Build();
    private readonly HttpClient _shopper = new();

    public async ValueTask InitializeAsync()
    {
        new PublicFiles(new WebAssets(), ("/words@{version}/dist/words.json", "web/i18n/en.json")).Map(_app);
        await _app.StartAsync();
        _shopper.BaseAddress = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    [Fact]
    public async Task Latest_MayBeLoadedByAnybody_AndIsAskedForAgainSoon()
    {
        using var answer = await _shopper.GetAsync("/words@latest/dist/words.json");

        Assert.Equal("application/json; charset=utf-8", $"{answer.Content.Headers.ContentType}");
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("public, max-age=300", $"{answer.Headers.CacheControl}");
    }

    [Fact]
    public async Task EveryAddressWithAVersion_IsForEver_AndFitsItsIntegrity()
    {
        var all = (await _shopper.GetFromJsonAsync<Dictionary<string, string>>("/integrity.json"))!;
        var (address, integrity) = Assert.Single(all);
        Assert.Matches("^/words@[0-9a-f]{12}/dist/words.json$", address);

        using var answer = await _shopper.GetAsync(address);

        Assert.Equal("public, max-age=31536000, immutable", $"{answer.Headers.CacheControl}");
        Assert.Equal(integrity, $"sha384-{Convert.ToBase64String(SHA384.HashData(await answer.Content.ReadAsByteArrayAsync()))}");
    }

    [Fact]
    public async Task AnotherVersion_IsNotThere()
    {
        using var answer = await _shopper.GetAsync("/words@0123456789ab/dist/words.json");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        _shopper.Dispose();
        await _app.DisposeAsync();
    }
}
