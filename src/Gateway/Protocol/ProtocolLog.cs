namespace Tetri.Protocol;

internal static partial class ProtocolLog
{
    private static readonly Func<ILogger, string, IDisposable?> RequestScope =
        LoggerMessage.DefineScope<string>("RequestId:{RequestId}");

    public static IDisposable? InRequest(this ILogger logger, string requestId) => RequestScope(logger, requestId);

    [LoggerMessage(1, LogLevel.Information, "{Path} refused with {Code} {Detail} for merchant {MerchantId}, request {RequestId}")]
    public static partial void Refused(this ILogger logger, string path, int code, string? detail, long? merchantId, string requestId);

    [LoggerMessage(2, LogLevel.Error, "{Path} failed for a reason of our own, request {RequestId}")]
    public static partial void Failed(this ILogger logger, Exception exception, string path, string requestId);
}
