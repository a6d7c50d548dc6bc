using System.Globalization;

namespace Tetri.Operations;

/// <summary>Serves on for a while after the process was told to stop, so that a balancer sees that it is not ready before it refuses anything.</summary>
internal sealed class Drain(TimeSpan duration) : IHostedLifecycleService
{
    private const int MostSeconds = 300;

    public static TimeSpan ReadTime(IConfiguration configuration) =>
        configuration["Tetri:DrainSeconds"] is not { Length: > 0 } text ? TimeSpan.Zero
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= MostSeconds ? TimeSpan.FromSeconds(seconds)
        : throw new StartRefusedException($"Tetri:DrainSeconds is '{text}'; it must be a whole number from 0 to {MostSeconds}.");

    /// <summary>Comes before anything stops. Readiness fails already: the signal has set that off.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken) =>
        await Task.Delay(duration, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
