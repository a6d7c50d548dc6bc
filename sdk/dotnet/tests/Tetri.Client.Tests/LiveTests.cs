using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tetri.Client.Tests;

/// <summary>spec/client/live.json with a running gateway, which test/Sdk/run.sh starts.</summary>
public sealed class LiveTests : IDisposable
{
    private static readonly JsonNode Live = Spec.Read("spec/client/live.json");
    private readonly HttpClient _http = new(new SocketsHttpHandler());

    public static bool IsRunning => RunningGateway.IsThere;

    public static IEnumerable<TheoryDataRow<string>> Names => Live["cases"]!.AsArray().Select(row => new TheoryDataRow<string>((string)row!["name"]!));

    [Theory(Skip = RunningGateway.Absent, SkipUnless = nameof(IsRunning))]
    [MemberData(nameof(Names))]
    public async Task Steps_GoAsTheSpecSays(string name)
    {
        var row = Live["cases"]!.AsArray().Single(row => (string)row!["name"]! == name)!;
        var kept = new Dictionary<string, string> { ["unique"] = $"dotnet-{Guid.NewGuid():N}", ["callbacks"] = $"{RunningGateway.Callbacks}/callback" };
        foreach (var template in row["steps"]!.AsArray())
        {
            var step = Filled(template!, kept);
            using var client = new TetriClient(Calls.OptionsOf(Laid(Live["client"], row["client"], step["client"])));
            var expect = step["expect"]!;
            JsonNode? result = null, error = null;
            try
            {
                result = Calls.OnTheWire(step["callback"] is JsonObject wanted
                    ? await ReadCallbackAsync(client, wanted, step["refuses_changes"] is not null)
                    : await Calls.RunAsync((string)step["call"]!, client, Days(step["args"]!.AsObject()), Calls.CallOptionsOf(step["options"]?.AsObject())));
            }
            catch (TetriException e) when (expect["error"] is not null)
            {
                error = Calls.ErrorOf(e);
            }
            if (expect["error"] is { } wrong)
                Contains(error, wrong);
            if (expect["result"] is { } right)
                Contains(result, right);
            if (expect["rows"] is { } rows)
                Assert.Equal((int)rows, result!.AsArray().Count);
            if (expect["row"] is { } some)
                Assert.True(result!.AsArray().Any(found => Holds(found, some)), $"no row with {some.ToJsonString()}");
            foreach (var (keep, path) in step["keep"]?.AsObject() ?? [])
                kept[keep] = ((string)path!).Split('.').Aggregate(result!, (value, member) => value[member]!).ToString();
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Order> ReadCallbackAsync(TetriClient client, JsonObject wanted, bool refusesChanges)
    {
        var query = string.Join('&', wanted.Select(part => $"{part.Key}={Uri.EscapeDataString((string)part.Value!)}"));
        using var response = await _http.GetAsync($"{RunningGateway.Callbacks}/of?{query}");
        var body = await response.Content.ReadAsByteArrayAsync();
        Assert.True(response.IsSuccessStatusCode, System.Text.Encoding.UTF8.GetString(body));
        var contentType = response.Content.Headers.ContentType?.ToString();
        var order = client.Callbacks.Read(body, contentType);
        if (refusesChanges)
        {
            var message = JsonNode.Parse(body)!.AsObject();
            foreach (var changed in Changes(message))
                Assert.Throws<SignatureException>(() => client.Callbacks.Read(changed.ToJsonString()));
            using var stranger = new TetriClient(Calls.OptionsOf(Laid(Live["client"], new JsonObject { ["secret_key"] = "another", ["credit_key"] = "another" })));
            Assert.Throws<SignatureException>(() => stranger.Callbacks.Read(body, contentType));
            var reordered = new JsonObject(message.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
            Assert.True(JsonNode.DeepEquals(Calls.OnTheWire(order), Calls.OnTheWire(client.Callbacks.Read(reordered.ToJsonString()))));
        }
        return order;
    }

    private static IEnumerable<JsonObject> Changes(JsonObject message)
    {
        JsonObject With(Action<JsonObject> change)
        {
            var changed = message.DeepClone().AsObject();
            change(changed);
            return changed;
        }
        yield return With(changed => changed["signature"] = "");
        yield return With(changed => changed.Remove("signature"));
        if ((string?)message["data"] is { } data)
        {
            yield return With(changed => changed["data"] = data[..40] + (data[40] == 'A' ? 'B' : 'A') + data[41..]);
            yield return With(changed => changed["data"] = data[4..]);
        }
        else
        {
            yield return With(changed => changed["amount"] = "1001");
            yield return With(changed => changed["extra"] = "1");
            yield return With(changed => changed.Remove("approval_code"));
        }
    }

    private static JsonNode Filled(JsonNode template, Dictionary<string, string> kept) => JsonNode.Parse(Regex.Replace(
        template.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }),
        @"\{(\w+)\}", name => kept.GetValueOrDefault(name.Groups[1].Value, name.Value)))!;

    private static JsonObject Laid(params JsonNode?[] layers) =>
        new(layers.OfType<JsonObject>().SelectMany(layer => layer).GroupBy(member => member.Key).Select(same => KeyValuePair.Create(same.Key, same.Last().Value?.DeepClone())));

    private static JsonObject Days(JsonObject args)
    {
        var today = new DateTimeOffset(TimeProvider.System.GetUtcNow().Date, TimeSpan.Zero);
        foreach (var (name, value) in args.ToArray())
        {
            if (value is JsonObject && (string?)value["time"] is { } day)
                args[name] = new JsonObject { ["time"] = (day == "tomorrow" ? today.AddDays(1) : today).ToString("O") };
        }
        return args;
    }

    private static void Contains(JsonNode? found, JsonNode expected)
    {
        if (!Holds(found, expected))
            Assert.Fail($"expected {expected.ToJsonString()}, found {found?.ToJsonString()}");
    }

    private static bool Holds(JsonNode? found, JsonNode? expected) => expected switch
    {
        JsonObject pattern when (string?)pattern["matches"] is { } regex => found is not null && Regex.IsMatch(found.ToString(), regex),
        JsonObject members => members.All(member => Holds(found?[member.Key], member.Value)),
        _ => JsonNode.DeepEquals(found, expected),
    };
}
