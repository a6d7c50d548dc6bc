using Tetri.Orders;
using Tetri.Payments;
using Tetri.Store;

namespace Tetri.Accounts;

/// <summary>
/// Proves a merchant's ledger against its orders and transactions (docs/operate/ledger.md). It reads in pages, beside a gateway that serves: what looks
/// wrong is read again until nothing changed meanwhile.
/// </summary>
internal sealed class LedgerCheck(GatewayStore store)
{
    private const int OrdersPerPage = 200;
    private const int EntriesPerPage = 2000;
    private const int MostReadings = 20;

    /// <summary>What is wrong, in words, one thing after the other.</summary>
    public async IAsyncEnumerable<LedgerProblem> FindAsync(long merchantId)
    {
        foreach (var currency in (await store.BalancesAsync(merchantId)).GroupBy(balance => balance.Currency))
            if (currency.Sum(balance => balance.Minor) is not 0 and var sum)
                yield return new LedgerProblem($"merchant {merchantId}: the accounts in {currency.Key} sum to {sum}, not to zero");

        foreach (var wrong in await store.WrongBalancesAsync(merchantId))
            yield return new LedgerProblem($"merchant {merchantId}: the account {Name(wrong.Account)} in {wrong.Currency} differs from its entries by {wrong.Minor}");

        var after = "";
        while (await store.OrdersAfterAsync(merchantId, after, OrdersPerPage) is { Count: > 0 } orders)
        {
            foreach (var problem in await FindAsync(orders))
                yield return problem;
            after = orders[^1].Terms.OrderId;
        }

        var last = new PostedEntry("", 0, default);
        while (await store.EntriesAfterAsync(merchantId, last, EntriesPerPage) is { Count: > 0 } entries)
        {
            var existing = (await store.ExistingTransactionsAsync(merchantId, entries.Select(entry => entry.TransactionId).Distinct())).ToHashSet();
            foreach (var id in entries.Select(entry => entry.TransactionId).Where(id => !existing.Contains(id)).Distinct())
                yield return new LedgerProblem($"merchant {merchantId}: there are entries of transaction {id}, and no such transaction");
            last = entries[^1];
        }
    }

    /// <summary>What is wrong with one order.</summary>
    public async ValueTask<List<LedgerProblem>> FindAsync(Order order)
    {
        for (var reading = 0; ; reading++)
        {
            var problems = (await CompareAsync([order]))[order.PaymentId];
            if (problems.Count == 0)
                return problems;
            var again = (await store.FindOrderAsync(order.MerchantId, order.PaymentId))!;
            if (again.Version == order.Version || reading == MostReadings)
                return problems;
            order = again;
        }
    }

    private async ValueTask<List<LedgerProblem>> FindAsync(List<Order> orders)
    {
        var problems = new List<LedgerProblem>();
        foreach (var (paymentId, found) in await CompareAsync(orders))
            if (found.Count > 0)
                problems.AddRange(await FindAsync(orders.Find(order => order.PaymentId == paymentId)!));
        return problems;
    }

    /// <summary>Reads what belongs to orders of one merchant after the orders themselves, and so never older.</summary>
    private async ValueTask<Dictionary<long, List<LedgerProblem>>> CompareAsync(List<Order> orders)
    {
        var merchantId = orders[0].MerchantId;
        var transactions = (await store.TransactionsOfOrdersAsync(merchantId, orders.Select(order => order.PaymentId))).ToLookup(transaction => transaction.PaymentId);
        var byTransaction = (await store.EntriesOfAsync(merchantId, transactions.SelectMany(group => group).Select(transaction => transaction.Id)))
            .ToLookup(entry => entry.TransactionId, entry => entry.Entry);
        return orders.ToDictionary(
            order => order.PaymentId,
            order => Compare(order, [.. transactions[order.PaymentId]], byTransaction)
                .Select(problem => problem with { Text = $"merchant {merchantId}, order {order.Terms.OrderId}: {problem.Text}" }).ToList());
    }

