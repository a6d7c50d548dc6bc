using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Tetri.Tests.Conformance;

/// <summary>Runs every case of spec/conformance against the built gateway. What a row may hold is said in spec/conformance/README.md.</summary>
public sealed class ConformanceOnSqliteTests(RunningGateway gateway) : ConformanceTests(gateway), IClassFixture<RunningGateway>;

public sealed class ConformanceOnPostgresTests(RunningGatewayOnPostgres gateway) : ConformanceTests(gateway), IClassFixture<RunningGatewayOnPostgres>;

public abstract class ConformanceTests(RunningGateway gateway)
{
    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var file in Directory.GetFiles(Spec.Folder("conformance"), "*.json").Order(StringComparer.Ordinal))
            foreach (var row in JsonNode.Parse(File.ReadAllText(file))!["cases"]!.AsArray())
                cases.Add(Path.GetFileNameWithoutExtension(file), (string)row!["name"]!);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Case_OfTheSpec_Holds(string file, string name) =>
        await Case.RunAsync(gateway, Case.Of(file).Single(row => (string)row["name"]! == name).ToJsonString());
}

/// <summary>A case, step after step, against a gateway.</summary>
internal static class Case
{
    public static IEnumerable<JsonObject> Of(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Spec.Folder("conformance"), $"{file}.json")))!["cases"]!.AsArray().Select(row => row!.AsObject());

    /// <summary>Gives what its answers gave to later steps.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> RunAsync(RunningGateway gateway, string row)
    {
        var unique = Guid.NewGuid().ToString("N");
        var now = await gateway.NowAsync();
        var kept = new Dictionary<string, string>();
        foreach (var step in JsonNode.Parse(row)!["steps"]!.AsArray())
        {
            var text = step!.ToJsonString().Replace("{unique}", unique, StringComparison.Ordinal)
                .Replace("{yesterday}", Day(now, -1), StringComparison.Ordinal).Replace("{tomorrow}", Day(now, 1), StringComparison.Ordinal);
            foreach (var (place, value) in kept)
                text = text.Replace($"{{{place}}}", value, StringComparison.Ordinal);
            await RunAsync(gateway, JsonNode.Parse(text)!.AsObject(), kept);
        }
        return kept;
    }

    private static string Day(DateTimeOffset now, int further) => now.AddDays(further).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    private static async Task RunAsync(RunningGateway gateway, JsonObject step, Dictionary<string, string> kept)
    {
        foreach (var (key, _) in step)
            Assert.Contains(key, Step.Keys);
        var given = Step.Request(step);
        using var request = new HttpRequestMessage(new HttpMethod(given.Method), given.Path);
        if (given.Body is not null)
        {
            request.Content = new ByteArrayContent(given.Body);
            if (given.ContentType is not null)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", given.ContentType);
        }
        foreach (var (header, value) in step["headers"]?.AsObject() ?? [])
            request.Headers.TryAddWithoutValidation(header, (string)value!);

        using var response = await gateway.Client.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        Expectation.Check(step["expect"]!.AsObject(), response, body, given);
        foreach (var (name, pattern) in step["keep_location"]?.AsObject() ?? [])
            kept[name] = Regex.Match(response.Headers.Location!.OriginalString, (string)pattern!).Groups[1].Value;
        foreach (var (name, member) in step["keep"]?.AsObject() ?? [])
            kept[name] = Step.Text(JsonNode.Parse(body)!["response"]![(string)member!]);
    }
}

internal static class Spec
{
    public static string Root { get; } = FindRoot();

    public static string Folder(string name) => Path.Combine(Root, "spec", name);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Tetri.slnx")))
            folder = folder.Parent;
        return folder.FullName;
    }
}

internal sealed record GivenRequest(string Method, string Path, string Format, string? ContentType, byte[]? Body, string Key);

/// <summary>Builds a step's request: signs it as a shop would, in the step's version and format.</summary>
internal static class Step
{
    public static readonly string[] Keys =
        ["post", "get", "format", "content_type", "version", "sign_with", "members", "raw_body", "raw_base64", "headers", "expect", "signature", "page", "body", "keep", "keep_location"];

    public static GivenRequest Request(JsonObject step)
    {
        var path = (string?)step["post"] ?? (string)step["get"]!;
        var format = (string?)step["format"] ?? "json";
        var key = (string?)step["sign_with"] ?? "test";
        if ((string?)step["page"] is { } page)
            return new("POST", page, format, "application/json", Encoding.UTF8.GetBytes(step["body"]!.ToJsonString()), key);
        if (step["get"] is not null)
            return new("GET", path, format, null, null, key);
        var contentType = step.ContainsKey("content_type") ? (string?)step["content_type"] : format switch
        {
            "form" => "application/x-www-form-urlencoded",
            "xml" => "application/xml",
            _ => "application/json",
        };
        if (step["raw_body"] is { } raw)
            return new("POST", path, format, contentType, Encoding.UTF8.GetBytes((string)raw!), key);
        if (step["raw_base64"] is { } base64)
            return new("POST", path, format, contentType, Convert.FromBase64String((string)base64!), key);

        var members = step["members"]!.DeepClone().AsObject();
        if ((string?)step["version"] == "2.0")
            members = Version2(members, key);
        else if (step.ContainsKey("signature"))
            members["signature"] = step["signature"]?.DeepClone();
        else if (key != "")
            members["signature"] = Sign(key, members.Select(member => (member.Key, Text(member.Value))));
        if (step.ContainsKey("signature") && step["signature"] is null)
            members.Remove("signature");
        return new("POST", path, format, contentType, Encoding.UTF8.GetBytes(Write(members, format)), key);
    }

