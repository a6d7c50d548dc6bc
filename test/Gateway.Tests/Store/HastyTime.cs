namespace Tetri.Tests.Store;

/// <summary>A clock on which twenty seconds are over in one.</summary>
internal sealed class HastyTime : TimeProvider
{
    public override long GetTimestamp() => base.GetTimestamp() * 20;
}
