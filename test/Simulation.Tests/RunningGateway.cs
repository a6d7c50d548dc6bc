namespace Tetri.Simulation;

/// <summary>A gateway and a shop's server that the tests of one class share; each test makes orders of its own.</summary>
public sealed class RunningGateway : IAsyncLifetime
{
    internal GatewayProcess Gateway { get; private set; } = null!;

    internal CallbackReceiver Receiver { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Gateway = await GatewayProcess.StartAsync(("Tetri:Callbacks:RetrySeconds", "1,2"));
        Receiver = await CallbackReceiver.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
