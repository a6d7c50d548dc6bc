using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tetri.Client.Wire;

/// <summary>Answers by their names on the wire. However the wire writes a value, it is read; one that is not of its type makes the answer unreadable.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(TextConverter), typeof(LongConverter), typeof(IntConverter), typeof(FlagConverter), typeof(TimeConverter)])]
[JsonSerializable(typeof(CheckoutPage))]
[JsonSerializable(typeof(CheckoutToken))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Order[]))]
[JsonSerializable(typeof(Capture))]
[JsonSerializable(typeof(Reversal))]
[JsonSerializable(typeof(Settlement))]
[JsonSerializable(typeof(Transaction[]))]
[JsonSerializable(typeof(FiscalData))]
[JsonSerializable(typeof(DirectPayment))]
[JsonSerializable(typeof(SubscriptionState))]
internal sealed partial class AnswerJson : JsonSerializerContext;

internal static class Scalar
{
    /// <summary>A text, or the digits of a number as they were sent; null when it is empty.</summary>
    public static string? Read(ref Utf8JsonReader reader)
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => throw new JsonException("A single value was expected."),
        };
        return text is { Length: > 0 } ? text : null;
    }

    public static long? ReadWhole(ref Utf8JsonReader reader) => Read(ref reader) switch
    {
        null => null,
        { } text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        _ => throw new JsonException("A whole number was expected."),
    };
}

internal sealed class TextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Scalar.Read(ref reader);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>Up to nineteen digits, every one kept.</summary>
internal sealed class IdConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Scalar.Read(ref reader) switch
    {
        null => null,
        { Length: <= 19 } text when text.All(char.IsAsciiDigit) => text,
        _ => throw new JsonException("An id was expected."),
    };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

internal sealed class LongConverter : JsonConverter<long?>
{
    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Scalar.ReadWhole(ref reader);

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) => writer.WriteNumberValue(value!.Value);
}

internal sealed class IntConverter : JsonConverter<int?>
{
    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Scalar.ReadWhole(ref reader) switch
    {
        null => null,
        >= int.MinValue and <= int.MaxValue and { } whole => (int)whole,
        _ => throw new JsonException("The number is too large."),
    };

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options) => writer.WriteNumberValue(value!.Value);
}

internal sealed class FlagConverter : JsonConverter<bool?>
{
    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Scalar.Read(ref reader) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw new JsonException("True or false was expected."),
    };

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options) => writer.WriteBooleanValue(value!.Value);
}

internal sealed class TimeConverter : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Scalar.Read(ref reader) is { } text ? WireTime.Read(text) : null;

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(WireTime.Write(value!.Value));
}