    private static IEnumerable<LedgerProblem> Compare(Order order, List<Transaction> transactions, ILookup<long, Entry> entries)
    {
        var approved = transactions.Where(transaction => transaction.Status == TransactionStatus.Approved).ToDictionary(transaction => transaction.Id);
        var captured = approved.Values.FirstOrDefault(transaction => transaction.Kind == TransactionKind.Capture);
        var counted = new List<Transaction>();
        long fees = 0;
        foreach (var transaction in transactions)
        {
            var found = entries[transaction.Id].ToHashSet();
            var fee = found.Count > 0 ? found.Where(entry => entry.Account == Account.Fees).Sum(entry => entry.Minor)
                : Movements.HasFee(transaction.Kind) ? order.Payment.FeesTaken : 0;
            // What was never counted, the late approval of a try that was declined, goes back uncounted.
            var moves = approved.ContainsKey(transaction.Id) && (transaction.ParentId is not { } parentId || approved.ContainsKey(parentId));
            var expected = moves ? Movements.Of(transaction.Kind, transaction.Amount.Minor, HeldBefore(transaction), fee) : [];
            if (moves)
                counted.Add(transaction);
            fees += moves ? fee : 0;

            var name = $"transaction {transaction.Id} ({transaction.Kind.ToString().ToLowerInvariant()}, {transaction.Amount})";
            if (found.Sum(entry => entry.Minor) is not 0 and var sum)
                yield return new LedgerProblem($"the entries of {name} sum to {sum}, not to zero");
            else if (found.Count == 0 && expected.Count > 0)
                yield return new LedgerProblem($"{name} was approved and has no entries") { Missing = new AddEntries(transaction, expected) };
            else if (!found.SetEquals(expected))
                yield return new LedgerProblem($"the entries of {name} are {Text(found)}, and should be {Text(expected)}");
        }

        var payment = order.Payment;
        long Sum(params TransactionKind[] kinds) => counted.Where(transaction => kinds.Contains(transaction.Kind)).Sum(transaction => transaction.Amount.Minor);
        (string Name, long Kept, long Moved)[] amounts =
        [
            ("authorised", payment.Authorised, Sum(TransactionKind.Purchase, TransactionKind.Authorisation, TransactionKind.Verification)),
            // A verification only holds; those of earlier releases say that they took.
            ("captured", order.Terms.Verification ? 0 : payment.Captured, Sum(TransactionKind.Purchase, TransactionKind.Capture)),
            ("reversed", payment.Reversed, Sum(TransactionKind.Reversal)),
            ("paid out", payment.PaidOut, Sum(TransactionKind.Payout)),
            ("fee", payment.FeesTaken, fees),
        ];
        foreach (var (name, kept, moved) in amounts)
            if (kept != moved)
                yield return new LedgerProblem($"it says {name} {kept}, and its transactions say {moved}");

        long HeldBefore(Transaction transaction) =>
            transaction.ParentId is not { } parentId || !approved.TryGetValue(parentId, out var parent) ? 0
            : parent.Kind == TransactionKind.Verification || (parent.Kind == TransactionKind.Authorisation && (captured is null || captured == transaction)) ? parent.Amount.Minor
            : 0;
    }

    private static string Name(Account account) => account.ToString().ToLowerInvariant();

    private static string Text(IEnumerable<Entry> entries) =>
        string.Join(", ", entries.OrderBy(entry => entry.Account).Select(entry => $"{Name(entry.Account)} {entry.Minor}")) is { Length: > 0 } text ? text : "none";
}

/// <summary>Something that does not agree.</summary>
/// <param name="Text">In words, with the place.</param>
internal sealed record LedgerProblem(string Text)
{
    /// <summary>What puts it right, where all that is wrong is that nothing was entered.</summary>
    public AddEntries? Missing { get; init; }
}
