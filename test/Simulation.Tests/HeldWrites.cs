using Tetri.Store;

namespace Tetri.Simulation;

/// <summary>A store before which the writes that a test names wait for each other, so that all of them are made of what was there before any.</summary>
internal sealed class HeldWrites(IStoreEngine store, HeldWrites.Gate gate) : StoreAround(store)
{
    public override async ValueTask<WriteOutcome> WriteAsync(Write write)
    {
        await gate.PassAsync(write);
        return await base.WriteAsync(write);
    }

    /// <summary>Opens once so many have come. Several nodes may share it.</summary>
    internal sealed class Gate(Predicate<Write> holds, int arrivals)
    {
        private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _arrived;

        public async Task PassAsync(Write write)
        {
            if (!holds(write))
                return;
            if (Interlocked.Increment(ref _arrived) == arrivals)
                _open.SetResult();
            await _open.Task.WaitAsync(Longest);
        }
    }
}
