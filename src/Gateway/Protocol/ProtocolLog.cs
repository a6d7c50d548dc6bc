using System.Globalization;
using System.Text.RegularExpressions;
using Tetri.Protocol.Errors;

namespace Tetri.Protocol;

internal static partial class ProtocolLog
{
    /// <param name="explains">Says on the console, too, what the sandbox tells in its headers; the string that was to be signed is in the answer alone.</param>
    public static void Refused(this ILogger logger, string path, GatewayError error, bool explains, long? merchantId, string requestId)
    {
        if (!logger.IsEnabled(LogLevel.Information))
            return;
        var text = ErrorCodes.TextOf(error, explain: false);
        if (explains && error is { Code: not 1014, Explanation: { } explanation })
            text = $"{text}: {explanation}";
        LogRefused(logger, path, error.Code, CardLike.Replace(text, "***"), merchantId?.ToString(CultureInfo.InvariantCulture) ?? "unknown", requestId);
    }

    /// <summary>Callers put card numbers where an order id or a content type belongs; what could be one is not written down.</summary>
    [GeneratedRegex(@"[0-9](?:[ -]?[0-9]){12,}")]
    private static partial Regex CardLike { get; }

    [LoggerMessage(1, LogLevel.Information, "{Path} refused with {Code}, {Text}; merchant {MerchantId}, request {RequestId}")]
    private static partial void LogRefused(ILogger logger, string path, int code, string text, string merchantId, string requestId);

    [LoggerMessage(2, LogLevel.Error, "{Path} failed for a reason of our own, request {RequestId}")]
    public static partial void Failed(this ILogger logger, Exception exception, string path, string requestId);
}
