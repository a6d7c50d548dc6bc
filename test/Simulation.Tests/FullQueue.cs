using Tetri.Store;

namespace Tetri.Simulation;

/// <summary>A store whose queue is full for the writes that a test names.</summary>
internal sealed class FullQueue(IStoreEngine store) : StoreAround(store)
{
    public Predicate<Write> IsFullFor { get; set; } = _ => false;

    public override ValueTask<WriteOutcome> WriteAsync(Write write) =>
        IsFullFor(write) ? ValueTask.FromResult(WriteOutcome.QueueFull) : base.WriteAsync(write);
}
