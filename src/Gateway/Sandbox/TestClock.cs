namespace Tetri.Sandbox;

/// <summary>The sandbox's clock: the system's, moved forward on demand, so that lifetimes, retries and schedules can be tried without waiting.</summary>
internal sealed class TestClock : TimeProvider
{
    /// <summary>Ten years.</summary>
    public static readonly TimeSpan Furthest = TimeSpan.FromDays(3653);

    private long _aheadTicks;

    public TimeSpan Ahead => TimeSpan.FromTicks(Interlocked.Read(ref _aheadTicks));

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;

    /// <summary>Time never runs backwards, and no further than <see cref="Furthest"/> ahead of the system's: false then, and nothing is changed.</summary>
    public bool TryAdvance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        while (true)
        {
            var ahead = Interlocked.Read(ref _aheadTicks);
            if (by > Furthest - TimeSpan.FromTicks(ahead))
                return false;
            if (Interlocked.CompareExchange(ref _aheadTicks, ahead + by.Ticks, ahead) == ahead)
                return true;
        }
    }
}
