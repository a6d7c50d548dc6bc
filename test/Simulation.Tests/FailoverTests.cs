using System.Collections.Concurrent;
using System.Text;

namespace Tetri.Simulation;

/// <summary>Orders are made and paid while PostgreSQL's primary is killed and Patroni promotes its synchronous standby. The gateway is not started again.</summary>
public sealed class FailoverTests
{
    private const int Connections = 8;
    private const int OrdersBefore = 60;
    private const int OrdersAfter = 60;

    [Fact]
    public async Task PrimaryKilledUnderLoad_LosesNothingThatWasAnswered_AndChargesOnce()
    {
        await using var postgres = await PatroniCluster.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(("ConnectionStrings:Postgres", postgres.ConnectionString));
        var shop = new Shop(gateway);
        var answered = new ConcurrentBag<ShopOrder>();
        var paid = new ConcurrentBag<ShopOrder>();
        using var enough = new CancellationTokenSource();

        var shopping = Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => ShopAsync()));
        await Eventually.BecomesAsync(() => Task.FromResult(paid.Count), count => count >= OrdersBefore, "orders are paid before");
        await postgres.KillPrimaryAsync();
        var before = paid.Count;
        await Eventually.BecomesAsync(() => Task.FromResult(paid.Count), count => count >= before + OrdersAfter, "orders are paid after", seconds: 60);
        await enough.CancelAsync();
        await shopping;

        // What was cut off with the acquirer is looked at a minute after it was begun; the clock brings that forward.
        using var minutes = new StringContent("""{"advance_seconds":120}""", Encoding.UTF8, "application/json");
        using var moved = await gateway.Http.PostAsync("/test/clock", minutes);
        Assert.True(moved.IsSuccessStatusCode);
        foreach (var order in answered)
        {
            var state = await Eventually.BecomesAsync(() => new Payer(gateway, order.Token).StateAsync(), state => state != "processing", $"{order} is settled");
            var found = await shop.FindAsync(order.Id);
            Assert.Equal(order.PaymentId, found["payment_id"]);
            Assert.Equal(state == "approved" ? 1 : 0, (await shop.ChargesAsync(order)).Approved);
            if (state == "approved")
                await receiver.WaitForAsync(order.Id, "approved", seconds: 90);
        }
        foreach (var order in paid)
            Assert.Equal("approved", await shop.StatusAsync(order));
        // The operator reads that the primary went away and came back, and no stack trace for each request.
        Assert.Contains("PostgreSQL is back", gateway.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", gateway.Output, StringComparison.Ordinal);

        async Task ShopAsync()
        {
            while (!enough.IsCancellationRequested)
            {
                try
                {
                    var order = await shop.CreateAsync(receiver.At("/shop"));
                    answered.Add(order);
                    if (Payer.State(await new Payer(gateway, order.Token).PayAsync(Payer.PlainCard)) == "approved")
                        paid.Add(order);
                }
                catch (HttpRequestException busy) when (busy.StatusCode == System.Net.HttpStatusCode.ServiceUnavailable)
                {
                    await Task.Delay(1000);
                }
            }
        }
    }
}
