using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tetri.Tests.Conformance;

namespace Tetri.Tests.Repository;

/// <summary>What the documents show works as they show it.</summary>
public partial class SampleTests(RunningGateway gateway) : IClassFixture<RunningGateway>
{
    [Fact]
    public async Task CurlOfTheReadme_MakesAnOrder()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Spec.Root, "README.md"));
        var command = ShellBlock.Match(readme).Groups[1].Value.Replace("http://localhost:8080/api", gateway.Client.BaseAddress + "api", StringComparison.Ordinal);
        Assert.Contains("curl", command, StringComparison.Ordinal);

        using var shell = Process.Start(new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", command }, RedirectStandardOutput = true })!;
        var answer = JsonNode.Parse(await shell.StandardOutput.ReadToEndAsync())!["response"]!;

        Assert.Equal("success", (string?)answer["response_status"]);
        Assert.NotNull(answer["checkout_url"]);
    }

    [Fact]
    public async Task RequestsOfTheReference_AreAnswered()
    {
        // More than one path: one for each sample.
        (string Page, string Paths)[] pages =
        [
            ("create-order.md", "/api/checkout/url"), ("status.md", "/api/status/order_id"), ("direct.md", "/api/3dsecure_step1"),
            ("recurring.md", "/api/recurring"), ("verification.md", "/api/checkout/url"), ("bank-payments.md", "/api/checkout/url"),
            ("p2pcredit.md", "/api/p2pcredit"), ("ibancredit.md", "/api/ibancredit"),
            ("capture.md", "/api/capture/order_id"), ("reverse.md", "/api/reverse/order_id"), ("transaction-list.md", "/api/transaction_list"),
            ("reports.md", "/api/reports"), ("fiscal-data.md", "/api/fiscal_data"), ("splitting.md", "/api/3dsecure_step1 /api/settlement /api/reverse/order_id"),
            ("subscriptions.md", "/api/3dsecure_step1 /api/subscription /api/subscription"),
        ];
        foreach (var (page, paths) in pages)
        {
            var text = await File.ReadAllTextAsync(Path.Combine(Spec.Root, "docs/reference", page));
            var requests = JsonBlock.Matches(text).Select(block => block.Groups[1].Value).Where(block => SignedRequest.IsMatch(block)).ToArray();
            Assert.NotEmpty(requests);
            foreach (var (request, place) in requests.Select((request, place) => (request, place)))
            {
                var path = paths.Split(' ') is { Length: > 1 } each ? each[place] : paths;
                using var body = new StringContent(request, Encoding.UTF8, "application/json");
                using var response = await gateway.Client.PostAsync(path, body);
                var answer = Opened(JsonNode.Parse(await response.Content.ReadAsStringAsync())!["response"]!);
                Assert.True(answer is JsonArray || (string?)answer["response_status"] == "success", $"{page} got {answer}");
            }
        }
    }

    [Fact]
    public async Task RequestOfTheUnsignedOrdersPage_MakesAnOrder()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Spec.Root, "docs/reference/unsigned-orders.md"));
        using var body = new StringContent(JsonBlock.Match(text).Groups[1].Value, Encoding.UTF8, "application/json");

        using var response = await gateway.Client.PostAsync("/checkout/order", body);

        Assert.Equal("success", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["response"]!["response_status"]);
    }

    [Fact]
    public async Task RequestOfTheBrowserPage_Pays()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Spec.Root, "docs/reference/browser-api.md"));
        using var body = new StringContent(JsonBlock.Match(text).Groups[1].Value, Encoding.UTF8, "application/json");

        using var response = await gateway.Client.PostAsync("/api/checkout/ajax", body);

        Assert.Equal("approved", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["response"]!["order"]!["order_data"]!["order_status"]);
    }

    [Fact]
    public async Task LinkOfTheButtonsPage_LeadsToAPage()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Spec.Root, "docs/reference/buttons.md"));

        using var response = await gateway.Client.GetAsync(ButtonLink.Match(text).Groups[1].Value);

        Assert.Equal(System.Net.HttpStatusCode.Found, response.StatusCode);
    }

    private static JsonNode Opened(JsonNode answer) =>
        answer is JsonObject message && message["data"] is { } data ? JsonNode.Parse(Convert.FromBase64String((string)data!))!["order"]! : answer;

    [Fact]
    public void DigestOfTheSignaturesPage_FitsItsSigningString()
    {
        var text = File.ReadAllText(Path.Combine(Spec.Root, "docs/reference/signatures.md"));
        var sample = SigningSample.Match(text);

        Assert.Equal(sample.Groups[2].Value, Step.Hex(sample.Groups[1].Value));
    }

    [GeneratedRegex(@"```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock { get; }

    [GeneratedRegex(@"```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock { get; }

    [GeneratedRegex(@"""request"".*""signature"": ""[0-9a-f]{40}""", RegexOptions.Singleline)]
    private static partial Regex SignedRequest { get; }

    [GeneratedRegex(@"http://localhost:8080(/api/checkout\?button=\S+)")]
    private static partial Regex ButtonLink { get; }

    [GeneratedRegex(@"```\n(test\|.*)\n([0-9a-f]{40})\n```")]
    private static partial Regex SigningSample { get; }
}
