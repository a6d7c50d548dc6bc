using Tetri.Orders;
using Tetri.Payments;

namespace Tetri.Accounts;

/// <summary>The one place that says which entries an approved transaction makes. They always sum to zero.</summary>
internal static class Movements
{
    /// <summary>A fee is given in basis points: hundredths of a percent.</summary>
    public const int BasisPointsOfAll = 10_000;

    /// <summary>What a transaction that is about to be approved moves.</summary>
    /// <param name="order">As it was before.</param>
    public static IReadOnlyList<Entry> Of(Order order, Transaction approved, long fee) =>
        Of(approved.Kind, approved.Amount.Minor, order.Terms.Verification || order.Payment.IsHeld ? order.Payment.Left : 0, fee);

    /// <param name="held">What is held of the payment at the time; 0 once it was taken.</param>
    /// <param name="fee">Kept of a purchase or a capture, the payer's fee with it.</param>
    public static IReadOnlyList<Entry> Of(TransactionKind kind, long amount, long held, long fee) => kind switch
    {
        TransactionKind.Authorisation or TransactionKind.Verification => Balanced(new Entry(Account.Held, amount)),
        TransactionKind.Purchase => Balanced(new Entry(Account.Balance, amount - fee), new Entry(Account.Fees, fee)),
        // The rest of the hold is freed.
        TransactionKind.Capture => Balanced(new Entry(Account.Held, -held), new Entry(Account.Balance, amount - fee), new Entry(Account.Fees, fee)),
        TransactionKind.Reversal when held > 0 => Balanced(new Entry(Account.Held, -amount)),
        TransactionKind.Reversal or TransactionKind.Payout => Balanced(new Entry(Account.Balance, -amount)),
        _ => throw new InvalidOperationException($"No such kind of transaction: {kind}."),
    };

    /// <summary>A share of an amount, half a minor unit rounded up.</summary>
    public static long Fee(long amount, int basisPoints) => (amount * basisPoints + BasisPointsOfAll / 2) / BasisPointsOfAll;

    /// <summary>Whether a kind of transaction has a fee.</summary>
    public static bool HasFee(TransactionKind kind) => kind is TransactionKind.Purchase or TransactionKind.Capture;

    /// <summary>The acquirer's side is what the others leave. An account that nothing is added to has no entry.</summary>
    private static Entry[] Balanced(params ReadOnlySpan<Entry> sides)
    {
        var entries = new List<Entry>(sides.Length + 1);
        long sum = 0;
        foreach (var side in sides)
        {
            sum += side.Minor;
            if (side.Minor != 0)
                entries.Add(side);
        }
        if (sum != 0)
            entries.Add(new(Account.Acquirer, -sum));
        return [.. entries];
    }
}
