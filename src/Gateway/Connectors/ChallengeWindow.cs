using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Tetri.Connectors;

/// <summary>challengeWindowSize of 3-D Secure 2: how large the window is that the issuer lays its page out for.</summary>
internal static class ChallengeWindow
{
    /// <summary>390 by 400 points.</summary>
    public const string InPage = "02";

    public const string FullScreen = "05";

    private const int LongestRequest = 16 * 1024;

    /// <summary>What the CReq of a challenge names; null in the old form, and where nothing that 3-D Secure knows can be read.</summary>
    public static string? NamedIn(IEnumerable<KeyValuePair<string, string>> form)
    {
        if (form.FirstOrDefault(field => field.Key == "creq").Value is not { Length: > 0 and <= LongestRequest } request)
            return null;
        var bytes = new byte[Base64Url.GetMaxDecodedLength(request.Length)];
        if (Base64Url.DecodeFromChars(request, bytes, out _, out var length) is not OperationStatus.Done)
            return null;
        try
        {
            using var message = JsonDocument.Parse(bytes.AsMemory(0, length));
            return message.RootElement is { ValueKind: JsonValueKind.Object } members &&
                members.TryGetProperty("challengeWindowSize", out var size) && size.ValueKind is JsonValueKind.String &&
                size.GetString() is "01" or "02" or "03" or "04" or "05"
                ? size.GetString()
                : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // No JSON, or text in it that is no Unicode.
            return null;
        }
    }
}
