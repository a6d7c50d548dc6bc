namespace Tetri.Operations;

/// <summary>Gives the memory that only the start needed back to the system. A second after it, so that no first request waits for that.</summary>
internal sealed class StartMemory : BackgroundService
{
    private static readonly TimeSpan Started = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Started, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stoppingToken.IsCancellationRequested)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
