using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tetri.Tests.Conformance;

/// <summary>A gateway that writes down all that it can be made to.</summary>
public sealed class TalkativeGateway : RunningGateway
{
    protected override IEnumerable<(string Name, string Value)> Settings =>
    [
        ("Logging__LogLevel__Default", "Trace"), ("Logging__LogLevel__Microsoft", "Trace"), ("Logging__LogLevel__Microsoft.AspNetCore", "Trace"),
        ("Logging__LogLevel__System", "Trace"), ("Logging__LogLevel__System.Net.Http.HttpClient", "Trace"), ("Logging__LogLevel__Tetri", "Trace"), ("Tetri__Logs", "json"),
    ];
}

/// <summary>What a payment needs and nobody else may have: it goes through every door of the gateway, and into no log.</summary>
public sealed partial class LogTests(TalkativeGateway gateway) : IClassFixture<TalkativeGateway>
{
    private const string Cvv = "907";

    [Fact]
    public async Task NoCard_NoCvv_AndNothingThatAWalletGave_IsInTheLog_HoweverMuchItTells()
    {
        var secrets = new HashSet<string>();
        foreach (var file in Directory.GetFiles(Spec.Folder("conformance"), "*.json"))
            foreach (var row in Case.Of(Path.GetFileNameWithoutExtension(file)))
            {
                var text = TypedCvv.Replace(row.ToJsonString(), $"${{1}}{Cvv}${{2}}");
                secrets.UnionWith(CardNumber.Matches(text).Select(match => match.Value));
                foreach (var (place, value) in await Case.RunAsync(gateway, text))
                    if (place is "container" or "md" or "pareq" or "pares" or "rectoken" && value.Length > 8)
                        secrets.UnionWith([value, .. Opened(value)]);
            }
        Assert.Equal((true, true), (secrets.Count(secret => secret.Length == 16) > 5, secrets.Count(secret => secret.Length > 100) > 10));

        // The last request is in the log when its own line is.
        var last = $"/api/last-{Guid.NewGuid():N}"[..20];
        (await gateway.Client.GetAsync(last)).Dispose();
        await SaysAsync(line => line.Contains(last, StringComparison.Ordinal));
        Assert.Contains(gateway.Output, line => line.Contains("\"LogLevel\":\"Trace\"", StringComparison.Ordinal));
        Assert.Contains(gateway.Output, line => line.Contains("\"LogLevel\":\"Debug\",\"Category\":\"Microsoft.AspNetCore.Server.Kestrel", StringComparison.Ordinal));
        foreach (var line in gateway.Output)
        {
            Assert.True(!secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal)), line);
            if (line.Contains("\"Category\":\"Tetri.", StringComparison.Ordinal))
                Assert.DoesNotMatch(LoggedCvv, Elapsed.Replace(line, ""));
        }
    }

    /// <summary>A container is base64 of JSON, in which the wallet's own texts are.</summary>
    private static IEnumerable<string> Opened(string container)
    {
        var bytes = new byte[container.Length];
        if (!Convert.TryFromBase64String(container, bytes, out var length) || length == 0 || bytes[0] != '{')
            return [];
        return Texts(JsonNode.Parse(bytes.AsSpan(0, length))).Where(text => text.Length > 40);

        static IEnumerable<string> Texts(JsonNode? node) => node switch
        {
            JsonObject members => members.SelectMany(member => Texts(member.Value)),
            JsonArray items => items.SelectMany(Texts),
            JsonValue value when value.TryGetValue<string>(out var text) => [text],
            _ => [],
        };
    }

    private async Task SaysAsync(Func<string, bool> isSaid)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!gateway.Output.Any(isSaid))
            await Task.Delay(20, patience.Token);
    }

    [GeneratedRegex("""("(?:cvv2?|cvc)": ?")[0-9]{3}(")""")]
    private static partial Regex TypedCvv { get; }

    [GeneratedRegex(@"(?<![0-9])[2-9][0-9]{15}(?![0-9])")]
    private static partial Regex CardNumber { get; }

    [GeneratedRegex($"(?<![0-9A-Za-z.:_-]){Cvv}(?![0-9A-Za-z_-])")]
    private static partial Regex LoggedCvv { get; }

    [GeneratedRegex(@"in [0-9]+ ms|""Elapsed"":[0-9]+|""Timestamp"":""[^""]*""")]
    private static partial Regex Elapsed { get; }
}