    public static string Sign(string key, IEnumerable<(string Name, string Value)> members) =>
        Hex(string.Join('|', members
            .Where(member => member.Value != "" && member.Name is not ("signature" or "response_signature_string"))
            .OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => member.Value).Prepend(key)));

    public static string Hex(string text) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));

    public static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String => (string)scalar!,
        _ => value.ToJsonString(),
    };

    private static JsonObject Version2(JsonObject order, string key)
    {
        var data = Convert.ToBase64String(Encoding.UTF8.GetBytes(new JsonObject { ["order"] = order }.ToJsonString()));
        return new JsonObject { ["version"] = "2.0", ["data"] = data, ["signature"] = Hex($"{key}|{data}") };
    }

    private static string Write(JsonObject members, string format) => format switch
    {
        "json" => new JsonObject { ["request"] = members.DeepClone() }.ToJsonString(),
        "form" => string.Join('&', members.Select(member => $"{WebUtility.UrlEncode(member.Key)}={WebUtility.UrlEncode(Text(member.Value))}")),
        _ => $"<?xml version=\"1.0\" encoding=\"utf-8\"?>{new XElement("request", members.Select(member => new XElement(member.Key, Text(member.Value))))}",
    };
}

/// <summary>Compares an answer with what the step expects; a key it does not know is a failure, not a pass.</summary>
internal static class Expectation
{
    public static void Check(JsonObject expected, HttpResponseMessage response, string body, GivenRequest given)
    {
        Assert.Equal((int?)expected["status"] ?? 200, (int)response.StatusCode);
        foreach (var (key, value) in expected)
        {
            switch (key)
            {
                case "status":
                    break;
                case "headers":
                    foreach (var (header, pattern) in value!.AsObject())
                        Assert.Matches((string)pattern!, response.Headers.TryGetValues(header, out var values) ? string.Join(',', values) : "");
                    break;
                case "content_type":
                    Assert.StartsWith((string)value!, response.Content.Headers.ContentType?.ToString(), StringComparison.Ordinal);
                    break;
                case "body_contains":
                    foreach (var part in value!.AsArray())
                        Assert.Contains((string)part!, body, StringComparison.Ordinal);
                    break;
                case "members":
                    CheckMembers(value!.AsObject(), Read(body, given, inVersion2: false), body);
                    break;
                case "order":
                    CheckMembers(value!.AsObject(), Read(body, given, inVersion2: true), body);
                    break;
                case "rows":
                    var rows = JsonNode.Parse(body)!["response"]!.AsArray();
                    Assert.Equal(value!.AsArray().Count, rows.Count);
                    foreach (var (row, wanted) in rows.Zip(value!.AsArray()))
                        CheckMembers(wanted!.AsObject(), row!.AsObject(), body);
                    break;
                case "row":
                    var found = JsonNode.Parse(body)!["response"]!.AsArray()
                        .FirstOrDefault(row => value!.AsObject().All(member => row![member.Key]?.ToJsonString() == member.Value?.ToJsonString()));
                    Assert.True(found is not null, $"No row has {value!.ToJsonString()} in {body}");
                    CheckSignature(found.AsObject(), given.Key, body);
                    break;
                case "view":
                    CheckMembers(value!.AsObject(), JsonNode.Parse(body)!["view"]!.AsObject(), body);
                    break;
                case "absent":
                    var members = Read(body, given, inVersion2: false);
                    foreach (var name in value!.AsArray())
                        Assert.False(members.ContainsKey((string)name!), $"{name} must not be in {body}");
                    break;
                case "signed":
                    CheckSignature(Read(body, given, inVersion2: false), given.Key, body);
                    break;
                default:
                    Assert.Fail($"A case expects '{key}', which this runner does not know.");
                    break;
            }
        }
    }

    private static void CheckMembers(JsonObject expected, JsonObject actual, string body)
    {
        foreach (var (name, value) in expected)
        {
            Assert.True(actual.ContainsKey(name), $"{name} is missing in {body}");
            if (value is JsonObject { Count: 1 } matcher && matcher["matches"] is { } pattern)
                Assert.Matches(new Regex((string)pattern!), Step.Text(actual[name]));
            else
                Assert.Equal(value?.ToJsonString(), actual[name]?.ToJsonString());
        }
    }

    private static void CheckSignature(JsonObject members, string key, string body)
    {
        var expected = members.ContainsKey("data")
            ? Step.Hex($"{key}|{members["data"]}")
            : Step.Sign(key, members.Select(member => (member.Key, Step.Text(member.Value))));
        Assert.True(expected == (string?)members["signature"], $"The signature does not fit {body}");
    }

    private static JsonObject Read(string body, GivenRequest given, bool inVersion2)
    {
        if (inVersion2)
        {
            var data = (string)JsonNode.Parse(body)!["response"]!["data"]!;
            return JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(data)))!["order"]!.AsObject();
        }
        if (given.Format == "json")
            return JsonNode.Parse(body)!["response"]!.AsObject();
        var pairs = given.Format == "form"
            ? body.Split('&').Select(pair => pair.Split('=')).Select(pair => (pair[0], WebUtility.UrlDecode(pair[1])))
            : XDocument.Parse(body).Root!.Elements().Select(element => (element.Name.LocalName, element.Value));
        var members = new JsonObject();
        foreach (var (name, value) in pairs)
            members[name] = value;
        return members;
    }
}
