using System.Data.Common;
using System.Globalization;
using Tetri.Accounts;
using Tetri.Orders;
using Tetri.Payments;

namespace Tetri.Store;

internal sealed partial class GatewayStore
{
    /// <summary>Adds a payout's order and begins its transaction; the payment id is in the returned order when the outcome is Done.</summary>
    public async ValueTask<(WriteOutcome Outcome, Order Order)> AddPayoutAsync(Order order, Transaction payout, bool needsBalance, IdempotencyKey? key = null)
    {
        var add = new AddOrder(order, key) { Begin = payout, NeedsBalance = needsBalance };
        return (await engine.WriteAsync(add), add.Order);
    }

    /// <summary>The balance of each of a merchant's accounts, all of one moment.</summary>
    public ValueTask<List<AccountBalance>> BalancesAsync(long merchantId, CancellationToken cancellation = default) =>
        ReadAllAsync(
            """
            SELECT currency, account, CAST(sum(amount) AS bigint) FROM ledger_balances
            WHERE merchant_id = @merchant GROUP BY currency, account ORDER BY currency, account
            """,
            [("@merchant", merchantId)], MapBalance, cancellation);

    /// <summary>By how much balances differ from the sum of their entries, at one moment.</summary>
    public ValueTask<List<AccountBalance>> WrongBalancesAsync(long merchantId, CancellationToken cancellation = default) =>
        ReadAllAsync(
            """
            SELECT currency, account, CAST(sum(amount) AS bigint) FROM (
                SELECT currency, account, amount FROM ledger_balances WHERE merchant_id = @merchant
                UNION ALL
                SELECT currency, account, -amount FROM ledger_entries WHERE merchant_id = @merchant
            ) both_sides
            GROUP BY currency, account HAVING sum(amount) <> 0 ORDER BY currency, account
            """,
            [("@merchant", merchantId)], MapBalance, cancellation);

    /// <summary>A merchant's orders, by order_id.</summary>
    public ValueTask<List<Order>> OrdersAfterAsync(long merchantId, string afterOrderId, int most, CancellationToken cancellation = default) =>
        ReadAllAsync(
            $"SELECT {OrderColumns} FROM orders WHERE merchant_id = @merchant AND order_id > @after ORDER BY order_id LIMIT @most",
            [("@merchant", merchantId), ("@after", afterOrderId), ("@most", most)], MapOrder, cancellation);

    public ValueTask<List<Transaction>> TransactionsOfOrdersAsync(long merchantId, IEnumerable<long> paymentIds, CancellationToken cancellation = default) =>
        ReadAllAsync(
            $"SELECT {TransactionColumns} FROM transactions WHERE merchant_id = @merchant AND payment_id IN ({List(paymentIds)}) ORDER BY {SortedById}",
            [("@merchant", merchantId)], MapTransaction, cancellation);

    /// <summary>The entries that these transactions have.</summary>
    public ValueTask<List<PostedEntry>> EntriesOfAsync(long merchantId, IEnumerable<long> transactionIds, CancellationToken cancellation = default) =>
        ReadAllAsync(
            $"SELECT transaction_id, account, currency, amount FROM ledger_entries WHERE merchant_id = @merchant AND transaction_id IN ({List(transactionIds)})",
            [("@merchant", merchantId)], MapEntry, cancellation);

    /// <summary>A merchant's entries in the order of their key.</summary>
    public ValueTask<List<PostedEntry>> EntriesAfterAsync(long merchantId, PostedEntry after, int most, CancellationToken cancellation = default) =>
        ReadAllAsync(
            """
            SELECT transaction_id, account, currency, amount FROM ledger_entries
            WHERE merchant_id = @merchant AND (transaction_id, account) > (@transaction, @account)
            ORDER BY transaction_id, account LIMIT @most
            """,
            [("@merchant", merchantId), ("@transaction", after.TransactionId), ("@account", (long)after.Entry.Account), ("@most", most)], MapEntry, cancellation);

    /// <summary>Which of these transactions there are.</summary>
    public ValueTask<List<long>> ExistingTransactionsAsync(long merchantId, IEnumerable<long> transactionIds, CancellationToken cancellation = default) =>
        ReadAllAsync(
            $"SELECT transaction_id FROM transactions WHERE merchant_id = @merchant AND transaction_id IN ({List(transactionIds)})",
            [("@merchant", merchantId)], reader => reader.GetInt64(0), cancellation);

    // Numbers only, and as many as one page has.
    private static string List(IEnumerable<long> ids) => string.Join(',', ids.DefaultIfEmpty(0).Select(id => id.ToString(CultureInfo.InvariantCulture)));

    private static AccountBalance MapBalance(DbDataReader reader)
    {
        var row = new RowReader(reader);
        return new AccountBalance(row.Text(), row.Enum<Account>(), row.Long());
    }

    private static PostedEntry MapEntry(DbDataReader reader)
    {
        var row = new RowReader(reader);
        var (id, account) = (row.Long(), row.Enum<Account>());
        return new PostedEntry(row.Text(), id, new Entry(account, row.Long()));
    }
}
