using System.Diagnostics.Metrics;

namespace Tetri.Operations;

/// <summary>What is counted. Recording costs nothing while nobody listens.</summary>
internal sealed class GatewayMetrics
{
    public const string MeterName = "Tetri";

    // A callback is due after 2, 60, 300, 600, 3600 and 86400 seconds at the latest, so its lag spans five orders of magnitude.
    private static readonly InstrumentAdvice<double> CallbackBuckets =
        new() { HistogramBucketBoundaries = [0.05, 0.25, 1, 5, 30, 120, 600, 3_600, 21_600, 86_400] };

    private static readonly InstrumentAdvice<double> AcquirerBuckets =
        new() { HistogramBucketBoundaries = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] };

    private readonly Meter _meter;
    private readonly Counter<long> _ordersCreated;
    private readonly Counter<long> _paymentsApproved;
    private readonly Counter<long> _paymentsDeclined;
    private readonly Counter<long> _callbacksDelivered;
    private readonly Counter<long> _callbackAttemptsFailed;
    private readonly Histogram<double> _callbackLag;
    private readonly Histogram<double> _acquirerCall;

    public GatewayMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _ordersCreated = _meter.CreateCounter<long>("tetri_orders_created", description: "Orders accepted and stored.");
        _paymentsApproved = _meter.CreateCounter<long>("tetri_payments_approved", description: "Payments that an acquirer approved.");
        _paymentsDeclined = _meter.CreateCounter<long>("tetri_payments_declined", description: "Payments that an acquirer declined.");
        _callbacksDelivered = _meter.CreateCounter<long>("tetri_callbacks_delivered", description: "Callbacks that a merchant took with 200.");
        _callbackAttemptsFailed = _meter.CreateCounter<long>("tetri_callback_attempts_failed", description: "Tries to deliver a callback that failed.");
        _callbackLag = _meter.CreateHistogram(
            "tetri_callback_lag_seconds", "s", "From owing a callback to its delivery.", tags: null, CallbackBuckets);
        _acquirerCall = _meter.CreateHistogram(
            "tetri_acquirer_call_seconds", "s", "Calls to an acquirer, whatever came of them.", tags: null, AcquirerBuckets);
    }

    public void OrderCreated() => _ordersCreated.Add(1);

    public void PaymentApproved() => _paymentsApproved.Add(1);

    public void PaymentDeclined() => _paymentsDeclined.Add(1);

    public void CallbackDelivered(TimeSpan lag)
    {
        _callbacksDelivered.Add(1);
        _callbackLag.Record(lag.TotalSeconds);
    }

    public void CallbackAttemptFailed() => _callbackAttemptsFailed.Add(1);

    public void AcquirerCalled(TimeSpan duration) => _acquirerCall.Record(duration.TotalSeconds);

    /// <param name="depth">Asked at each scrape; must be quick.</param>
    public void WatchWriteQueue(Func<long> depth) =>
        _meter.CreateObservableGauge("tetri_write_queue_depth", depth, description: "Writes that wait for the next commit.");

    public void WatchWritable(Func<bool> isWritable) =>
        _meter.CreateObservableGauge("tetri_store_writable", () => isWritable() ? 1 : 0, description: "1, or 0 while writes are refused since the database can't be written.");

    /// <param name="due">Asked at each scrape; must be quick.</param>
    public void WatchCallbacksDue(Func<long> due) =>
        _meter.CreateObservableGauge("tetri_callbacks_due", due, description: "Callbacks owed and not delivered yet.");
}
