using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tetri.Client.Calling;

namespace Tetri.Client.Tests;

/// <summary>The cases of spec/client: a loop over rows. Nothing waits, and nothing goes over a network.</summary>
public sealed class ConformanceTests(ConformanceTests.Results results) : IClassFixture<ConformanceTests.Results>
{
    private static readonly JsonNode Index = Spec.Read("spec/client/cases/index.json");
    private static readonly JsonObject Lacks = Spec.Read("sdk/dotnet/conformance.json")["lacks"]!.AsObject();

    public static IEnumerable<TheoryDataRow<string, string>> Cases =>
        from file in Index["files"]!.AsArray()
        from row in Spec.Read($"spec/client/cases/{file}")["cases"]!.AsArray()
        select new TheoryDataRow<string, string>((string)file!, (string)row["name"]!);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Case_GoesAsTheSpecSays(string file, string name)
    {
        var row = Spec.Read($"spec/client/cases/{file}")["cases"]!.AsArray().Single(row => (string)row!["name"]! == name)!.AsObject();
        results.Say(file, name, "failed");
        if (row["needs"]?.AsArray().Select(need => (string)need!).FirstOrDefault(Lacks.ContainsKey) is { } lack)
        {
            results.Say(file, name, $"skipped: {Lacks[lack]}");
            Assert.Skip($"no {lack}: {Lacks[lack]}");
        }
        using var run = new Run(row);
        await run.GoAsync();
        results.Say(file, name, "passed");
    }

    private sealed class Run(JsonObject row) : IDisposable
    {
        private readonly Queue<JsonObject> _replies = new(row["replies"]?.AsArray().Select(reply => reply!.AsObject()) ?? []);
        private readonly List<(HttpTry Request, TimeSpan Timeout)> _requests = [];
        private readonly List<int> _delays = [];
        private readonly ManualClock _clock = new();
        private readonly CancellationTokenSource _givenUp = new();
        private int _ids;

        public async Task GoAsync()
        {
            Known(row, "name", "needs", "client", "env", "random", "call", "args", "options", "replies", "expect");
            var expect = row["expect"]!.AsObject();
            Known(expect, "requests", "result", "error", "delays", "text_without");
            if ((string?)row["options"]?["abort"] == "before")
                await _givenUp.CancelAsync();

            object? result = null;
            Exception? error = null;
            try
            {
                result = await Calls.RunAsync((string)row["call"]!, Client(), row["args"]!.AsObject(), Calls.CallOptionsOf(row["options"]?.AsObject()), _givenUp.Token);
            }
            catch (Exception e) when (expect["error"] is not null)
            {
                error = e;
            }

            Assert.Empty(_replies);
            if (expect["error"] is JsonObject wrong)
                MatchesError(Assert.IsAssignableFrom<Exception>(error), wrong);
            if (expect["result"] is { } right)
                MatchesResult(result, right);
            if (expect["delays"] is { } delays)
                Assert.Equal(delays.AsArray().Select(delay => (int)delay!), _delays);
            if (expect["requests"] is JsonArray requests)
            {
                Assert.Equal(requests.Count, _requests.Count);
                foreach (var (request, wanted) in _requests.Zip(requests))
                    MatchesRequest(request.Request, request.Timeout, wanted!.AsObject());
            }
            foreach (var secret in expect["text_without"]?.AsArray() ?? [])
                Assert.DoesNotContain((string)secret!, $"{error}{result}", StringComparison.Ordinal);
        }

        public void Dispose() => _givenUp.Dispose();

        private TetriClient Client()
        {
            var options = Index["client"]!.DeepClone().AsObject();
            foreach (var (name, value) in row["client"]?.AsObject() ?? [])
                options[name] = value?.DeepClone();
            var settings = Settings.Of(Calls.OptionsOf(options), name => (string?)row["env"]?[name]);
            return new(settings, new(SendAsync, _clock, WaitAsync, () => (double)(row["random"] ?? Index["random"])!, () => $"id-{++_ids}"));
        }

        private Task<HttpReply> SendAsync(HttpTry request, TryLimits limits, CancellationToken cancellationToken)
        {
            _requests.Add((request, limits.Timeout));
            Assert.True(_replies.TryDequeue(out var reply), "a try that was not expected");
            Known(reply, "status", "headers", "json", "text", "fails", "after_ms");
            _clock.Advance(TimeSpan.FromMilliseconds((int?)reply["after_ms"] ?? 0));
            if ((string?)reply["fails"] is { } why)
                throw new TransportException(why switch { "refused" => NoReply.NeverSent, "reset" => NoReply.Broken, "timeout" => NoReply.TimedOut, _ => throw new NotSupportedException(why) });
            var headers = (reply["headers"]?.AsObject() ?? []).ToDictionary(header => header.Key, header => (string?)header.Value, StringComparer.OrdinalIgnoreCase);
            var body = Encoding.UTF8.GetBytes((string?)reply["text"] ?? reply["json"]!.ToJsonString());
            return Task.FromResult(new HttpReply((int)reply["status"]!, headers.GetValueOrDefault, body));
        }

