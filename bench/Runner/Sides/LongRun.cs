using System.Diagnostics;
using Tetri.Bench.Databases;
using Tetri.Bench.Load;
using Tetri.Bench.Servers;

namespace Tetri.Bench.Sides;

/// <summary>Orders for ten minutes at 80 % of what the server can do, while its memory and log are written down.</summary>
internal static class LongRun
{
    public const int Connections = 256;
    private const double PartOfPeak = 0.8;
    private static readonly TimeSpan SampleEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(2);

    public static string SamplesFile => Path.Combine(Folders.Results, "long.jsonl");

    public static async Task<Measurement> MeasureAsync(IEngine engine, Options options)
    {
        await using var database = await engine.CreateAsync();
        await using var server = await Launch.GatewayAsync(database);
        var peak = Peak(server, options);

        using var generator = new Generator(
            server.Address, new CreateOrders(server.Address, options.RandomIds), Connections, peak * PartOfPeak, database.LogFile);
        using var ended = new CancellationTokenSource();
        var sampling = Task.Run(() => SampleAsync(SideName.Long(engine.Name), server, database.LogFile, ended.Token));
        var measured = await Measured.LoadAsync(server, generator, warmUp: 0, options.LongSeconds, engine);
        await ended.CancelAsync();
        var samples = await sampling;
        await File.AppendAllLinesAsync(SamplesFile, samples.Select(sample => sample.ToJson()));

        // A run shorter than ten minutes settles in its first fifth.
        var settled = samples.Where(sample => sample.Seconds >= Math.Min(Settling.TotalSeconds, options.LongSeconds / 5)).ToList();
        return measured with
        {
            ResidentGrowth = GrowthPerMinute(settled, sample => sample.ResidentMegabytes),
            HeapGrowth = GrowthPerMinute(settled, sample => sample.HeapMegabytes ?? 0),
        };
    }

    private static double Peak(Server server, Options options)
    {
        using var generator = new Generator(server.Address, new CreateOrders(server.Address, options.RandomIds), AllSides.FewConnections);
        generator.WarmUp(options.WarmUp);
        return generator.Measure(options.Seconds).PerSecond!.Value;
    }

    private static async Task<List<MemorySample>> SampleAsync(string side, Server server, string? log, CancellationToken ended)
    {
        var samples = new List<MemorySample>();
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(SampleEvery);
        try
        {
            do
            {
                samples.Add(new MemorySample(
                    side,
                    Stopwatch.GetElapsedTime(started).TotalSeconds,
                    LinuxProcess.ResidentMegabytes(server.ProcessId),
                    await MetricsPage.HeapMegabytesAsync(server.Metrics),
                    log is null ? null : new FileInfo(log).Length / 1e6));
            }
            while (await timer.WaitForNextTickAsync(ended));
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
        return samples;
    }

    /// <summary>The slope of the straight line that fits best.</summary>
    private static double? GrowthPerMinute(List<MemorySample> samples, Func<MemorySample, double> of)
    {
        if (samples.Count < 2)
            return null;
        var (meanTime, mean) = (samples.Average(sample => sample.Seconds), samples.Average(of));
        var slope = samples.Sum(sample => (sample.Seconds - meanTime) * (of(sample) - mean)) / samples.Sum(sample => Math.Pow(sample.Seconds - meanTime, 2));
        return slope * 60;
    }
}
