namespace Tetri.Client.Calling;

/// <summary>What the cases of spec/client replace.</summary>
internal sealed record Surroundings(Transport Send, TimeProvider Clock, Func<TimeSpan, CancellationToken, Task> Wait, Func<double> Random, Func<string> NewId)
{
    public static Surroundings Of(Settings settings, HttpTransport transport) => new(
        transport.SendAsync,
        settings.Clock,
        (time, cancellationToken) => Task.Delay(time, settings.Clock, cancellationToken),
        System.Random.Shared.NextDouble,
        () => Guid.NewGuid().ToString("N"));
}
