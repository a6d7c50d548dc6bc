using System.Buffers;
using System.Runtime.InteropServices;

namespace Tetri.Store;

/// <summary>
/// Answers the writes of a commit, or one that failed, from the thread pool, a few by each work item. Waking a thread costs more than an answer, so one
/// item for each write would spend most of its time on that; one item for the whole batch would leave the other cores idle.
/// </summary>
internal sealed class CommittedWrites : IThreadPoolWorkItem
{
    private const int MostPerItem = 8;

    private readonly Write[] _writes = ArrayPool<Write>.Shared.Rent(MostPerItem);
    private readonly int _count;

    private CommittedWrites(ReadOnlySpan<Write> writes)
    {
        writes.CopyTo(_writes);
        _count = writes.Length;
    }

    public static void AnswerAll(List<Write> batch)
    {
        var rest = CollectionsMarshal.AsSpan(batch);
        while (!rest.IsEmpty)
        {
            var count = Math.Min(MostPerItem, rest.Length);
            ThreadPool.UnsafeQueueUserWorkItem(new CommittedWrites(rest[..count]), preferLocal: false);
            rest = rest[count..];
        }
    }

    public void Execute()
    {
        foreach (var write in _writes.AsSpan(0, _count))
            write.Complete();
        ArrayPool<Write>.Shared.Return(_writes, clearArray: true);
    }
}
