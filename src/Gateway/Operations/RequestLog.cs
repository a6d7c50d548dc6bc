using Tetri.Protocol;
using Tetri.Store;

namespace Tetri.Operations;

/// <summary>Gives each request its id, in the answer's X-Request-Id and in every log line, and logs one line at its end.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger)
{
    /// <summary>The member of the log scope that holds the id.</summary>
    public const string ScopeMember = "RequestId";

    private static readonly Func<ILogger, string, IDisposable?> Scope = LoggerMessage.DefineScope<string>($"request {{{ScopeMember}}}");

    public async Task InvokeAsync(HttpContext context)
    {
        var id = RequestId.New();
        context.TraceIdentifier = id;
        context.Response.OnStarting(SetHeader, context);

        // Flows with this call and ends with it; to end it by hand would only cost.
        _ = Scope(logger, id);
        var started = TimeProvider.System.GetTimestamp();
        // What escapes from here is answered with 500 by the server, after us.
        var status = StatusCodes.Status500InternalServerError;
        try
        {
            await next(context);
            status = context.Response.StatusCode;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller went away while we answered; what was begun has been finished or will be.
            status = StatusCodes.Status499ClientClosedRequest;
        }
        catch (StoreUnavailableException) when (!context.Response.HasStarted)
        {
            // The store tells its own log; a line for each request is enough of it.
            status = StatusCodes.Status503ServiceUnavailable;
            context.Response.Clear();
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "1";
        }
        finally
        {
            Log(context, status, TimeProvider.System.GetElapsedTime(started));
        }
    }

    private void Log(HttpContext context, int status, TimeSpan elapsed)
    {
        var level = status >= StatusCodes.Status500InternalServerError ? LogLevel.Warning : LogLevel.Information;
        if (!logger.IsEnabled(level)) return;

        var path = Redaction.Path(context.Request.Path);
        var milliseconds = (long)elapsed.TotalMilliseconds;
        LogRequest(logger, level, context.Request.Method, path, status, milliseconds);
    }

    private static Task SetHeader(object state)
    {
        var context = (HttpContext)state;
        context.Response.Headers["X-Request-Id"] = RequestId.Of(context);
        return Task.CompletedTask;
    }

    [LoggerMessage(Message = "{Method} {Path} {Status} in {Elapsed} ms")]
    private static partial void LogRequest(ILogger logger, LogLevel level, string method, string path, int status, long elapsed);
}
