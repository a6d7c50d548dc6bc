using System.Text;
using System.Text.Json;

namespace Tetri.Demo;

/// <summary>What came back to the shop, in a callback or with the payer's browser.</summary>
internal sealed record DemoMessage
{
    private const int MostBytes = 64 * 1024;

    /// <summary>As received.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Members { get; init; }

    /// <summary>The order's members: the same, or what 2.0 carries inside <c>data</c>.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Order { get; init; }

    public required string Raw { get; init; }

    public string? Text(string name) => Order.FirstOrDefault(member => member.Key == name).Value;

    public bool Fits(string key) => DemoSignature.Fits(key, Members);

    /// <summary>Null when there is nothing that a shop could read.</summary>
    public static async ValueTask<DemoMessage?> ReadAsync(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method))
            return Of(request.QueryString.Value ?? "", request.Query);
        var raw = await ReadTextAsync(request);
        if (raw is null)
            return null;
        if (!request.HasJsonContentType())
            return Of(raw, Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(raw));
        return ReadObject(raw) is { } members ? Of(raw, members) : null;
    }

    private static DemoMessage? Of(string raw, IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> fields) =>
        Of(raw, [.. fields.Select(field => new KeyValuePair<string, string>(field.Key, field.Value.ToString()))]);

    private static DemoMessage? Of(string raw, List<KeyValuePair<string, string>> members)
    {
        var data = members.Find(member => member.Key == "data").Value;
        var order = data is null ? members : ReadData(data);
        return order is null ? null : new DemoMessage { Members = members, Order = order, Raw = raw };
    }

    private static List<KeyValuePair<string, string>>? ReadData(string data)
    {
        var bytes = new byte[data.Length];
        return Convert.TryFromBase64String(data, bytes, out var length) ? ReadObject(Encoding.UTF8.GetString(bytes, 0, length)) : null;
    }

    /// <summary>The members of an object, or of the one under <c>order</c> inside it.</summary>
    private static List<KeyValuePair<string, string>>? ReadObject(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return null;
            if (root.TryGetProperty("order", out var order) && order.ValueKind == JsonValueKind.Object)
                root = order;
            return [.. root.EnumerateObject().Select(member => new KeyValuePair<string, string>(member.Name, TextOf(member.Value)))];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    private static async ValueTask<string?> ReadTextAsync(HttpRequest request)
    {
        var buffer = new byte[MostBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        return length > MostBytes ? null : Encoding.UTF8.GetString(buffer, 0, length);
    }
}
