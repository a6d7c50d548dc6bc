using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Tetri.Simulation;

/// <summary>An order as its shop knows it.</summary>
internal sealed record ShopOrder(string Id, string PaymentId, string Token);

/// <summary>What the acquirer's book says of an order.</summary>
internal sealed record Charges(int Approved, int Reversed, long Amount, IReadOnlyList<int> Asked);

/// <summary>A shop that makes orders and asks for them, with signed JSON of version 1.0.1.</summary>
internal sealed class Shop(HttpClient http, long merchantId = 1549901)
{
    public const long OtherMerchant = 1396424;

    private static int _lastOrder;

    public Shop(GatewayProcess gateway, long merchantId = 1549901)
        : this(gateway.Http, merchantId)
    {
    }

    public async Task<ShopOrder> CreateAsync(string? callbackUrl = null, string? simulator = null, params (string Name, string Value)[] more)
    {
        var orderId = more.FirstOrDefault(member => member.Name == "order_id").Value ?? NewOrderId();
        var members = Order(orderId, callbackUrl, simulator, more);
        var answer = await PostAsync("/api/checkout/url", members);
        Assert.True(answer["response_status"] == "success", Wire.Json(answer));
        return new ShopOrder(orderId, answer["payment_id"], answer["checkout_url"][(answer["checkout_url"].IndexOf("token=", StringComparison.Ordinal) + 6)..]);
    }

    public static string NewOrderId() => $"order-{Interlocked.Increment(ref _lastOrder)}-{Guid.NewGuid():N}";

    public static Dictionary<string, string> Order(string orderId, string? callbackUrl = null, string? simulator = null, params (string Name, string Value)[] more)
    {
        var members = new Dictionary<string, string>
        {
            ["order_id"] = orderId,
            ["order_desc"] = "Two books",
            ["amount"] = "1000",
            ["currency"] = "GEL",
            ["server_callback_url"] = callbackUrl ?? "",
            ["reservation_data"] = simulator is null ? "" : Wire.Base64($$"""{"simulator": {{simulator}}}"""),
        };
        foreach (var (name, value) in more)
            members[name] = value;
        return members;
    }

    public async Task<string> StatusAsync(ShopOrder order) => (await FindAsync(order.Id))["order_status"];

    public Task<Dictionary<string, string>> FindAsync(string orderId) => PostAsync("/api/status/order_id", new() { ["order_id"] = orderId });

    public async Task<Charges> ChargesAsync(ShopOrder order)
    {
        var book = await http.GetFromJsonAsync<JsonElement>($"/test/acquirer/charges?order_id={order.Id}&merchant_id={merchantId}");
        var entries = book.GetProperty("entries").EnumerateArray().ToList();
        return new Charges(
            book.GetProperty("charges").GetInt32(),
            book.GetProperty("reversals").GetInt32(),
            entries.Where(entry => entry.GetProperty("outcome").GetString() == "approved" && entry.GetProperty("kind").GetString() == "charge")
                .Sum(entry => entry.GetProperty("amount").GetInt64()),
            [.. entries.Select(entry => entry.GetProperty("asked").GetInt32())]);
    }

    /// <summary>Pays out to a card, signed with the credit key; gives the answer's text.</summary>
    public async Task<string> PayOutAsync(string orderId, string card, string? simulator = null)
    {
        var members = Order(
            orderId, simulator: simulator,
            more: [("merchant_id", merchantId.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("receiver_card_number", card)]);
        members["signature"] = Wire.Sign(members, "testcredit");
        using var body = new StringContent(Wire.Json(new { request = members }), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync("/api/p2pcredit", body);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>How many payouts of an order the acquirer has made.</summary>
    public async Task<int> PayoutsAsync(string orderId) =>
        (await http.GetFromJsonAsync<JsonElement>($"/test/acquirer/charges?order_id={orderId}&merchant_id={merchantId}")).GetProperty("payouts").GetInt32();

    /// <summary>Signs and sends; gives the members of the answer.</summary>
    public async Task<Dictionary<string, string>> PostAsync(string path, Dictionary<string, string> members)
    {
        members["merchant_id"] = merchantId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        members["signature"] = Wire.Sign(members);
        using var body = new StringContent(Wire.Json(new { request = members }), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(path, body);
        if (answer.StatusCode == System.Net.HttpStatusCode.ServiceUnavailable)
            throw new HttpRequestException("The gateway is busy.", null, answer.StatusCode);
        Assert.Equal(200, (int)answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var response = Wire.Members(json.RootElement.GetProperty("response"));
        if (response.TryGetValue("signature", out var signature))
            Assert.Equal(Wire.Sign(response), signature);
        return response;
    }
}
