using System.Diagnostics;
using Tetri.Bench.Databases;
using Tetri.Bench.Servers;

namespace Tetri.Bench.Sides;

/// <summary>Callbacks as fast as they go out, to shops that all answer at once.</summary>
internal sealed class Callbacks(Options options)
{
    // More than go out in a second, so that they don't run out.
    private const int DuePerSecond = 60_000;

    /// <summary>The gateway's own encoder and HTTP client, and no store: what could go out at most.</summary>
    public async Task<Measurement> WithoutStoreAsync()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var sender = await Launch.SenderAsync(receiver);
        return await MeasureAsync(sender, receiver, engine: null);
    }

    public async Task<Measurement> DueAsync(IEngine engine)
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var database = await engine.CreateAsync();
        await database.MakeTablesAsync();
        var due = (int)((options.WarmUp + options.Seconds) * DuePerSecond);
        DueCallbacks.AddTo(database, due, [.. receiver.HealthyUrls]);
        await database.SettleAsync();
        LinuxProcess.SyncDisks();
        await using var server = await Launch.GatewayAsync(database);
        var measured = await MeasureAsync(server, receiver, engine);
        return receiver.Taken < due ? measured : throw new InvalidOperationException("The callbacks ran out before the time was over.");
    }

    private async Task<Measurement> MeasureAsync(Server server, CallbackReceiver receiver, IEngine? engine)
    {
        await Task.Delay(TimeSpan.FromSeconds(options.WarmUp));
        return await Measured.CostAsync(server, engine, async () =>
        {
            var (before, started) = (receiver.Taken, Stopwatch.GetTimestamp());
            await Task.Delay(TimeSpan.FromSeconds(options.Seconds));
            var (taken, seconds) = (receiver.Taken - before, Stopwatch.GetElapsedTime(started).TotalSeconds);
            return new Measurement { Seconds = seconds, Answered = taken, PerSecond = taken / seconds };
        });
    }
}
