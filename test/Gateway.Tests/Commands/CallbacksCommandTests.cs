using System.Text.Json;
using Tetri.Tests.Conformance;
using Tetri.Tests.Demo;

namespace Tetri.Tests.Commands;

public sealed class CallbacksCommandTests(RunningGateway gateway) : IClassFixture<RunningGateway>
{
    [Fact]
    public async Task Callback_IsListedShownAndSentAgainExactlyOnce()
    {
        var visitor = new DemoVisitor(gateway.Client);
        await visitor.PayAsync("order_id=resent-1");
        var page = await visitor.WaitForNewsAsync("resent-1", "signature is right");
        Assert.Contains("<dt>Attempt</dt><dd>1</dd>", page, StringComparison.Ordinal);

        var listed = Assert.Single(JsonDocument.Parse((await RunAsync("callbacks", "list", "--order", "resent-1", "--json")).Output).RootElement.EnumerateArray());
        Assert.Equal("delivered", listed.GetProperty("state").GetString());
        Assert.Equal("approved", listed.GetProperty("order_status").GetString());
        var id = listed.GetProperty("id").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(0, (await RunAsync("callbacks", "resend", id)).ExitCode);
        await visitor.WaitForNewsAsync("resent-1", "<dt>Attempt</dt><dd>2</dd>");
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        Assert.DoesNotContain("<dt>Attempt</dt><dd>3</dd>", await visitor.NewsAsync("resent-1"), StringComparison.Ordinal);

        var shown = await RunAsync("callbacks", "show", id, "--json");
        var callback = JsonDocument.Parse(shown.Output).RootElement;
        Assert.Equal([1, 2], callback.GetProperty("tries").EnumerateArray().Select(attempt => attempt.GetProperty("number").GetInt32()));
        Assert.All(callback.GetProperty("tries").EnumerateArray(), attempt => Assert.Equal(200, attempt.GetProperty("http_status").GetInt32()));
        // The body as shown is the body as it came in.
        Assert.Contains(callback.GetProperty("body").GetString()!, System.Net.WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("delivered  200", (await RunAsync("callbacks", "show", id)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task States_AreTakenApart()
    {
        var visitor = new DemoVisitor(gateway.Client);
        await visitor.PayAsync("order_id=state-1");
        await visitor.WaitForNewsAsync("state-1", "signature is right");

        Assert.Contains("state-1", (await RunAsync("callbacks", "list", "--state", "delivered")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("state-1", (await RunAsync("callbacks", "list", "--state", "exhausted")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("state-1", (await RunAsync("callbacks", "list", "--merchant", "1396424")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("callbacks", "list", "--state", "lost")).ExitCode);
    }

    [Fact]
    public async Task UnknownCallback_IsRefused()
    {
        foreach (var verb in new[] { "show", "resend" })
        {
            var run = await RunAsync("callbacks", verb, "999999");
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("999999", run.Error, StringComparison.Ordinal);
        }
    }

    private Task<Run> RunAsync(params string[] words) => Run.OfAsync(gateway.DataFolder, words);
}
