using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tetri.Simulation;

/// <summary>What a verification holds goes back once, whatever becomes of the gateway and of the payer; and its code is written nowhere but in the bank.</summary>
public sealed class VerificationTests(RunningGateway running) : IClassFixture<RunningGateway>
{
    private readonly GatewayProcess _gateway = running.Gateway;
    private readonly CallbackReceiver _receiver = running.Receiver;
    private readonly Shop _shop = new(running.Gateway);

    [Fact]
    public async Task KilledWhileTheBankHoldsTheAmount_TheCodeIsAskedFor_AndIsRight()
    {
        var order = await CreateAsync("""{"delay_after_ms": 5000}""");
        var payer = new Payer(_gateway, order.Token);
        var paying = Swallow(payer.PayAsync(Payer.PlainCard));
        await Eventually.BecomesAsync(() => _shop.ChargesAsync(order), charges => charges.Approved == 1, "the bank holds the amount");

        await RestartAsync(paying);

        await Eventually.BecomesAsync(payer.StateAsync, state => state == "code", "the page asks for the code");
        await payer.TypeCodeAsync(await ReadAtTheBankAsync(order));
        await EndsAsync(order, "reversed", "verified");
    }

    [Theory]
    [InlineData(true, "reversed", "verified")]
    [InlineData(false, "declined", "failed")]
    public async Task KilledWhileTheHoldGoesBack_ItGoesBackOnce(bool isRight, string status, string verification)
    {
        var order = await CreateAsync("""{"after": {"delay_ms": 3000}}""");
        var payer = new Payer(_gateway, order.Token);
        Assert.Equal("code", Payer.State(await payer.PayAsync(Payer.ChallengeCard)));
        var code = isRight ? await ReadAtTheBankAsync(order) : "0000";
        if (!isRight)
            await payer.TypeCodeAsync(code);
        if (!isRight)
            await payer.TypeCodeAsync(code);
        var typing = Swallow(payer.TypeCodeAsync(code));
        await Eventually.BecomesAsync(() => _shop.StatusAsync(order), found => found is "approved" or "declined", "the verification has ended");
        Assert.Equal(0, (await _shop.ChargesAsync(order)).Reversed);

        await RestartAsync(typing);

        await EndsAsync(order, status, verification);
    }

    [Fact]
    public async Task CodeThatDoesNotCome_EndsTheOrderWithItsTime()
    {
        var order = await CreateAsync(more: ("lifetime", "60"));
        var payer = new Payer(_gateway, order.Token);
        await payer.PayAsync(Payer.PlainCard);
        await payer.TypeCodeAsync("0000");

        using var advance = new StringContent("""{"advance_seconds": 61}""", Encoding.UTF8, "application/json");
        (await _gateway.Http.PostAsync("/test/clock", advance)).EnsureSuccessStatusCode();

        await EndsAsync(order, "declined", "failed");
        Assert.Equal("1052", (await _shop.FindAsync(order.Id))["response_code"]);
        Assert.Equal("declined", Payer.State(await payer.TypeCodeAsync("EURT")));
    }

    [Fact]
    public async Task HoldThatTheBankWillNotFree_IsToldToTheOperator_AndAskedForNoMore()
    {
        var order = await _shop.CreateAsync(_receiver.At("/shop"), """{"after": {"decline": 1004}}""", ("verification", "Y"));
        var payer = new Payer(_gateway, order.Token);

        Assert.Equal("approved", Payer.State(await payer.PayAsync(Payer.PlainCard)));

        var told = new Regex(@"refused reversal (\d+) of transaction \d+, which must go back by itself, with 1004");
        var reversal = told.Match(await Eventually.BecomesAsync(() => Task.FromResult(_gateway.Output), told.IsMatch, "the log says so")).Groups[1].Value;
        Assert.Equal(("approved", "verified"), (await _shop.StatusAsync(order), (await _shop.FindAsync(order.Id))["verification_status"]));
        var row = Assert.Single(await TransactionsAsync(order), row => row.GetProperty("tran_type").GetString() == "reverse");
        Assert.Equal((reversal, "declined", 1004), (row.GetProperty("id").GetRawText(), row.GetProperty("transaction_status").GetString(), row.GetProperty("response_code").GetInt32()));
    }

    [Fact]
    public async Task Code_IsInNoLogAndNotInTheDatabase()
    {
        await using var gateway = await GatewayProcess.StartAsync(("Logging:LogLevel:Default", "Trace"));
        var shop = new Shop(gateway);
        var order = await shop.CreateAsync(null, null, ("verification", "Y"), ("verification_type", "code"));
        var payer = new Payer(gateway, order.Token);
        await payer.PayAsync(Payer.PlainCard);
        var code = await ReadAtTheBankAsync(gateway, order);
        await payer.TypeCodeAsync("7x5q");
        Assert.Equal("approved", Payer.State(await payer.TypeCodeAsync(code)));

        foreach (var file in Directory.GetFiles(Path.Combine(gateway.Folder, "data"), "tetri.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
            AssertAbsent(Encoding.Latin1.GetString(await ReadAsync(file)));
        AssertAbsent(gateway.Output);

        void AssertAbsent(string text)
        {
            Assert.DoesNotContain("7x5q", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotMatch(new Regex($@"\b{code}\b"), text);
        }
    }

    private async Task<IReadOnlyList<JsonElement>> TransactionsAsync(ShopOrder order)
    {
        var members = new Dictionary<string, string> { ["order_id"] = order.Id, ["merchant_id"] = "1549901" };
        members["signature"] = Wire.Sign(members);
        using var body = new StringContent(Wire.Json(new { request = members }), Encoding.UTF8, "application/json");
        using var answer = await _gateway.Http.PostAsync("/api/transaction_list", body);
        return [.. JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()).GetProperty("response").EnumerateArray()];
    }

    private Task<ShopOrder> CreateAsync(string? simulator = null, params (string, string)[] more) =>
        _shop.CreateAsync(_receiver.At("/shop"), simulator, [("verification", "Y"), ("verification_type", "code"), .. more]);

    private async Task EndsAsync(ShopOrder order, string status, string verification)
    {
        await Eventually.BecomesAsync(() => _shop.StatusAsync(order), found => found == status, $"the order is {status}");
        var charges = await Eventually.BecomesAsync(() => _shop.ChargesAsync(order), charges => charges.Reversed > 0, "the hold has gone back");
        Assert.Equal((1, 1), (charges.Approved, charges.Reversed));
        Assert.Equal(verification, (await _shop.FindAsync(order.Id))["verification_status"]);
        await _receiver.WaitForAsync(order.Id, status);
        Assert.Equal(status, _receiver.Of(order.Id)[^1].Status);
    }

    private Task<string> ReadAtTheBankAsync(ShopOrder order) => ReadAtTheBankAsync(_gateway, order);

    private static async Task<string> ReadAtTheBankAsync(GatewayProcess gateway, ShopOrder order)
    {
        var book = await gateway.Http.GetFromJsonAsync<JsonElement>($"/test/acquirer/charges?order_id={order.Id}");
        return book.GetProperty("entries")[0].GetProperty("description").GetString()![^4..];
    }

    private async Task RestartAsync(Task cutOff)
    {
        await _gateway.KillAsync();
        await cutOff;
        await _gateway.StartAgainAsync();
    }

    private static async Task<byte[]> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }

    private static async Task Swallow(Task call)
    {
        try
        {
            await call;
        }
        catch (HttpRequestException)
        {
        }
    }
}
