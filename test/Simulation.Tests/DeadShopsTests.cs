using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Tetri.Simulation;

/// <summary>Shops that refuse, fail, send on or never answer are their own trouble.</summary>
public sealed class DeadShopsTests(RunningGateway running) : IClassFixture<RunningGateway>
{
    private readonly GatewayProcess _gateway = running.Gateway;
    private readonly CallbackReceiver _receiver = running.Receiver;
    private readonly Shop _shop = new(running.Gateway);

    [Fact]
    public async Task OfOneMerchant_DelayNoOther()
    {
        var healthy = new Shop(_gateway, Shop.OtherMerchant);
        var alone = await SlowestAsync(healthy, 20);

        _receiver.Answer("/hangs", (_, http) => Task.Delay(Timeout.Infinite, http.RequestAborted));
        _receiver.Answer("/fails", 500);
        _receiver.Answer("/moved", (_, http) =>
        {
            http.Response.Redirect(_receiver.At("/new"), permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        string[] dead = ["/hangs", "/hangs", "/fails", "/moved"];
        for (var i = 0; i < 60; i++)
            await PayAsync(_shop, i % 5 == 4 ? "http://127.0.0.1:9/refused" : _receiver.At(dead[i % 5]));
        var besideDead = await SlowestAsync(healthy, 20);

        // A hanging shop is waited for for thirty seconds; that must not be felt next door.
        Assert.True(besideDead < alone + 5, $"Slowest callback: {alone:F2} s alone, {besideDead:F2} s beside dead shops.");
        Assert.DoesNotContain(_receiver.All, callback => callback.Path == "/new");
    }

    private async Task<double> SlowestAsync(Shop shop, int orders)
    {
        var slowest = 0.0;
        for (var i = 0; i < orders; i++)
        {
            var order = await PayAsync(shop, _receiver.At("/healthy"));
            var paid = Stopwatch.StartNew();
            await _receiver.WaitForAsync(order.Id, "approved", seconds: 60);
            slowest = Math.Max(slowest, paid.Elapsed.TotalSeconds);
        }
        return slowest;
    }

    private async Task<ShopOrder> PayAsync(Shop shop, string callbackUrl)
    {
        var order = await shop.CreateAsync(callbackUrl);
        Assert.Equal("approved", Payer.State(await new Payer(_gateway, order.Token).PayAsync(Payer.PlainCard)));
        return order;
    }
}
