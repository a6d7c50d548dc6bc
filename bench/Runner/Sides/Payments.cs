using Tetri.Bench.Databases;
using Tetri.Bench.Load;
using Tetri.Bench.Servers;

namespace Tetri.Bench.Sides;

/// <summary>The whole way of a payment: an order is created, paid by card, and its callback delivered to the shop.</summary>
internal sealed class Payments(Options options)
{
    // Well below the peak, so that the delay of a callback is the worker's doing and not a queue's.
    private const double SteadyRate = 200;

    /// <summary>As many as possible. What counts is delivered callbacks.</summary>
    public async Task<Measurement> AtPeakAsync(IEngine engine, int connections)
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        return await MeasureAsync(engine, receiver, receiver.HealthyUrls, connections, rate: null);
    }

    /// <summary>Healthy, slow and dead shops mixed.</summary>
    public async Task<Measurement> AtSteadyRateAsync(IEngine engine, bool halfDead)
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        return await MeasureAsync(engine, receiver, receiver.MixedUrls(halfDead), AllSides.FewConnections, SteadyRate);
    }

    private async Task<Measurement> MeasureAsync(
        IEngine engine, CallbackReceiver receiver, IEnumerable<string> callbackUrls, int connections, double? rate)
    {
        await using var database = await engine.CreateAsync();
        await using var server = await Launch.GatewayAsync(database);
        using var generator = new Generator(server.Address, new PayOrders(server.Address, callbackUrls), connections, rate, database.LogFile);
        generator.WarmUp(options.WarmUp);
        receiver.Forget();
        var before = receiver.Taken;
        var measured = await Measured.CostAsync(server, engine, () => Task.FromResult(generator.Measure(options.Seconds)));
        var callbacks = receiver.Taken - before;
        if (callbacks == 0)
            return measured with { CallbacksPerSecond = 0, Errors = measured.Errors + 1, FirstError = "No callback arrived." };
        var (p50, p99) = receiver.Delays();
        return measured with { CallbacksPerSecond = callbacks / measured.Seconds, CallbackP50 = p50, CallbackP99 = p99 };
    }
}
