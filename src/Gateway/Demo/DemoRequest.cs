using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tetri.Demo;

/// <summary>What the shop sells. The price is in minor units, the same number in each currency: this is a demo.</summary>
internal sealed record DemoProduct(string Id, string Name, string Detail, long Price);

/// <summary>What the visitor chose on the shop's page.</summary>
internal sealed record DemoChoice
{
    public static readonly DemoProduct[] Products =
    [
        new("book", "The Book of Passes", "Twelve walks in Svaneti", 2490),
        new("sweet", "Churchkhela", "A string of six, walnut", 1200),
        new("slippers", "Felt slippers", "From Tusheti, all sizes", 4850),
    ];

    public static readonly string[] Currencies = ["GEL", "USD", "EUR", "GBP", "UAH", "AMD", "AZN", "KZT", "MDL", "UZS", "CZK", "PLN"];
    public static readonly string[] Versions = ["1.0.1", "2.0", "1.0"];

    public required string OrderId { get; init; }
    public DemoProduct Product { get; init; } = Products[0];
    public string Currency { get; init; } = Currencies[0];
    public string Version { get; init; } = Versions[0];
    public bool Preauth { get; init; }
    public bool OneTry { get; init; }

    /// <summary>The shop answers the first callback of this order with 500, to see it come again.</summary>
    public bool FailFirst { get; init; }

    public string PriceText => string.Create(CultureInfo.InvariantCulture, $"{Product.Price / 100}.{Product.Price % 100:00} {Currency}");

    /// <summary>Takes what it knows and leaves out the rest.</summary>
    public static DemoChoice Read(Func<string, string?> field, string newOrderId) => new()
    {
        OrderId = field("order_id") is { Length: > 0 and <= 64 } id && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') ? id : newOrderId,
        Product = Products.FirstOrDefault(product => product.Id == field("product")) ?? Products[0],
        Currency = Currencies.Contains(field("currency")) ? field("currency")! : Currencies[0],
        Version = Versions.Contains(field("version")) ? field("version")! : Versions[0],
        Preauth = field("preauth") == "Y",
        OneTry = field("one_try") == "Y",
        FailFirst = field("fail_first") == "Y",
    };
}

/// <summary>A signed create-order request: the very text that is shown is what is sent.</summary>
internal sealed record DemoRequest
{
    public const long MerchantId = 1549901;
    public const string Key = "test";
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The secret in it is masked.</summary>
    public required string SigningString { get; init; }
    public required string Signature { get; init; }

    /// <summary>What 2.0 carries as base64; null for the others.</summary>
    public string? Order { get; init; }
    public required string Body { get; init; }

    public static DemoRequest Of(DemoChoice choice, string callbackUrl, string returnUrl) => Of(choice.Version,
    [
        new("order_id", choice.OrderId),
        new("merchant_id", MerchantId.ToString(CultureInfo.InvariantCulture)),
        new("order_desc", choice.Product.Name),
        new("amount", choice.Product.Price.ToString(CultureInfo.InvariantCulture)),
        new("currency", choice.Currency),
        new("version", choice.Version),
        .. Flag("preauth", "Y", choice.Preauth),
        .. Flag("delayed", "N", choice.OneTry),
        new("response_url", returnUrl),
        new("server_callback_url", callbackUrl),
    ], indented: true);

    public static DemoRequest Of(string version, KeyValuePair<string, string>[] members, bool indented)
    {
        var options = indented ? Indented : OneLine;
        if (version == "2.0")
        {
            var order = Json(options, writer => WriteObject(writer, "order", members.Where(member => member.Key != "version")));
            var data = Convert.ToBase64String(Encoding.UTF8.GetBytes(order));
            var signed = DemoSignature.Of($"{Key}|{data}");
            return new DemoRequest
            {
                SigningString = $"**********|{data}",
                Signature = signed,
                Order = order,
                Body = Json(options, writer => WriteObject(writer, "request", [new("version", "2.0"), new("data", data), new("signature", signed)])),
            };
        }
        var signature = DemoSignature.Of(DemoSignature.StringOf(Key, members));
        return new DemoRequest
        {
            SigningString = DemoSignature.StringOf("**********", members),
            Signature = signature,
            Body = Json(options, writer => WriteObject(writer, "request", members.Append(new("signature", signature)))),
        };
    }

    /// <summary>A line for a shell; single quotes keep the body as it is.</summary>
    public string Curl(string gateway) =>
        $"curl -s {gateway}/api/checkout/url -H 'Content-Type: application/json' -d '{Body.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static KeyValuePair<string, string>[] Flag(string name, string value, bool isSet) => isSet ? [new(name, value)] : [];

    private static void WriteObject(Utf8JsonWriter writer, string root, IEnumerable<KeyValuePair<string, string>> members)
    {
        writer.WriteStartObject(root);
        foreach (var (name, value) in members)
            writer.WriteString(name, value);
        writer.WriteEndObject();
    }

    private static string Json(JsonWriterOptions options, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
