using System.Runtime.CompilerServices;
using Tetri.Accounts;
using Tetri.Protocol.Errors;
using Tetri.Store;

namespace Tetri.Orders;

/// <summary>A merchant's orders of a time, read page by page, so that memory stays flat (docs/reference/reports.md).</summary>
internal sealed class OrderReport(GatewayStore store)
{
    /// <summary>The most orders of one report; the next one goes on behind its last payment id.</summary>
    public const int MostOrders = 10_000;

    /// <summary>The most days of one report.</summary>
    public const int MostDays = 31;

    private const int OrdersPerPage = 200;

    /// <param name="until">The moment behind the time.</param>
    /// <param name="afterPaymentId">Where an earlier report ended, else 0.</param>
    public async ValueTask<Result<ReportRange>> FindAsync(
        long merchantId, DateTimeOffset from, DateTimeOffset until, long afterPaymentId, CancellationToken cancellation)
    {
        if (until <= from)
            return GatewayError.Incorrect("date_to", "it is before date_from");
        if (until - from > TimeSpan.FromDays(MostDays))
            return GatewayError.Incorrect("date_to", $"a report covers at most {MostDays} days");
        var ids = await store.FindOrderIdsAsync(merchantId, from, until, cancellation);
        return new ReportRange(merchantId, ids with { First = Math.Max(ids.First, afterPaymentId + 1) }, from, until);
    }

    /// <summary>In the order of their payment ids, with what the ledger has of them.</summary>
    public async IAsyncEnumerable<(Order Order, OrderMovement? Moved)> ReadAsync(ReportRange range, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var ids = range.Ids;
        for (var left = MostOrders; left > 0;)
        {
            var most = Math.Min(left, OrdersPerPage);
            var page = await store.ListOrdersAsync(range.MerchantId, ids, range.From, range.Until, most, cancellation);
            foreach (var order in page)
                yield return order;
            if (page.Count < most)
                yield break;
            left -= page.Count;
            ids = ids with { First = page[^1].Order.PaymentId + 1 };
        }
    }
}

/// <summary>Whose orders of which time, and between which payment ids they lie.</summary>
internal sealed record ReportRange(long MerchantId, IdRange Ids, DateTimeOffset From, DateTimeOffset Until);
