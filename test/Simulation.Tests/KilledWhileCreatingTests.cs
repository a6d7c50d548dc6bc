using System.Collections.Concurrent;
using System.Diagnostics;
using Tetri.Tests.Store;

namespace Tetri.Simulation;

/// <summary>Who is killed while orders are made.</summary>
public enum Victim
{
    GatewayOnSqlite,
    GatewayOnPostgres,

    /// <summary>The gateway goes on, and finds the server again when it is back.</summary>
    Postgres,
}

/// <summary>Ten thousand orders over 64 connections, and kill -9 in between: what was answered is there afterwards.</summary>
public sealed class KilledWhileCreatingTests
{
    private const int Orders = 10_000;
    private const int Connections = 64;
    private const int Kills = 4;

    [Theory]
    [InlineData(Victim.GatewayOnSqlite)]
    [InlineData(Victim.GatewayOnPostgres)]
    [InlineData(Victim.Postgres)]
    public async Task EveryOrderThatWasAnswered_IsThereUnderItsPaymentId(Victim victim)
    {
        await using var postgres = victim == Victim.GatewayOnSqlite ? null : await PostgresCluster.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(postgres is null ? [] : [("ConnectionStrings:Postgres", postgres.ConnectionString)]);
        var shop = new Shop(gateway);
        var answered = new ConcurrentBag<ShopOrder>();
        var cutOff = new ConcurrentBag<string>();
        var left = Orders;
        var random = Seed.For(1);

        var creating = Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => CreateAsync()));
        for (var kill = 1; kill <= Kills; kill++)
        {
            await Eventually.BecomesAsync(() => Task.FromResult(answered.Count), count => count >= kill * Orders / (Kills + 1), "orders are made", 60);
            await Task.Delay(random.Next(50));
            await KillAndStartAgainAsync();
        }
        await creating;
        await KillAndStartAgainAsync();

        Assert.True(answered.Count > Orders * 9 / 10, $"{answered.Count} of {Orders} orders were answered. {Seed.Hint}");
        var paymentIds = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(answered, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (order, _) =>
        {
            var found = await shop.FindAsync(order.Id);
            Assert.True(found.GetValueOrDefault("payment_id") == order.PaymentId, $"{order} is now {Wire.Json(found)}. {Seed.Hint}");
            var view = await new Payer(gateway, order.Token).ViewAsync();
            Assert.True(Payer.State(view) == "open" && view.GetProperty("orderId").GetString() == order.Id, $"{order} opens {view}. {Seed.Hint}");
            paymentIds.Add(order.PaymentId);
        });
        foreach (var orderId in cutOff)
            if ((await shop.FindAsync(orderId)).TryGetValue("payment_id", out var made))
                paymentIds.Add(made);
        Assert.True(paymentIds.Distinct().Count() == paymentIds.Count, $"Two orders share a payment id. {Seed.Hint}");

        async Task KillAndStartAgainAsync()
        {
            if (victim == Victim.Postgres)
            {
                await postgres!.KillAsync();
                await postgres.StartAgainAsync();
                return;
            }
            await gateway.KillAsync();
            await gateway.StartAgainAsync();
        }

        async Task CreateAsync()
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var orderId = Shop.NewOrderId();
                try
                {
                    answered.Add(await shop.CreateAsync(more: ("order_id", orderId)));
                }
                catch (HttpRequestException)
                {
                    // The process is gone, or its database for long; whether the order was made is open.
                    cutOff.Add(orderId);
                    await Task.Delay(100);
                    await WaitUntilUpAsync();
                }
            }
        }

        async Task WaitUntilUpAsync()
        {
            var waited = Stopwatch.StartNew();
            while (waited.Elapsed.TotalSeconds < 60)
            {
                try
                {
                    using var answer = await gateway.Http.GetAsync("/test/acquirer/charges?order_id=none");
                    return;
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(50);
                }
            }
        }
    }
}
