using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tetri.Tests.Conformance;

namespace Tetri.Tests.Commands;

public sealed class RectokensCommandTests(RunningGateway gateway) : IClassFixture<RunningGateway>
{
    private int _orders;

    [Fact]
    public async Task StoredCard_IsListedWithoutItsNumber_AndNotChargedAfterItWasDeactivated()
    {
        var rectoken = (string)(await PayAsync(1549901, "test", "4444555511116666"))["rectoken"]!;
        var listed = await RunAsync("rectokens", "list", "1549901", "--json");
        var row = JsonDocument.Parse(listed.Output).RootElement.EnumerateArray().Single(row => row.GetProperty("rectoken").GetString() == rectoken);
        Assert.Equal(("active", "444455XXXXXX6666"), (row.GetProperty("state").GetString(), row.GetProperty("masked_card").GetString()));
        Assert.DoesNotContain("4444555511116666", listed.Output, StringComparison.Ordinal);
        Assert.Equal("approved", (string?)(await ChargeAsync(1549901, "test", rectoken))["order_status"]);

        Assert.Equal(0, (await RunAsync("rectokens", "deactivate", "1549901", rectoken)).ExitCode);

        Assert.Equal("1078", (string?)(await ChargeAsync(1549901, "test", rectoken))["error_code"]);
        Assert.Matches($"{rectoken}.*deactivated", (await RunAsync("rectokens", "list", "1549901")).Output);
    }

    [Fact]
    public async Task UnknownRectoken_IsRefused()
    {
        var run = await RunAsync("rectokens", "deactivate", "1549901", "nonsense");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no such rectoken", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("rectokens", "list", "x")).ExitCode);
    }

    [Fact]
    public async Task MerchantThatMayNot_NeitherStoresNorCharges()
    {
        var added = await RunAsync("merchants", "add", "--id", "71", "--name", "Seventy-one", "--json");
        var key = JsonDocument.Parse(added.Output).RootElement.GetProperty("payment_key").GetString()!;
        await RunAsync("merchants", "set", "71", "recurring_allowed=false");
        await WaitForAsync(71, key, "1060");
        await RunAsync("merchants", "set", "71", "recurring_allowed=true", "rectoken_allowed=false");
        await WaitForAsync(71, key, "1059");

        Assert.Equal("1059", (string?)(await PayAsync(71, key, "4444555511116666"))["error_code"]);
        Assert.Equal("1059", (string?)(await PostAsync("checkout/url", key, Order(71, ("required_rectoken", "Y"))))["error_code"]);
        Assert.NotNull((await PostAsync("checkout/url", key, Order(71)))["checkout_url"]);
    }

    [Fact]
    public async Task NewMasterKey_IsInTheSandboxsFile_AndListedWithoutTheKeys()
    {
        var file = Path.Combine(gateway.DataFolder, "keys", "master.keys");
        var before = await File.ReadAllTextAsync(file);

        var rotated = await RunAsync("keys", "rotate");

        Assert.Equal(0, rotated.ExitCode);
        Assert.Contains(file, rotated.Output, StringComparison.Ordinal);
        var after = await File.ReadAllTextAsync(file);
        Assert.StartsWith(before, after, StringComparison.Ordinal);
        var newest = after.Trim().Split('\n')[^1].Split(':');
        Assert.DoesNotContain(newest[1], rotated.Output, StringComparison.Ordinal);
        var listed = (await RunAsync("keys", "list")).Output;
        Assert.Matches($"(?m)^{newest[0]} +in use +0", listed);
        Assert.Matches("(?m)^1 +[1-9]", listed);
        Assert.DoesNotContain(newest[1], listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewMasterKey_WhereNoGatewayEverWas_IsRefused()
    {
        var folder = Path.Combine(gateway.DataFolder, "elsewhere");

        Assert.Equal(1, (await Run.OfAsync(folder, "keys", "rotate")).ExitCode);
        Assert.False(Directory.Exists(folder));
    }

    private async Task WaitForAsync(long merchantId, string key, string errorCode)
    {
        for (var i = 0; i < 100; i++)
        {
            if ((string?)(await ChargeAsync(merchantId, key, "b037ba5501956289d7a2094dee020e6560de04"))["error_code"] == errorCode)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
        Assert.Fail($"{errorCode} did not come within ten seconds.");
    }

    private Task<JsonObject> PayAsync(long merchantId, string key, string card) => PostAsync("3dsecure_step1", key, Order(
        merchantId, ("card_number", card), ("expiry_date", "1232"), ("cvv2", "111"), ("required_rectoken", "Y")));

    private Task<JsonObject> ChargeAsync(long merchantId, string key, string rectoken) =>
        PostAsync("recurring", key, Order(merchantId, ("rectoken", rectoken)));

    private JsonObject Order(long merchantId, params (string Name, string Value)[] more)
    {
        var members = new JsonObject
        {
            ["order_id"] = $"stored-{++_orders}-{Guid.NewGuid():N}",
            ["merchant_id"] = merchantId,
            ["order_desc"] = "Tea",
            ["amount"] = 1000,
            ["currency"] = "GEL",
        };
        foreach (var (name, value) in more)
            members[name] = value;
        return members;
    }

    private async Task<JsonObject> PostAsync(string path, string key, JsonObject members)
    {
        members["signature"] = Step.Sign(key, members.Select(member => (member.Key, Step.Text(member.Value))));
        using var body = new StringContent(new JsonObject { ["request"] = members }.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await gateway.Client.PostAsync($"/api/{path}", body);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["response"]!.AsObject();
    }

    private Task<Run> RunAsync(params string[] words) => Run.OfAsync(gateway.DataFolder, words);
}
