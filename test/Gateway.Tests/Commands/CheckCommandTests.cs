using System.Text;
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

    private Task<Run> RunAsync(params string[] words) => Run.OfAsync(gateway.DataFolder, ["check", .. words]);

    private void Damage(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(gateway.DataFolder, "tetri.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private async Task PayAsync(string orderId)
    {
        (string, string)[] members =
        [
            ("order_id", orderId), ("merchant_id", "1549901"), ("order_desc", "Tea"), ("amount", "1000"), ("currency", "GEL"),
            ("card_number", "4444555511116666"), ("cvv2", "111"), ("expiry_date", "1232"),
        ];
        var pairs = members.Append(("signature", Step.Sign("test", members))).Select(member => $"\"{member.Item1}\":\"{member.Item2}\"");
        using var body = new StringContent("{\"request\":{" + string.Join(',', pairs) + "}}", Encoding.UTF8, "application/json");
        using var answer = await gateway.Client.PostAsync("/api/3dsecure_step1", body);
        Assert.Contains("\"approved\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
