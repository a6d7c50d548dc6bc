using System.Diagnostics;
using System.Globalization;
using System.Net;
using Npgsql;
using Tetri.Tests.Store;

namespace Tetri.Simulation;

/// <summary>The sample of deploy/: two nodes on PostgreSQL behind HAProxy, and the systemd unit.</summary>
public sealed class BalancedNodesTests
{
    private static readonly string Deploy = Path.Combine(AppContext.BaseDirectory, "deploy");

    [Fact]
    public async Task NodesThatLeaveAndJoinUnderLoad_FailNoRequest_AndDeliverEachCallbackOnce()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        // Slow enough that some are under way and more are waiting whenever a node leaves.
        receiver.Answer("/shop", (_, _) => Task.Delay(300));
        var database = await PostgresServer.CreateDatabaseAsync();
        var shared = Directory.CreateTempSubdirectory("tetri-balanced-").FullName;
        var operations = new[] { ServerProcess.FreePort(), ServerProcess.FreePort() };
        var nodes = await Task.WhenAll(operations.Select(port => GatewayProcess.StartAsync(
            ("ConnectionStrings:Postgres", database), ("Tetri:DataFolder", shared), ("Tetri:OperationsUrl", $"http://127.0.0.1:{port}"), ("Tetri:DrainSeconds", "3"))));
        await using var first = nodes[0];
        await using var second = nodes[1];
        using var balancer = await StartBalancerAsync(nodes, operations);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = balancer.Url };
        using var enough = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, 12).Select(_ => MakeAndPayAsync(http, receiver.At("/shop"), enough.Token)));

        for (var i = 0; i < nodes.Length; i++)
        {
            await Task.Delay(1000);
            await LeaveAsync(nodes[i], operations[i]);
            await Task.Delay(1000);
            await nodes[i].StartAgainAsync();
            // The other one leaves next: from then on this one serves alone.
            await Eventually.BecomesAsync(() => ReadinessAsync(operations[i]), status => status == HttpStatusCode.OK, "the node is ready again");
            await Task.Delay(2000);
            Assert.False(load.IsFaulted, load.Exception?.ToString());
        }
        await enough.CancelAsync();
        var orders = (await load).SelectMany(made => made).ToList();

        Assert.True(orders.Count > 100);
        await using var source = NpgsqlDataSource.Create(database);
        await using var owed = source.CreateCommand("SELECT count(*) FROM callbacks WHERE state = 0");
        // Sooner than the lease of a minute runs out: those who left kept nothing.
        await Eventually.BecomesAsync(async () => (long)(await owed.ExecuteScalarAsync())!, left => left == 0, "every callback is recorded as delivered", seconds: 40);
        Assert.All(orders, order => Assert.Equal("approved", Assert.Single(receiver.Of(order.Id)).Status));
        Assert.Equal(orders.Count, receiver.All.Count);
        Directory.Delete(shared, recursive: true);
    }

    [Fact]
    public async Task Unit_IsValid()
    {
        var folder = Directory.CreateTempSubdirectory("tetri-unit-").FullName;
        var unit = await File.ReadAllTextAsync(Path.Combine(Deploy, "tetri@.service"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "tetri@8081.service"), unit.Replace("/opt/tetri/tetri", Path.Combine(AppContext.BaseDirectory, "tetri"), StringComparison.Ordinal));

        using var verify = Process.Start(new ProcessStartInfo("systemd-analyze", ["verify", "--man=no", Path.Combine(folder, "tetri@8081.service")]) { RedirectStandardError = true })!;
        var complaints = await verify.StandardError.ReadToEndAsync();
        await verify.WaitForExitAsync();

        Assert.DoesNotContain("tetri", complaints, StringComparison.Ordinal);
        Assert.Equal(0, verify.ExitCode);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<List<ShopOrder>> MakeAndPayAsync(HttpClient http, string callbackUrl, CancellationToken enough)
    {
        var shop = new Shop(http);
        var orders = new List<ShopOrder>();
        while (!enough.IsCancellationRequested)
        {
            var order = await shop.CreateAsync(callbackUrl);
            Assert.Equal("approved", Payer.State(await new Payer(http, order.Token).PayAsync(Payer.PlainCard)));
            Assert.Equal("approved", await shop.StatusAsync(order));
            orders.Add(order);
            await Task.Delay(50, CancellationToken.None);
        }
        return orders;
    }

    /// <summary>Not ready from the first moment, and gone only later.</summary>
    private static async Task LeaveAsync(GatewayProcess node, int operations)
    {
        var left = node.StopAsync();
        await Eventually.BecomesAsync(() => ReadinessAsync(operations), status => status == HttpStatusCode.ServiceUnavailable, "the leaving node says so");
        using var answer = await node.Http.GetAsync("/test/clock");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await left;
    }

    private static async Task<HttpStatusCode> ReadinessAsync(int operations)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync($"http://127.0.0.1:{operations}/health/ready");
        return answer.StatusCode;
    }

    private static async Task<Balancer> StartBalancerAsync(GatewayProcess[] nodes, int[] operations)
    {
        var address = $"127.0.0.1:{ServerProcess.FreePort()}";
        var start = new ProcessStartInfo("haproxy", ["-db", "-f", Path.Combine(Deploy, "haproxy.cfg")]);
        start.Environment["TETRI_BIND"] = address;
        for (var i = 0; i < nodes.Length; i++)
        {
            start.Environment[$"TETRI_NODE{i + 1}"] = new Uri(nodes[i].Url).Authority;
            start.Environment[$"TETRI_NODE{i + 1}_OPERATIONS"] = operations[i].ToString(CultureInfo.InvariantCulture);
        }
        var balancer = new Balancer(Process.Start(start)!, new Uri($"http://{address}"));
        using var http = new HttpClient { BaseAddress = balancer.Url };
        await Eventually.BecomesAsync(async () =>
        {
            try
            {
                using var answer = await http.GetAsync("/test/clock");
                return answer.StatusCode;
            }
            catch (HttpRequestException)
            {
                Assert.False(balancer.Process.HasExited, "The balancer did not start.");
                return (HttpStatusCode)0;
            }
        }, status => status == HttpStatusCode.OK, "the balancer answers");
        return balancer;
    }

    private sealed record Balancer(Process Process, Uri Url) : IDisposable
    {
        public void Dispose()
        {
            Process.Kill();
            Process.WaitForExit();
            Process.Dispose();
        }
    }
}
