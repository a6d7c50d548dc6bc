using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Tetri.Tests.Conformance;

namespace Tetri.Tests.Commands;

public sealed class CheckCommandTests(RunningGateway gateway) : IClassFixture<RunningGateway>
{
    [Fact]
    public async Task Check_ShowsBalances_ThenWhatIsWrong_AndEntersWhatIsMissing()
    {
        await PayAsync("checked-1");

        var sound = await RunAsync();
        Assert.Equal(0, sound.ExitCode);
        Assert.Matches("1549901 +GEL +0 +1000 +-1000 +0", sound.Output);

        Damage("DELETE FROM ledger_entries; DELETE FROM ledger_balances");
        var wrong = await RunAsync();
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("order checked-1", wrong.Output, StringComparison.Ordinal);
        Assert.Contains("has no entries", wrong.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("--merchant", "1396424")).ExitCode);
        Assert.Equal(1, (await RunAsync("--merchant", "77")).ExitCode);

        Assert.Equal(0, (await RunAsync("--add-missing")).ExitCode);
        Assert.Equal(sound.Output, (await RunAsync()).Output);
    }

    [Fact]
    public async Task Merchant_IsShownWithItsBalances_AndReportsHaveWhatTheLedgerHas()
    {
        Assert.DoesNotContain("BALANCE", (await Run.OfAsync(gateway.DataFolder, ["merchants", "show", "700001"])).Output, StringComparison.Ordinal);
        await Run.OfAsync(gateway.DataFolder, ["merchants", "set", "700001", "fee_basis_points=250"]);
        var free = 1000 * await PaymentsUntilTheFeeIsKnownAsync();
        await PayAsync("settled-1", "700001");

        var shown = await Run.OfAsync(gateway.DataFolder, ["merchants", "show", "700001"]);
        Assert.Matches($@"CURRENCY +HELD +BALANCE +ACQUIRER +FEES\n *GEL +0 +{free + 1950} +-{free + 2000} +50", shown.Output);
        var json = JsonDocument.Parse((await Run.OfAsync(gateway.DataFolder, ["merchants", "show", "700001", "--json"])).Output).RootElement;
        Assert.Equal(free + 1950, json.GetProperty("balances")[0].GetProperty("balance").GetInt64());
        var today = DateTimeOffset.UtcNow;
        var report = await PostAsync("/api/reports", [("merchant_id", "700001"), ("date_from", Day(today.AddDays(-1))), ("date_to", Day(today.AddDays(1)))]);
        Assert.Contains("\"fee\":\"25\"", report, StringComparison.Ordinal);
        Assert.Contains("\"settlement_amount\":\"975\"", report, StringComparison.Ordinal);
        Assert.Contains("\"settlement_currency\":\"GEL\"", report, StringComparison.Ordinal);
        Assert.Matches($"\"settlement_date\":\"({Regex.Escape(Day(today))}|{Regex.Escape(Day(DateTimeOffset.UtcNow))})\"", report);
        var list = await PostAsync("/api/transaction_list", [("merchant_id", "700001"), ("order_id", "settled-1")]);
        Assert.Contains("\"settlement_amount\":9.75", list, StringComparison.Ordinal);
        Assert.Contains("\"fee\":0.25", list, StringComparison.Ordinal);

        static string Day(DateTimeOffset day) => day.UtcDateTime.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

        // The gateway reads settings every two seconds.
        async Task<int> PaymentsUntilTheFeeIsKnownAsync()
        {
            var tries = 0;
            for (; !(await PayAsync($"fee-{tries}", "700001")).Contains("\"fee\":\"25\"", StringComparison.Ordinal); tries++)
            {
                Assert.True(tries < 30, "The fee is not taken.");
                await Task.Delay(200);
            }
            return tries;
        }
    }

    private Task<Run> RunAsync(params string[] words) => Run.OfAsync(gateway.DataFolder, ["check", .. words]);

    private void Damage(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(gateway.DataFolder, "tetri.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private async Task<string> PayAsync(string orderId, string merchantId = "1549901")
    {
        var answer = await PostAsync("/api/3dsecure_step1",
        [
            ("order_id", orderId), ("merchant_id", merchantId), ("order_desc", "Tea"), ("amount", "1000"), ("currency", "GEL"),
            ("card_number", "4444555511116666"), ("cvv2", "111"), ("expiry_date", "1232"),
        ]);
        Assert.Contains("\"approved\"", answer, StringComparison.Ordinal);
        return answer;
    }

    private async Task<string> PostAsync(string path, (string, string)[] members)
    {
        var pairs = members.Append(("signature", Step.Sign("test", members))).Select(member => $"\"{member.Item1}\":\"{member.Item2}\"");
        using var body = new StringContent("{\"request\":{" + string.Join(',', pairs) + "}}", Encoding.UTF8, "application/json");
        using var answer = await gateway.Client.PostAsync(path, body);
        return await answer.Content.ReadAsStringAsync();
    }
}
