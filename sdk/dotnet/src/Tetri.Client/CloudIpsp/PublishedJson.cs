using System.Text.Json;
using System.Text.Json.Serialization;
using CloudIpspSDK.Checkout;
using CloudIpspSDK.Order;
using Tetri.Client.Wire;

namespace CloudIpspSDK;

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(TextConverter), typeof(PublishedNumberConverter)])]
[JsonSerializable(typeof(CheckoutRequest))]
[JsonSerializable(typeof(CheckoutResponse))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(StatusRequest))]
[JsonSerializable(typeof(StatusResponse))]
[JsonSerializable(typeof(CaptureRequest))]
[JsonSerializable(typeof(CaptureResponse))]
[JsonSerializable(typeof(ReverseRequest))]
[JsonSerializable(typeof(ReverseResponse))]
internal sealed partial class PublishedJson : JsonSerializerContext;

/// <summary>Zero where the wire has nothing, as the published package has it.</summary>
internal sealed class PublishedNumberConverter : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Scalar.ReadWhole(ref reader) switch
        {
            null => 0,
            >= int.MinValue and <= int.MaxValue and { } whole => (int)whole,
            _ => throw new JsonException("The number is too large."),
        };

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
