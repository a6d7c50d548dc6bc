namespace Tetri.Store;

/// <summary>Payment ids from the first one to before the end.</summary>
internal sealed record IdRange(long First, long End);

/// <summary>
/// Finds orders of a time by their payment ids, which rise with the time of creation, so that no index over times is needed. They rise
/// nearly: writes wait in a queue, and nodes take ids in blocks. No order is further out of place than <see cref="LongestDisorder"/>.
/// </summary>
internal static class CreationOrder
{
    /// <summary>How long a node may give ids of one block.</summary>
    public static readonly TimeSpan LongestUseOfBlock = TimeSpan.FromMinutes(10);

    /// <summary>The use of a block, a failover's wait, and clocks that differ.</summary>
    public static readonly TimeSpan LongestDisorder = LongestUseOfBlock + TimeSpan.FromMinutes(5);

    /// <summary>Behind the last id that a checkout token can hold.</summary>
    public const long EndOfIds = 1L << 40;

    /// <summary>Ids outside of which no order was created in the time; inside are some more orders, created shortly before or after it.</summary>
    /// <param name="next">The first order with at least this id, null behind the last.</param>
    public static async ValueTask<IdRange> FindAsync(
        DateTimeOffset from, DateTimeOffset until, Func<long, ValueTask<(long Id, DateTimeOffset CreatedAt)?>> next)
    {
        var first = await BoundaryAsync(0, from - LongestDisorder, next);
        return new IdRange(first, await BoundaryAsync(first, until + LongestDisorder, next));
    }

    /// <summary>A place where an order from before the time is followed by one from that time on.</summary>
    private static async ValueTask<long> BoundaryAsync(
        long low, DateTimeOffset time, Func<long, ValueTask<(long Id, DateTimeOffset CreatedAt)?>> next)
    {
        var high = EndOfIds;
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (await next(middle) is { } order && order.Id < high && order.CreatedAt < time)
                low = order.Id + 1;
            else
                high = middle;
        }
        return low;
    }
}
