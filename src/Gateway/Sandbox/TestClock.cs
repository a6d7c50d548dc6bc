namespace Tetri.Sandbox;

/// <summary>The sandbox's clock: the system's, moved forward on demand, so that lifetimes, retries and schedules can be tried without waiting.</summary>
internal sealed class TestClock : TimeProvider
{
    /// <summary>Ten years.</summary>
    public static readonly TimeSpan Furthest = TimeSpan.FromDays(3653);

    private long _aheadTicks;

    public TimeSpan Ahead => TimeSpan.FromTicks(Interlocked.Read(ref _aheadTicks));

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;

    /// <summary>Where the clock is said to be. Time never runs backwards, so an older word changes nothing.</summary>
    public void MoveTo(TimeSpan ahead)
    {
        long known;
        while ((known = Interlocked.Read(ref _aheadTicks)) < ahead.Ticks)
            if (Interlocked.CompareExchange(ref _aheadTicks, ahead.Ticks, known) == known)
                return;
    }
}
