using System.Data.Common;
using Tetri.Accounts;
using Tetri.Orders;
using Tetri.Payments;

namespace Tetri.Store;

internal sealed partial class GatewayStore
{
    // In SQLite payment_id alone is the primary key, and its planner, which has no figures, would rather sort all orders of the merchant's
    // index: the sign keeps it from that.
    private string OfMerchant => engine.IsShared ? "merchant_id = @merchant" : "+merchant_id = @merchant";

    private string NextOrder => engine.IsShared
        ? "SELECT payment_id, created_at FROM orders WHERE merchant_id = @merchant AND payment_id >= @payment ORDER BY payment_id LIMIT 1"
        : "SELECT payment_id, created_at FROM orders WHERE payment_id >= @payment ORDER BY payment_id LIMIT 1";

    /// <summary>For telling, never for deciding, as a replica knows it where there is one.</summary>
    /// <inheritdoc cref="CreationOrder.FindAsync"/>
    public ValueTask<IdRange> FindOrderIdsAsync(long merchantId, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation) =>
        ReadForTellingAsync(async (connection, cancellation) =>
        {
            await using var command = CreateCommand(connection, NextOrder, [("@merchant", merchantId), ("@payment", 0L)]);
            return await CreationOrder.FindAsync(from, until, async id =>
            {
                command.Parameters["@payment"].Value = id;
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                return await reader.ReadAsync(cancellation)
                    ? (reader.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)))
                    : ((long, DateTimeOffset)?)null;
            });
        }, cancellation);

    /// <summary>
    /// The first orders within the ids that were created in the time, with what the ledger has of each at the same moment; null where nothing was entered.
    /// For telling, never for deciding.
    /// </summary>
    public ValueTask<List<(Order Order, OrderMovement? Moved)>> ListOrdersAsync(
        long merchantId, IdRange ids, DateTimeOffset from, DateTimeOffset until, int most, CancellationToken cancellation) =>
        ReadForTellingAsync((connection, cancellation) => AllRowsAsync(
            connection,
            $"""
            WITH page AS (
                SELECT {OrderColumns} FROM orders
                WHERE {OfMerchant} AND payment_id >= @first AND payment_id < @end AND created_at >= @from AND created_at < @until
                ORDER BY payment_id LIMIT @most
            ), moved AS (
                SELECT transactions.payment_id,
                    CAST(sum(CASE WHEN account = {(int)Account.Fees} THEN entry.amount ELSE 0 END) AS bigint) AS fee,
                    CAST(sum(CASE WHEN account = {(int)Account.Balance} THEN entry.amount ELSE 0 END) AS bigint) AS settled,
                    CAST(sum(CASE WHEN kind = {(int)TransactionKind.Reversal} AND account IN ({(int)Account.Held}, {(int)Account.Balance}) THEN -entry.amount ELSE 0 END) AS bigint) AS reversed,
                    max(CASE WHEN account = {(int)Account.Balance} THEN ended_at END) AS settled_at
                FROM transactions
                JOIN ledger_entries entry ON entry.merchant_id = transactions.merchant_id AND entry.transaction_id = transactions.transaction_id
                WHERE transactions.merchant_id = @merchant AND transactions.payment_id IN (SELECT payment_id FROM page)
                GROUP BY transactions.payment_id
            )
            SELECT page.*, fee, settled, reversed, settled_at FROM page LEFT JOIN moved ON moved.payment_id = page.payment_id ORDER BY page.payment_id
            """,
            [("@merchant", merchantId), ("@first", ids.First), ("@end", ids.End), ("@from", from), ("@until", until), ("@most", most)],
            MapReportedOrder, cancellation), cancellation);

    private static (Order, OrderMovement?) MapReportedOrder(DbDataReader reader)
    {
        var row = new RowReader(reader);
        var order = MapOrder(ref row);
        return (order, row.LongOrNull() is { } fee ? new OrderMovement(fee, row.Long(), row.Long(), row.TimeOrNull()) : null);
    }

    private async ValueTask<T> ReadForTellingAsync<T>(Func<DbConnection, CancellationToken, ValueTask<T>> read, CancellationToken cancellation)
        where T : class =>
        await engine.ReadReplicaAsync(read, cancellation) ?? await engine.ReadAsync(read, cancellation);
}
