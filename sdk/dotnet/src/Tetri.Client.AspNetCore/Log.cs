using Microsoft.Extensions.Logging;

namespace Tetri.Client.AspNetCore;

/// <summary>What is logged: names, codes and times. No member of a request or an answer, so neither key nor card.</summary>
internal static partial class Log
{
    public static void Tried(this ILogger log, CallTry call)
    {
        if (call.Error is { } error)
            log.Failed(call.Operation, call.Number, call.Elapsed.TotalMilliseconds, error.Kind, error.Reason, error.Code, error.Status, error.RequestId, call.Wait);
        else
            log.Succeeded(call.Operation, call.Number, call.Elapsed.TotalMilliseconds);
    }

    [LoggerMessage(1, LogLevel.Debug, "{Operation}, try {Number}: answered in {Milliseconds:F0} ms")]
    private static partial void Succeeded(this ILogger log, string operation, int number, double milliseconds);

    [LoggerMessage(2, LogLevel.Warning, "{Operation}, try {Number}: {Kind} {Reason} {Code} after {Milliseconds:F0} ms, HTTP status {Status}, request {RequestId}, next try after {Wait}")]
    private static partial void Failed(
        this ILogger log, string operation, int number, double milliseconds, ErrorKind kind, ErrorReason? reason, int? code, int? status, string? requestId, TimeSpan? wait);

    [LoggerMessage(3, LogLevel.Warning, "A callback was refused: {Reason}. {Message}")]
    public static partial void CallbackRefused(this ILogger log, ErrorReason? reason, string message);
}
