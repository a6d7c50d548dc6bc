using System.Text.RegularExpressions;

namespace Tetri.Protocol;

internal static partial class ProtocolLog
{
    public static void Refused(this ILogger logger, string path, int code, string? detail, long? merchantId, string requestId)
    {
        if (logger.IsEnabled(LogLevel.Information))
            LogRefused(logger, path, code, detail is null ? null : CardLike.Replace(detail, "***"), merchantId, requestId);
    }

    /// <summary>Callers put card numbers where an order id or a content type belongs; what could be one is not written down.</summary>
    [GeneratedRegex(@"[0-9](?:[ -]?[0-9]){12,}")]
    private static partial Regex CardLike { get; }

    [LoggerMessage(1, LogLevel.Information, "{Path} refused with {Code} {Detail} for merchant {MerchantId}, request {RequestId}")]
    private static partial void LogRefused(ILogger logger, string path, int code, string? detail, long? merchantId, string requestId);

    [LoggerMessage(2, LogLevel.Error, "{Path} failed for a reason of our own, request {RequestId}")]
    public static partial void Failed(this ILogger logger, Exception exception, string path, string requestId);
}
