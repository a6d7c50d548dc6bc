using System.Net.Http.Json;
using System.Text.Json;
using Tetri.Tests.Store;

namespace Tetri.Simulation;

/// <summary>Two nodes on one PostgreSQL database. Nobody owns anything: one may stop or die while payments run.</summary>
public sealed class NodesTests
{
    private const int Orders = 40;

    [Fact]
    public async Task NodeKilledUnderLoad_LosesNoOrderAndNoCallback_AndChargesOnce()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        var database = await PostgresServer.CreateDatabaseAsync();
        var folder = Directory.CreateTempSubdirectory("tetri-nodes-").FullName;
        // The acquirer's book is one, as a bank's is; the nodes share its folder and their keys.
        (string, string)[] settings = [("ConnectionStrings:Postgres", database), ("Tetri:DataFolder", folder)];
        await using var stays = await GatewayProcess.StartAsync(settings);
        await using var dies = await GatewayProcess.StartAsync(settings);
        GatewayProcess[] nodes = [stays, dies];
        var shop = new Shop(stays);
        var orders = await Task.WhenAll(Enumerable.Range(0, Orders).Select(_ => shop.CreateAsync(receiver.At("/shop"), """{"delay_ms": 200, "delay_after_ms": 200}""")));

        var paying = orders.Select((order, i) => PayAsync(nodes[i % 2], order)).ToArray();
        await Eventually.BecomesAsync(() => shop.ChargesAsync(orders[0]), charges => charges.Approved > 0, "the first charge is made");
        await dies.KillAsync();
        await Task.WhenAll(paying);
        await dies.StartAgainAsync();

        // What the dead node left with the acquirer is looked at a minute after it was begun; the clock, which is one for both, brings that forward.
        await AdvanceAsync(stays, seconds: 120);
        await Eventually.BecomesAsync(() => AheadAsync(dies), ahead => ahead == 120, "the other node's clock follows", seconds: 5);
        foreach (var order in orders)
        {
            await Eventually.BecomesAsync(() => new Payer(stays, order.Token).StateAsync(), state => state is "open" or "approved", "the order is settled");
            if (await shop.StatusAsync(order) != "approved")
                await new Payer(dies, order.Token).PayAsync(Payer.PlainCard);
            await receiver.WaitForAsync(order.Id, "approved", seconds: 90);
            Assert.Equal("approved", await shop.StatusAsync(order));
            Assert.Equal(1, (await shop.ChargesAsync(order)).Approved);
        }
    }

    [Fact]
    public async Task NodeToldToStop_GivesBackTheCallbacksThatItHasNotBegun()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        receiver.Answer("/shop", 500);
        var database = await PostgresServer.CreateDatabaseAsync();
        var folder = Directory.CreateTempSubdirectory("tetri-nodes-").FullName;
        (string, string)[] settings = [("ConnectionStrings:Postgres", database), ("Tetri:DataFolder", folder), ("Tetri:Callbacks:RetrySeconds", "300")];
        await using var leaves = await GatewayProcess.StartAsync(settings);
        var shop = new Shop(leaves);
        var orders = await Task.WhenAll(Enumerable.Range(0, Orders).Select(_ => shop.CreateAsync(receiver.At("/shop"))));
        await Task.WhenAll(orders.Select(order => PayAsync(leaves, order)));
        await Eventually.BecomesAsync(() => Task.FromResult(receiver.All.Count), count => count == Orders, "each callback is refused once");

        // All are due at once now: the node takes them, and begins two, since the shop has failed.
        receiver.Answer("/shop", (_, _) => Task.Delay(TimeSpan.FromSeconds(5)));
        await AdvanceAsync(leaves, seconds: 400);
        await Eventually.BecomesAsync(() => Task.FromResult(receiver.All.Count), count => count > Orders, "the second tries have begun");
        await using var stays = await GatewayProcess.StartAsync(settings);
        await leaves.StopAsync();

        // Well before the lease of a minute is over, and each of them once.
        await Eventually.BecomesAsync(() => Task.FromResult(receiver.All.Count), count => count == 2 * Orders, "another node sends the rest", seconds: 40);
        Assert.All(orders, order => Assert.Equal(2, receiver.Of(order.Id).Count));
    }

    private static async Task PayAsync(GatewayProcess node, ShopOrder order)
    {
        try
        {
            await new Payer(node, order.Token).PayAsync(Payer.PlainCard);
        }
        catch (HttpRequestException)
        {
            // The node died with the payer's request.
        }
    }

    private static async Task<long> AheadAsync(GatewayProcess node) =>
        (await node.Http.GetFromJsonAsync<JsonElement>("/test/clock")).GetProperty("ahead_seconds").GetInt64();

    private static async Task AdvanceAsync(GatewayProcess node, int seconds)
    {
        using var body = new StringContent($"{{\"advance_seconds\":{seconds}}}", System.Text.Encoding.UTF8, "application/json");
        using var answer = await node.Http.PostAsync("/test/clock", body);
        Assert.True(answer.IsSuccessStatusCode);
    }
}
