using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tetri.Merchants;
using Tetri.Tests.Conformance;

namespace Tetri.Tests.Commands;

public sealed class MerchantsCommandTests(RunningGateway gateway) : IClassFixture<RunningGateway>
{
    private int _orders;

    [Fact]
    public async Task Merchant_AddedBesideARunningGateway_CanTakeOrders_UntilItsKeyIsRotated()
    {
        var added = await RunAsync("merchants", "add", "--id", "41", "--name", "Forty-one", "--currencies", "usd,GEL", "--json");
        Assert.Equal(0, added.ExitCode);
        var merchant = JsonDocument.Parse(added.Output).RootElement;
        var key = merchant.GetProperty("payment_key").GetString()!;
        Assert.Matches("^[A-Za-z0-9]{32}$", key);
        Assert.Matches("^[A-Za-z0-9]{32}$", merchant.GetProperty("credit_key").GetString()!);
        Assert.Matches("^[0-9a-f]{32}$", merchant.GetProperty("page_hash").GetString()!);

        await WaitForAsync(async () => (await CreateOrderAsync(41, key)).Contains("checkout_url", StringComparison.Ordinal));

        var rotated = await RunAsync("merchants", "rotate-key", "41", "payment", "--json");
        var newKey = JsonDocument.Parse(rotated.Output).RootElement.GetProperty("key").GetString()!;
        Assert.NotEqual(key, newKey);
        await WaitForAsync(async () => (await CreateOrderAsync(41, key)).Contains("\"1014\"", StringComparison.Ordinal));
        Assert.Contains("checkout_url", await CreateOrderAsync(41, newKey), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_OfAnIdThatIsTaken_IsRefusedAndChangesNothing()
    {
        var taken = await RunAsync("merchants", "add", "--id", "1549901", "--name", "Other");

        Assert.Equal(1, taken.ExitCode);
        Assert.Contains("exists already", taken.Error, StringComparison.Ordinal);
        var shown = await RunAsync("merchants", "show", "1549901", "--keys", "--json");
        Assert.Equal("test", JsonDocument.Parse(shown.Output).RootElement.GetProperty("payment_key").GetString());
    }

    [Fact]
    public async Task Keys_AreShownOnlyWhenAskedFor()
    {
        foreach (var words in new[] { "merchants list", "merchants list --json", "merchants show 1549901", "merchants show 1549901 --json" })
        {
            var run = await RunAsync(words.Split(' '));
            Assert.Equal(0, run.ExitCode);
            Assert.Contains("1549901", run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("testcredit", run.Output, StringComparison.Ordinal);
        }
        Assert.Contains("testcredit", (await RunAsync("merchants", "show", "1549901", "--keys")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_TakesEveryKindOfValue_AndAnEmptyOneClears()
    {
        await RunAsync("merchants", "add", "--id", "42", "--name", "Forty-two");

        var set = await RunAsync("merchants", "set", "42", "accent=#00aa55", "return_method=GET", "numeric_error_code=true",
            "response_url=https://shop.example/back?a=1", "shop_origins=https://shop.example,http://localhost:3000", "former_ids=5", "name=Two", "--json");
        Assert.Equal(0, set.ExitCode);
        var merchant = JsonDocument.Parse(set.Output).RootElement;
        var settings = merchant.GetProperty("settings");
        Assert.Equal("Two", merchant.GetProperty("name").GetString());
        Assert.Equal("#00aa55", settings.GetProperty("accent").GetString());
        Assert.True(settings.GetProperty("numeric_error_code").GetBoolean());
        Assert.Equal("https://shop.example/back?a=1", settings.GetProperty("response_url").GetString());
        Assert.Equal(2, settings.GetProperty("shop_origins").GetArrayLength());

        var cleared = await RunAsync("merchants", "set", "42", "accent=", "shop_origins=", "--json");
        settings = JsonDocument.Parse(cleared.Output).RootElement.GetProperty("settings");
        Assert.False(settings.TryGetProperty("accent", out _));
        Assert.Equal("GET", settings.GetProperty("return_method").GetString());
    }

    [Fact]
    public void EverySetting_HasANameForSet()
    {
        var known = SettableValue.All.Select(value => value.Name).ToHashSet();

        Assert.All(MerchantJson.Default.MerchantSettings.Properties, property => Assert.Contains(property.Name, known));
    }

    [Theory]
    [InlineData("accent", "red")]
    [InlineData("return_method", "PUT")]
    [InlineData("numeric_error_code", "1")]
    [InlineData("response_url", "ftp://shop.example/")]
    [InlineData("shop_origins", "https://shop.example/path")]
    [InlineData("currencies", "GEL,XXX")]
    [InlineData("currencies", "")]
    [InlineData("former_ids", "549755813888")]
    [InlineData("name", "")]
    [InlineData("fee_basis_points", "10001")]
    [InlineData("client_fee_basis_points", "10001")]
    [InlineData("client_fee_fixed", "GEL:0.5")]
    [InlineData("client_fee_fixed", "GEL:5,GEL:6")]
    [InlineData("client_fee_fixed", "XXX:5")]
    [InlineData("promocodes", "SPRING")]
    [InlineData("promocodes", "SPRING:0")]
    [InlineData("promocodes", "SPRING:10000")]
    [InlineData("promocodes", "SPRING:100,spring:200")]
    [InlineData("promocodes", "SPRING:100:44x4")]
    [InlineData("cvv2_requirement", "never")]
    [InlineData("fee_basis_points", "2.5")]
    public void Value_ThatDoesNotFit_IsRefused(string name, string text)
    {
        var merchant = DemoMerchants.All.First();

        Assert.Null(SettableValue.Find(name)!.Write(merchant, text));
    }

    [Fact]
    public async Task WrongWords_PrintUsageAndExitWith2()
    {
        foreach (var words in new[] { "frobnicate", "--url http://localhost:1", "merchants", "merchants show x", "merchants show 549755813888", "merchants add --id 0 --name A" })
        {
            var run = await RunAsync(words.Split(' '));
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("Usage:", run.Error, StringComparison.Ordinal);
            Assert.Empty(run.Output);
        }
    }

    [Fact]
    public async Task UnknownSetting_ListsTheKnownOnes_AndNothingOfTheCallIsKept()
    {
        var run = await RunAsync("merchants", "set", "1549901", "accent=#123456", "colour=red");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("return_method", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("#123456", (await RunAsync("merchants", "show", "1549901")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_WhereNoDatabaseIs_LeavesNoneBehind()
    {
        var folder = Path.Combine(gateway.DataFolder, "elsewhere");

        var run = await Run.OfAsync(folder, "merchants", "list");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("tetri.db", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    private Task<Run> RunAsync(params string[] words) => Run.OfAsync(gateway.DataFolder, words);

    private async Task<string> CreateOrderAsync(long merchantId, string key)
    {
        var orderId = $"order-{++_orders}";
        var signature = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes($"{key}|1000|GEL|{merchantId}|Tea|{orderId}")));
        using var answer = await gateway.Client.PostAsync("/api/checkout/url", new StringContent(
            $$$"""{"request":{"amount":1000,"currency":"GEL","merchant_id":{{{merchantId}}},"order_desc":"Tea","order_id":"{{{orderId}}}","signature":"{{{signature}}}"}}""",
            Encoding.UTF8, "application/json"));
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task WaitForAsync(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 100; i++)
        {
            if (await condition())
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
        Assert.Fail("It did not come about within ten seconds.");
    }
}
