using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tetri.Connectors.Simulator;

/// <summary>threeDSMethodData: what goes into the hidden frame and, without the URL, what comes out of it.</summary>
internal sealed record MethodData
{
    [JsonPropertyName("threeDSServerTransID")]
    public string ServerTransactionId { get; init; } = "";

    [JsonPropertyName("threeDSMethodNotificationURL")]
    public string? NotificationUrl { get; init; }
}

/// <summary>CReq and CRes of 3-D Secure 2. Ours carry a sealed ticket beside the members that EMVCo names.</summary>
internal sealed record ChallengeMessage
{
    [JsonPropertyName("threeDSServerTransID")]
    public string ServerTransactionId { get; init; } = "";

    [JsonPropertyName("acsTransID")]
    public string AcsTransactionId { get; init; } = "";

    [JsonPropertyName("messageType")]
    public string MessageType { get; init; } = "";

    [JsonPropertyName("messageVersion")]
    public string MessageVersion { get; init; } = "2.2.0";

    [JsonPropertyName("challengeWindowSize")]
    public string? WindowSize { get; init; }

    /// <summary>Y or N, in the answer only.</summary>
    [JsonPropertyName("transStatus")]
    public string? Status { get; init; }

    [JsonPropertyName("ticket")]
    public string Ticket { get; init; } = "";
}

/// <summary>Messages of 3-D Secure 2 as they stand in a form: base64url of JSON.</summary>
internal static class NewForm
{
    private const int LongestMessage = 16 * 1024;

    public static string Encode(MethodData data) => Encode(JsonSerializer.SerializeToUtf8Bytes(data, NewFormJson.Default.MethodData));

    public static string Encode(ChallengeMessage message) => Encode(JsonSerializer.SerializeToUtf8Bytes(message, NewFormJson.Default.ChallengeMessage));

    public static string EncodeSessionData(string merchantData) => Encode(Encoding.UTF8.GetBytes(merchantData));

    public static MethodData? DecodeMethodData(string? text) => Decode(text, NewFormJson.Default.MethodData);

    public static ChallengeMessage? DecodeChallenge(string? text) => Decode(text, NewFormJson.Default.ChallengeMessage);

    private static string Encode(byte[] json) => Base64Url.EncodeToString(json);

    private static T? Decode<T>(string? text, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) where T : class
    {
        if (text is null || text.Length > LongestMessage)
            return null;
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        try
        {
            return Base64Url.DecodeFromChars(text, bytes, out _, out var length) is OperationStatus.Done
                ? JsonSerializer.Deserialize(bytes.AsSpan(0, length), type)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MethodData))]
[JsonSerializable(typeof(ChallengeMessage))]
internal sealed partial class NewFormJson : JsonSerializerContext;
