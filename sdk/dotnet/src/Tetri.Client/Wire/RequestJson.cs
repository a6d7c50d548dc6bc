using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tetri.Client.Wire;

/// <summary>Requests by their names on the wire.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(YesNoConverter)])]
[JsonSerializable(typeof(OrderRequest))]
[JsonSerializable(typeof(StatusRequest))]
[JsonSerializable(typeof(StatusByPaymentIdRequest))]
[JsonSerializable(typeof(CaptureRequest))]
[JsonSerializable(typeof(ReverseRequest))]
[JsonSerializable(typeof(ReverseByPaymentIdRequest))]
[JsonSerializable(typeof(SettlementRequest))]
[JsonSerializable(typeof(ReportRequest))]
[JsonSerializable(typeof(CardOrderRequest))]
[JsonSerializable(typeof(Step2Request))]
[JsonSerializable(typeof(RecurringRequest))]
[JsonSerializable(typeof(CardPayoutRequest))]
[JsonSerializable(typeof(AccountPayoutRequest))]
[JsonSerializable(typeof(SubscriptionRequest))]
internal sealed partial class RequestJson : JsonSerializerContext;

/// <summary>Yes and no are Y and N.</summary>
internal sealed class YesNoConverter : JsonConverter<bool?>
{
    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => reader.GetString() == "Y",
    };

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options) => writer.WriteStringValue(value == true ? "Y" : "N");
}
