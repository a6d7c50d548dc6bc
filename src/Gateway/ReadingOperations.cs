using System.Globalization;
using Tetri.Orders;
using Tetri.Protocol;
using Tetri.Protocol.Errors;
using Tetri.Store;

namespace Tetri;

/// <summary>Joins the wire and what only reads: members in, members out. No rule lives here.</summary>
internal sealed class ReadingOperations(GatewayStore store, OrderReport report, GatewayOptions options)
{
    /// <summary>An order that nobody knows has no transactions; it is no failure.</summary>
    public async ValueTask<Result<ProtocolReply.Rows>> TransactionListAsync(ProtocolCall call, CancellationToken cancellation)
    {
        if (await store.FindOrderAsync(call.Merchant.Id, call.Request.Members.Text("order_id")!, cancellation) is not { } order)
            return new ProtocolReply.Rows(AsyncEnumerable.Empty<ResponseMembers>());
        var transactions = await store.TransactionsOfOrderAsync(order.MerchantId, order.PaymentId, cancellation);
        var entries = await store.EntriesOfAsync(order.MerchantId, transactions.Select(transaction => transaction.Id), cancellation);
        return new ProtocolReply.Rows(TransactionMembers.Of(order, transactions, entries, options.IsSandbox).ToAsyncEnumerable());
    }

    /// <summary>Each row is signed as the answer to a status request is; the array is not.</summary>
    public async ValueTask<Result<ProtocolReply.Rows>> ReportsAsync(ProtocolCall call, CancellationToken cancellation)
    {
        var members = call.Request.Members;
        if (TimeReader.Read(members, "date_from", out var from, out _) is { } noFrom)
            return noFrom;
        if (TimeReader.Read(members, "date_to", out _, out var until) is { } noUntil)
            return noUntil;
        var after = members.Text("after_payment_id") is { } id ? long.Parse(id, CultureInfo.InvariantCulture) : 0;
        var range = await report.FindAsync(call.Merchant.Id, from, until, after, cancellation);
        if (!range.Succeeded)
            return range.Error;
        return new ProtocolReply.Rows(report.ReadAsync(range.Value, cancellation)
            .Select(row => FinalResponse.Of(row.Order, call.Merchant, options.IsSandbox, row.Moved).Signed(call.Merchant.PaymentKey, options.IsSandbox)));
    }

    /// <summary>No merchant has fiscal data here, and this is how the protocol says so.</summary>
    public static ValueTask<Result<ProtocolReply.Success>> FiscalDataAsync(ProtocolCall call, CancellationToken cancellation) =>
        ValueTask.FromResult<Result<ProtocolReply.Success>>(new ProtocolReply.Success(
            new ResponseMembers().Add("error", "Merchant account not found").Add("response_status", "success"), AnswerSignature.Never));

    public static ProtocolReply Answer(ProtocolCall call, ProtocolReply read) => read;
}
