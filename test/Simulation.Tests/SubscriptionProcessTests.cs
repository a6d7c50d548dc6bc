using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Tetri.Tests.Store;

namespace Tetri.Simulation;

/// <summary>Scheduled charges by the built gateway: killed in the middle of one, and by two nodes at once.</summary>
public sealed class SubscriptionProcessTests
{
    private const int Day = 86_400;

    [Theory]
    [InlineData("delay_ms", 0)]
    [InlineData("delay_after_ms", 1)]
    public async Task KilledDuringACharge_ChargesThePeriodOnce_AndGoesOn(string delay, int chargedBefore)
    {
        await using var gateway = await GatewayProcess.StartAsync();
        var shop = new Shop(gateway);
        var order = await SubscribeAsync(gateway, $$$"""{"scheduled": {"{{{delay}}}": 3000}}""");
        await AdvanceAsync(gateway, Day + 60);
        await Eventually.BecomesAsync(() => shop.FindAsync($"{order}-1"), found => found.GetValueOrDefault("order_status") == "processing", "the charge is under way");
        await Eventually.BecomesAsync(() => ChargesAsync(gateway, $"{order}-1"), charges => charges == chargedBefore, "the acquirer is where the test wants it");

        await gateway.KillAsync();
        await gateway.StartAgainAsync();
        await AdvanceAsync(gateway, 60);

        // One that never reached the acquirer is a declined try, and the next one comes a day later.
        await Eventually.BecomesAsync(
            () => shop.FindAsync($"{order}-1"), found => found["order_status"] == (chargedBefore == 1 ? "approved" : "declined"), "the order stands as the acquirer's book says");
        await AdvanceAsync(gateway, Day + 60);
        await Eventually.BecomesAsync(() => shop.FindAsync($"{order}-2"), found => found.GetValueOrDefault("order_status") == "approved", "the next period is charged");
        Assert.Equal(1, await ChargesAsync(gateway, $"{order}-1") + await ChargesAsync(gateway, $"{order}-1-1"));
        Assert.Equal(1, await ChargesAsync(gateway, $"{order}-2"));
    }

    [Fact]
    public async Task TwoNodes_ChargeEachPeriodOnce()
    {
        var database = await PostgresServer.CreateDatabaseAsync();
        var folder = Directory.CreateTempSubdirectory("tetri-nodes-").FullName;
        (string, string)[] settings = [("ConnectionStrings:Postgres", database), ("Tetri:DataFolder", folder)];
        await using var one = await GatewayProcess.StartAsync(settings);
        await using var other = await GatewayProcess.StartAsync(settings);
        var shop = new Shop(other);
        var orders = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SubscribeAsync(one, """{"scheduled": {"delay_ms": 100}}""")));

        // Three days are made up for at once, and a lease has long run out by the clock that jumps meanwhile.
        await AdvanceAsync(one, 2 * Day);
        await AdvanceAsync(one, Day + 60);
        foreach (var order in orders)
            for (var number = 1; number <= 3; number++)
            {
                await Eventually.BecomesAsync(
                    () => shop.FindAsync($"{order}-{number}"), found => found.GetValueOrDefault("order_status") == "approved", $"charge {number} is made", seconds: 60);
                Assert.Equal(1, await ChargesAsync(one, $"{order}-{number}"));
            }
        Assert.Equal("1018", (await shop.FindAsync($"{orders[0]}-4"))["error_code"]);
    }

    /// <summary>Pays by card and gives what the names of the charges begin with.</summary>
    private static async Task<string> SubscribeAsync(GatewayProcess gateway, string simulator)
    {
        var order = JsonSerializer.Serialize(new
        {
            order = new
            {
                order_id = Shop.NewOrderId(),
                merchant_id = 1549901,
                order_desc = "Club membership",
                amount = 1000,
                currency = "GEL",
                card_number = Payer.PlainCard,
                expiry_date = "1240",
                cvv2 = "123",
                subscription = "Y",
                recurring_data = new { amount = 300, period = "day", every = 1 },
                reservation_data = Wire.Base64($$"""{"simulator": {{simulator}}}"""),
            },
        });
        var data = Wire.Base64(order);
        using var body = new StringContent(
            JsonSerializer.Serialize(new { request = new { version = "2.0", data, signature = Wire.SignVersion2(data) } }), Encoding.UTF8, "application/json");
        using var answer = await gateway.Http.PostAsync("/api/3dsecure_step1", body);
        var response = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("response");
        var paid = JsonDocument.Parse(Convert.FromBase64String(response.GetProperty("data").GetString()!)).RootElement.GetProperty("order");
        Assert.Equal("approved", paid.GetProperty("order_status").GetString());
        return $"subscription-{paid.GetProperty("payment_id").GetInt64()}";
    }

    private static async Task<int> ChargesAsync(GatewayProcess gateway, string orderId) =>
        (await gateway.Http.GetFromJsonAsync<JsonElement>($"/test/acquirer/charges?order_id={orderId}")).GetProperty("charges").GetInt32();

    private static async Task AdvanceAsync(GatewayProcess gateway, int seconds)
    {
        using var body = new StringContent($"{{\"advance_seconds\":{seconds}}}", Encoding.UTF8, "application/json");
        using var answer = await gateway.Http.PostAsync("/test/clock", body);
        Assert.True(answer.IsSuccessStatusCode);
    }
}
