using Tetri.Store;

namespace Tetri;

/// <summary>Runs one piece of work again and again until the gateway stops; a failed turn is logged and the next one comes.</summary>
internal sealed partial class RepeatedWork(string name, TimeSpan pause, Func<CancellationToken, ValueTask> work, TimeProvider time, ILogger log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(pause, time);
        try
        {
            do
            {
                try
                {
                    await work(stoppingToken);
                }
                catch (StoreUnavailableException)
                {
                    // The store tells its own log; the next turn comes.
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    LogTurnFailed(error, name);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A turn of the repeated work '{Name}' failed.")]
    private partial void LogTurnFailed(Exception error, string name);
}
