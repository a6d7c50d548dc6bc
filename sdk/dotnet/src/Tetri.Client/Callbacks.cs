using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tetri.Client.Calling;
using Tetri.Client.Wire;

namespace Tetri.Client;

/// <summary>Reads what the gateway posts to the shop.</summary>
public sealed class Callbacks
{
    private const string PayoutType = "p2p credit";
    private readonly Settings _settings;

    internal Callbacks(Settings settings) => _settings = settings;

    /// <summary>The order that a callback tells of.</summary>
    /// <param name="body">The bytes as they came, not what a framework made of them.</param>
    /// <param name="contentType">Of the request. JSON is known without it.</param>
    /// <exception cref="SignatureException">The gateway did not sign exactly this; <see cref="TetriException.Reason"/> says which mistake it is.</exception>
    public Order Read(ReadOnlySpan<byte> body, string? contentType = null)
    {
        if (body.IsEmpty)
            throw Refused(ErrorReason.EmptyBody);
        try
        {
            var message = Message.Of(Envelope.Decode(body), contentType ?? "");
            Check(message);
            if (Envelope.Text(message.Order, "order_id") is null)
                throw Refused(ErrorReason.Unreadable);
            if (Envelope.Text(message.Order, "merchant_id") != _settings.MerchantId.ToString(System.Globalization.CultureInfo.InvariantCulture))
                throw Refused(ErrorReason.OtherMerchant);
            return message.Order.Deserialize(AnswerJson.Default.Order)!;
        }
        catch (Exception e) when (e is UnreadableException or JsonException or InvalidOperationException or ArgumentException)
        {
            throw Refused(ErrorReason.Unreadable);
        }
    }

    /// <summary>The order that a callback tells of.</summary>
    /// <param name="body">The text as it came.</param>
    /// <exception cref="SignatureException">The gateway did not sign exactly this; <see cref="TetriException.Reason"/> says which mistake it is.</exception>
    public Order Read(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Read(Encoding.UTF8.GetBytes(body));
    }

    /// <summary>A callback that is signed as the gateway signs, for a shop's own tests.</summary>
    /// <param name="members">By their names on the wire; the client's merchant_id where there is none.</param>
    /// <param name="version">Of the envelope.</param>
    /// <param name="format">A form is only for 1.0 and 1.0.1.</param>
    /// <exception cref="UsageException">It tells of a payout, and this client has no credit key.</exception>
    public BuiltCallback Build(JsonObject members, ProtocolVersion version = ProtocolVersion.V101, WireFormat format = WireFormat.Json)
    {
        ArgumentNullException.ThrowIfNull(members);
        var order = members.DeepClone().AsObject();
        if (order["merchant_id"] is null)
            order["merchant_id"] = _settings.MerchantId;
        var key = !IsPayout(order["tran_type"]?.ToString()) ? _settings.SecretKey
            : _settings.CreditKey ?? throw new UsageException(ErrorReason.NoCreditKey, "CreditKey is missing: callbacks of payouts are signed with the credit key.");
        if (version == ProtocolVersion.V20)
            return new(Envelope.Enclose(order, key).ToJsonString(), "application/json; charset=UTF-8");
        order["signature"] = Signature.Of(Envelope.Scalars(order), key);
        return format == WireFormat.Form
            ? new(Envelope.WriteForm(Envelope.Scalars(order)), "application/x-www-form-urlencoded; charset=UTF-8")
            : new(order.ToJsonString(), "application/json; charset=UTF-8");
    }

    private void Check(Message message)
    {
        if (message.Signature is not { } signature)
            throw Refused(ErrorReason.NoSignature);
        if (!Signature.IsWellFormed(signature))
            throw Refused(ErrorReason.MalformedSignature);
        var isPayout = IsPayout(Envelope.Text(message.Order, "tran_type"));
        var (key, other) = isPayout ? (_settings.CreditKey, _settings.SecretKey) : (_settings.SecretKey, _settings.CreditKey);
        if (key is null)
            throw Refused(ErrorReason.NoCreditKey);
        if (message.Fits(key) || (!isPayout && message.Fits(_settings.FormerSecretKey)))
            return;
        throw Refused(message.Fits(other) ? ErrorReason.WrongKey : message.Fits(key.Trim()) ? ErrorReason.KeyHasSpace : ErrorReason.Mismatch);
    }

    private static bool IsPayout(string? type) => type == PayoutType;

    private static SignatureException Refused(ErrorReason reason) => new(reason, reason switch
    {
        ErrorReason.EmptyBody => "The body is empty: it was read before, or never came.",
        ErrorReason.NoSignature => "The callback has no signature.",
        ErrorReason.MalformedSignature => "The signature is not forty digits of lower-case hex.",
        ErrorReason.Mismatch => "The signature does not fit: the body was changed, is not as it came, or was signed with a key that this client does not have.",
        ErrorReason.WrongKey => "It is signed with the merchant's other key: payouts have the credit key, everything else the payment key.",
        ErrorReason.KeyHasSpace => "The signature fits the key without the space around it: take the space off the configured key.",
        ErrorReason.NoCreditKey => "It tells of a payout, which is signed with the credit key, and this client has none.",
        ErrorReason.OtherMerchant => "It is signed with this key and tells of another merchant.",
        _ => "The body is no callback.",
    });

    /// <summary>A callback, opened and not believed yet.</summary>
    /// <param name="Data">What is signed in version 2.0.</param>
    private sealed record Message(JsonElement Order, string? Signature, string? Data)
    {
        public static Message Of(string text, string contentType)
        {
            var isJson = text.TrimStart() is ['{' or '[' or '"', ..];
            if (!isJson && contentType.Contains("json", StringComparison.OrdinalIgnoreCase))
                throw new UnreadableException("It is no JSON.");
            var came = isJson ? Envelope.ReadJson(text) : Envelope.ReadForm(text);
            var message = came.ValueKind == JsonValueKind.Object && came.TryGetProperty("response", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : came;
            if (message.ValueKind != JsonValueKind.Object || !(Has(message, "data") || Has(message, "order_id") || Has(message, "signature")))
                throw new UnreadableException("It is no order.");
            var signature = Envelope.Text(message, "signature");
            return isJson && message.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.String
                ? new(OrderIn(data.GetString()!), signature, data.GetString())
                : new(message, signature, null);
        }

        public bool Fits(string? key) =>
            key is not null && (Data is { } data
                ? Client.Signature.Fits(Signature!, data, key)
                : IsFlat && Client.Signature.Fits(Signature!, Envelope.Scalars(Order), key));

        private bool IsFlat => Order.EnumerateObject().All(member => member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array));

        private static bool Has(JsonElement message, string name) => message.TryGetProperty(name, out _);

        /// <summary>What data holds says which key signs it; data that holds nothing is still checked first.</summary>
        private static JsonElement OrderIn(string data)
        {
            try
            {
                return Envelope.ReadData(data);
            }
            catch (UnreadableException)
            {
                return Envelope.ReadJson("{}");
            }
        }
    }
}

/// <summary>A callback for a shop's own tests.</summary>
/// <param name="Body">What is posted.</param>
/// <param name="ContentType">Its content type.</param>
public sealed record BuiltCallback(string Body, string ContentType);
