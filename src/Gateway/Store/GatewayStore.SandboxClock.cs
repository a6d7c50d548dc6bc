namespace Tetri.Store;

internal sealed partial class GatewayStore
{
    /// <summary>How far the sandbox's clock is ahead of the machine's.</summary>
    public ValueTask<TimeSpan> FindClockAheadAsync(CancellationToken cancellation = default) =>
        ReadOneAsync("SELECT ahead FROM sandbox_clock", [], row => TimeSpan.FromMilliseconds(row.GetInt64(0)), cancellation);
}