        private async Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
        {
            _delays.Add((int)time.TotalMilliseconds);
            _clock.Advance(time);
            if ((string?)row["options"]?["abort"] == "in_wait")
                await _givenUp.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static void MatchesRequest(HttpTry request, TimeSpan timeout, JsonObject expected)
    {
        Known(expected, "method", "url", "headers", "timeout_ms", "json", "form", "order", "signed_with");
        if ((string?)expected["method"] is { } method)
            Assert.Equal("POST", method);
        if ((string?)expected["url"] is { } url)
            Assert.Equal(url, request.Url);
        if ((int?)expected["timeout_ms"] is { } milliseconds)
            Assert.Equal(milliseconds, timeout.TotalMilliseconds);
        foreach (var (name, value) in expected["headers"]?.AsObject() ?? [])
        {
            var sent = request.Headers.GetValueOrDefault(name);
            if (value is JsonObject pattern)
                Assert.Matches((string)pattern["matches"]!, sent);
            else
                Assert.Equal((string?)value, sent);
        }
        MatchesBody(request.Body, expected, sent => sent["request"]!);
    }

    private static void MatchesResult(object? result, JsonNode expected)
    {
        if (result is BuiltCallback built)
        {
            Known(expected.AsObject(), "json", "form", "order", "signed_with", "content_type");
            Assert.Equal((string?)expected["content_type"], built.ContentType);
            MatchesBody(built.Body, expected.AsObject(), sent => sent);
        }
        else
        {
            Same(expected, Calls.OnTheWire(result));
        }
    }

    private static void MatchesBody(string body, JsonObject expected, Func<JsonNode, JsonNode> opened)
    {
        if (expected["json"] is { } json)
            Same(json, JsonNode.Parse(body));
        if (expected["form"] is { } form)
            Same(form, new JsonObject(body.Split('&').Select(pair => pair.Split('=')).Select(pair => KeyValuePair.Create(Decoded(pair[0]), (JsonNode?)Decoded(pair[1])))));
        if (expected["order"] is { } order)
        {
            var sent = opened(JsonNode.Parse(body)!);
            Assert.Equal("2.0", (string?)sent["version"]);
            Same(new JsonObject { ["order"] = order.DeepClone() }, JsonNode.Parse(Convert.FromBase64String((string)sent["data"]!)));
            Assert.Equal(Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes($"{expected["signed_with"]}|{sent["data"]}"))), (string?)sent["signature"], ignoreCase: true);
        }
    }

    private static void MatchesError(Exception exception, JsonObject expected)
    {
        Known(expected, "kind", "reason", "code", "message", "request_id", "status", "retryable", "retry_after_s", "outcome_unknown", "tries");
        var error = Calls.ErrorOf(exception);
        foreach (var (name, value) in expected)
            Same(value!, error[name]);
    }

    private static void Same(JsonNode expected, JsonNode? actual)
    {
        if (!JsonNode.DeepEquals(expected, actual))
            Assert.Equal(expected.ToJsonString(), actual?.ToJsonString());
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static void Known(JsonObject given, params string[] names) =>
        Assert.All(given, member => Assert.True(names.Contains(member.Key), $"the runner does not know {member.Key}"));

    private sealed class ManualClock : TimeProvider
    {
        private TimeSpan _passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _passed.Ticks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.Parse((string)Index["now"]!, CultureInfo.InvariantCulture) + _passed;

        public void Advance(TimeSpan time) => _passed += time;
    }

    /// <summary>What the cases gave, for the table in sdk/README.md.</summary>
    public sealed class Results : IDisposable
    {
        private readonly JsonObject _cases = [];

        internal void Say(string file, string name, string outcome)
        {
            var theme = Path.GetFileNameWithoutExtension(file);
            _cases[theme] ??= new JsonObject();
            _cases[theme]![name] = outcome;
        }

        public void Dispose()
        {
            var folder = Directory.CreateDirectory(Path.Combine(Spec.Root, "artifacts/sdk"));
            var outcome = new JsonObject
            {
                ["language"] = "dotnet",
                ["version"] = typeof(TetriClient).Assembly.GetName().Version!.ToString(3),
                ["ran_on"] = RuntimeInformation.FrameworkDescription,
                ["cases"] = _cases,
            };
            File.WriteAllText(Path.Combine(folder.FullName, Environment.Version.Major == 8 ? "dotnet-oldest.json" : "dotnet.json"), outcome.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");
        }
    }
}
