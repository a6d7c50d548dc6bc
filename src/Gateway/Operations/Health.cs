using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tetri.Operations;

/// <summary>Live: the process answers. Ready: it should be sent requests.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes, HealthCheckService checks)
    {
        routes.MapGet("/health/live", context => Answer(context, StatusCodes.Status200OK, "live"));
        routes.MapGet("/health/ready", async context =>
        {
            var report = await checks.CheckHealthAsync(context.RequestAborted);
            var failing = report.Entries.Where(entry => entry.Value.Status == HealthStatus.Unhealthy).Select(entry => entry.Key).Order().ToList();
            var lacking = report.Entries.Values.Where(entry => entry.Status == HealthStatus.Degraded).Select(entry => entry.Description).Order().ToList();
            await (failing.Count == 0
                ? Answer(context, StatusCodes.Status200OK, lacking.Count == 0 ? "ready" : "ready, but " + string.Join(", ", lacking))
                : Answer(context, StatusCodes.Status503ServiceUnavailable, "not ready: " + string.Join(", ", failing)));
        });
    }

    private static Task Answer(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(text + "\n", context.RequestAborted);
    }
}

/// <summary>Fails from the moment the process is told to stop, so that a balancer sends requests elsewhere.</summary>
internal sealed class DrainCheck(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested
            ? HealthCheckResult.Unhealthy("stopping")
            : HealthCheckResult.Healthy());
}
