using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tetri.Store;

namespace Tetri.Operations;

/// <summary>Shows the store to whoever watches: how much waits for it, and whether it answers.</summary>
internal static class StoreWatch
{
    public static void WatchStore(this WebApplication app)
    {
        var metrics = app.Services.GetRequiredService<GatewayMetrics>();
        var store = app.Services.GetRequiredService<GatewayStore>();
        var time = app.Services.GetRequiredService<TimeProvider>();
        metrics.WatchWriteQueue(() => store.QueueDepth);
        metrics.WatchWritable(() => store.IsWritable);

        // One read of an index for each scrape, on the operations listener's own thread.
        metrics.WatchCallbacksDue(() => store.CountCallbacksDueAsync(time.GetUtcNow()).AsTask().GetAwaiter().GetResult());
    }
}

internal sealed class StoreCheck(GatewayStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            if (!await store.AnswersAsync(cancellationToken))
                return HealthCheckResult.Unhealthy();
            // All nodes of a database are in the same case, so a balancer has none to send requests to instead; and what only reads is still served.
            return store.IsWritable ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("the database can't be written");
        }
        catch (StoreUnavailableException away)
        {
            return HealthCheckResult.Unhealthy(away.Message);
        }
    }
}
