using Tetri.Store;

namespace Tetri.Sandbox;

/// <summary>Keeps the sandbox's clock in the database, so that all nodes have one time and a restart keeps it.</summary>
internal sealed class SharedClock(TestClock clock, GatewayStore store)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public TimeSpan Ahead => clock.Ahead;

    public async ValueTask ReadAsync(CancellationToken cancellation = default) => clock.MoveTo(await store.FindClockAheadAsync(cancellation));

    /// <summary>Conflict when the clock would be further ahead than it may be. Made again after a lost answer, the write moves nothing twice.</summary>
    public async ValueTask<WriteOutcome> AdvanceAsync(TimeSpan by)
    {
        await ReadAsync();
        if (by > TestClock.Furthest - clock.Ahead)
            return WriteOutcome.Conflict;
        var ahead = clock.Ahead + by;
        var outcome = await store.WriteAsync(new MoveClock(ahead));
        if (outcome == WriteOutcome.Done)
            clock.MoveTo(ahead);
        return outcome;
    }
}
