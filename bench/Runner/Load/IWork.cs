namespace Tetri.Bench.Load;

/// <summary>What a connection is kept busy with: one request, or a few that follow from each other's answers.</summary>
internal interface IWork
{
    /// <summary>The first request of a new piece of work.</summary>
    ReadOnlySpan<byte> Begin(int connection);

    /// <summary>Takes a good answer.</summary>
    /// <param name="next">The request to go on with.</param>
    WorkState Take(int connection, ReadOnlySpan<byte> answer, out ReadOnlySpan<byte> next);
}

internal enum WorkState
{
    Done,
    GoesOn,
    Failed,
}
