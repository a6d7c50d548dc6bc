using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Tetri.Simulation;

/// <summary>Callbacks when shops misbehave.</summary>
public sealed class CallbackDeliveryTests(RunningGateway running) : IClassFixture<RunningGateway>
{
    private const int Delivered = 1;
    private const int Replaced = 2;
    private const int Exhausted = 3;

    private readonly GatewayProcess _gateway = running.Gateway;
    private readonly CallbackReceiver _receiver = running.Receiver;
    private readonly Shop _shop = new(running.Gateway);

    [Theory]
    [InlineData(201)]
    [InlineData(204)]
    [InlineData(307)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task AnythingBut200_IsTriedAgainOnScheduleAndGivenUp(int status)
    {
        _receiver.Answer($"/{status}", (_, http) =>
        {
            http.Response.StatusCode = status;
            if (status == 307)
                http.Response.Headers.Location = _receiver.At("/elsewhere");
            return Task.CompletedTask;
        });
        var order = await PayAsync(_receiver.At($"/{status}"));

        await Eventually.BecomesAsync(() => Task.FromResult(CallbackStates(order)), states => states is [Exhausted], "the callback is given up");

        var tries = _receiver.Of(order.Id);
        Assert.Equal([1, 2, 3], tries.Select(callback => callback.Attempt));
        Assert.Single(tries.Select(callback => callback.CallbackId).Distinct());
        Assert.InRange(Stopwatch.GetElapsedTime(tries[0].Ticks, tries[1].Ticks).TotalSeconds, 0.9, 6);
        Assert.InRange(Stopwatch.GetElapsedTime(tries[1].Ticks, tries[2].Ticks).TotalSeconds, 1.9, 7);
        Assert.Equal([status, status, status], Attempts(order));
        Assert.Equal("approved", await _shop.StatusAsync(order));
    }

    [Fact]
    public async Task AShopThatComesBack_GetsItAndNoMore()
    {
        var failures = 1;
        _receiver.Answer("/returns", (_, http) =>
        {
            http.Response.StatusCode = Interlocked.Decrement(ref failures) >= 0 ? 503 : 200;
            return Task.CompletedTask;
        });
        var order = await PayAsync(_receiver.At("/returns"));

        await Eventually.BecomesAsync(() => Task.FromResult(CallbackStates(order)), states => states is [Delivered], "the callback is delivered");
        await Task.Delay(2500);

        Assert.Equal([503, 200], Attempts(order));
        Assert.Equal(2, _receiver.Of(order.Id).Count);
    }

    [Fact]
    public async Task TwoOfOneOrder_ComeInOrder()
    {
        var busy = 0;
        var together = false;
        _receiver.Answer("/slow", async (_, _) =>
        {
            together |= Interlocked.Increment(ref busy) > 1;
            await Task.Delay(1000);
            Interlocked.Decrement(ref busy);
        });
        var order = await _shop.CreateAsync(_receiver.At("/slow"));
        var payer = new Payer(_gateway, order.Token);
        await payer.PayAsync(Payer.DecliningCard);
        await _receiver.WaitForAsync(order.Id, "processing");
        await payer.PayAsync(Payer.PlainCard);

        await _receiver.WaitForAsync(order.Id, "approved");

        Assert.Equal(["processing", "approved"], _receiver.Of(order.Id).Select(callback => callback.Status));
        Assert.False(together, "Both were under way at once.");
    }

    [Fact]
    public async Task ANewerState_ReplacesOneThatDidNotArrive()
    {
        _receiver.Answer("/down", 500);
        var order = await _shop.CreateAsync(_receiver.At("/down"));
        var payer = new Payer(_gateway, order.Token);
        await payer.PayAsync(Payer.DecliningCard);
        await _receiver.WaitForAsync(order.Id, "processing");
        _receiver.Answer("/down", 200);
        await payer.PayAsync(Payer.PlainCard);
        await _receiver.WaitForAsync(order.Id, "approved");
        await Task.Delay(1500);

        Assert.Equal(["processing", "approved"], _receiver.Of(order.Id).Select(callback => callback.Status));
        Assert.Equal([Replaced, Delivered], CallbackStates(order));
    }

    private async Task<ShopOrder> PayAsync(string callbackUrl)
    {
        var order = await _shop.CreateAsync(callbackUrl);
        Assert.Equal("approved", Payer.State(await new Payer(_gateway, order.Token).PayAsync(Payer.PlainCard)));
        return order;
    }

    private List<int> CallbackStates(ShopOrder order) =>
        Query("SELECT state FROM callbacks WHERE payment_id = $payment ORDER BY callback_id", order);

    private List<int> Attempts(ShopOrder order) => Query(
        "SELECT http_status FROM callback_attempts JOIN callbacks USING (callback_id) WHERE payment_id = $payment ORDER BY callback_id, number", order);

    private List<int> Query(string sql, ShopOrder order)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_gateway.Folder, "data", "tetri.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$payment", long.Parse(order.PaymentId, System.Globalization.CultureInfo.InvariantCulture));
        using var reader = command.ExecuteReader();
        var rows = new List<int>();
        while (reader.Read())
            rows.Add(reader.GetInt32(0));
        return rows;
    }
}
