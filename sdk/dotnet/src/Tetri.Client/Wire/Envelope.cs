using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tetri.Client.Wire;

/// <summary>Thrown by the readers. It tells nothing of what could not be read, since that may be a card.</summary>
internal sealed class UnreadableException(string message) : Exception(message);

/// <summary>JSON, forms and version 2.0, as they travel.</summary>
internal static class Envelope
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (ArgumentException)
        {
            throw new UnreadableException("It is no UTF-8.");
        }
    }

    public static JsonElement ReadJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new UnreadableException("It is no JSON.");
        }
    }

    public static JsonElement ReadForm(string text)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in Pairs(text))
                writer.WriteString(name, value);
            writer.WriteEndObject();
        }
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    public static string WriteForm(IEnumerable<KeyValuePair<string, string?>> members) =>
        string.Join('&', members.Select(member => $"{WebUtility.UrlEncode(member.Key)}={WebUtility.UrlEncode(member.Value)}"));

    /// <summary>Version 2.0: the members in data, and what signs it.</summary>
    public static JsonObject Enclose(JsonObject order, string key)
    {
        var data = Convert.ToBase64String(Encoding.UTF8.GetBytes(new JsonObject { ["order"] = order }.ToJsonString()));
        return new() { ["version"] = "2.0", ["data"] = data, ["signature"] = Signature.Of(data, key) };
    }

    public static JsonElement ReadData(string data)
    {
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(data);
        }
        catch (FormatException)
        {
            throw new UnreadableException("data is no base64.");
        }
        return ReadJson(Decode(bytes)) is { ValueKind: JsonValueKind.Object } read && read.TryGetProperty("order", out var order) && order.ValueKind == JsonValueKind.Object
            ? order
            : throw new UnreadableException("data holds no order.");
    }

    /// <summary>Members as they are signed: texts, and the digits of numbers as they were sent.</summary>
    public static Dictionary<string, string?> Scalars(JsonElement members)
    {
        var scalars = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var member in members.EnumerateObject())
        {
            if (member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
                scalars[member.Name] = Text(member.Value);
        }
        return scalars;
    }

    public static Dictionary<string, string?> Scalars(JsonObject members) =>
        members.Where(member => member.Value is JsonValue).ToDictionary(member => member.Key, member => (string?)Text(member.Value!), StringComparer.Ordinal);

    public static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Null => null,
                _ => value.GetRawText(),
            };
        }
        catch (InvalidOperationException)
        {
            throw new UnreadableException("It holds half a character.");
        }
    }

    public static string? Text(JsonElement members, string name) =>
        members.ValueKind == JsonValueKind.Object && members.TryGetProperty(name, out var value) && Text(value) is { Length: > 0 } text ? text : null;

    private static string Text(JsonNode value) => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    private static Dictionary<string, string> Pairs(string text)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var end = pair.IndexOf('=', StringComparison.Ordinal);
            pairs[WebUtility.UrlDecode(end < 0 ? pair : pair[..end])] = end < 0 ? "" : WebUtility.UrlDecode(pair[(end + 1)..]);
        }
        return pairs;
    }
}
