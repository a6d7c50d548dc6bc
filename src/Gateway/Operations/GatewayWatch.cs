using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tetri.Callbacks;
using Tetri.Payments;
using Tetri.Store;

namespace Tetri.Operations;

/// <summary>Turns what the gateway's parts tell of themselves into metrics.</summary>
internal static class GatewayWatch
{
    public static void WatchGateway(this WebApplication app)
    {
        var services = app.Services;
        var metrics = services.GetRequiredService<GatewayMetrics>();

        var payments = services.GetRequiredService<PaymentEvents>();
        payments.OnOrderCreated += metrics.OrderCreated;
        payments.OnAcquirerCalled += metrics.AcquirerCalled;
        payments.OnConcluded += transaction => Count(metrics, transaction);
        services.GetRequiredService<CallbackEvents>().OnAttempted += (callback, attempt) => Count(metrics, callback, attempt);

        var store = services.GetRequiredService<GatewayStore>();
        var time = services.GetRequiredService<TimeProvider>();
        metrics.WatchWriteQueue(() => store.QueueDepth);

        // One read of an index for each scrape, on the operations listener's own thread.
        metrics.WatchCallbacksDue(() => store.CountCallbacksDueAsync(time.GetUtcNow()).AsTask().GetAwaiter().GetResult());
    }

    private static void Count(GatewayMetrics metrics, Transaction transaction)
    {
        if (transaction.Kind is not (TransactionKind.Purchase or TransactionKind.Authorisation or TransactionKind.Verification)) return;
        if (transaction.Status == TransactionStatus.Approved) metrics.PaymentApproved();
        else metrics.PaymentDeclined();
    }

    private static void Count(GatewayMetrics metrics, Callback callback, CallbackAttempt attempt)
    {
        if (attempt.Outcome == AttemptOutcome.Delivered)
            metrics.CallbackDelivered(attempt.At + TimeSpan.FromMilliseconds(attempt.Duration) - callback.OwedAt);
        else
            metrics.CallbackAttemptFailed();
    }
}

internal sealed class StoreCheck(GatewayStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await store.AnswersAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
}
