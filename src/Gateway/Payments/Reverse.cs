using Tetri.Orders;
using Tetri.Protocol.Errors;
using Tetri.Store;

namespace Tetri.Payments;

/// <summary>Gives money back, whole or in parts, or frees a hold (docs/reference/reverse.md).</summary>
internal sealed class Reverse(GatewayStore store, Exchange exchange)
{
    private const int InvalidAmount = 1023;
    private const int OnlyFull = 1084;
    private const int NotAllowed = 1100;
    private const int MostTurns = 5;

    /// <param name="reference">The merchant's reverse_id: the same one again gives the reversal that it named first.</param>
    /// <param name="receivers">Of a divided payment: who gives back how much; null: all in proportion.</param>
    public async ValueTask<Result<ReverseStep>> RunAsync(Order order, Money amount, string? reference, IReadOnlyList<SplitPart>? receivers = null)
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var free = await exchange.WhenFreeAsync(order);
            order = free ?? order;

            // Only now: one of this name that began during the wait is seen here, and one that begins later meets the guard on the order.
            if (reference is not null && await FindAsync(order, reference) is { } earlier)
                return earlier.Amount == amount
                    ? new ReverseStep(order, earlier)
                    : GatewayError.Incorrect("reverse_id", "it names an earlier reversal of another amount");
            if (free is null)
                return GatewayError.Busy;
            if (Refusal(order, amount) is { } refusal)
                return refusal;
            if (SplitRules.GiveBack(order.Payment.Split, amount.Minor, receivers, out var split) is { } undivided)
                return undivided;
            order = order with { Payment = order.Payment with { Split = split } };

            var reversal = exchange.NewTransaction(
                await store.NextTransactionIdAsync(), order, TransactionKind.Reversal, amount, parentId: order.Payment.TransactionId, reference: reference);
            switch (await exchange.IntendAsync(order, reversal))
            {
                case WriteOutcome.Done:
                    var after = await exchange.FollowAsync(order, reversal);
                    return new ReverseStep(after, (await store.FindTransactionAsync(order.MerchantId, order.PaymentId, reversal.Id))!);
                case WriteOutcome.QueueFull:
                    return GatewayError.Busy;
            }
            order = (await store.FindOrderAsync(order.MerchantId, order.PaymentId))!;
        }
        return GatewayError.Busy;
    }

    private async ValueTask<Transaction?> FindAsync(Order order, string reference) =>
        (await store.TransactionsOfOrderAsync(order.MerchantId, order.PaymentId))
            .Find(transaction => transaction.Kind == TransactionKind.Reversal && transaction.Reference == reference);

    private static GatewayError? Refusal(Order order, Money amount)
    {
        if (order.State is not (OrderState.Approved or OrderState.Reversed))
            return new GatewayError(NotAllowed, Explanation: "nothing was paid that could go back");
        if (order.Terms.Payout)
            return new GatewayError(NotAllowed, Explanation: "money that was paid out can't be called back");
        if (order.Terms.Verification)
            return new GatewayError(NotAllowed, Explanation: "what a verification takes goes back by itself");
        if (amount.Currency != order.Terms.Amount.Currency)
            return GatewayError.Incorrect("currency", "it is not the order's currency");
        if (amount.Minor > order.Payment.Left)
            return new GatewayError(InvalidAmount, Explanation: "it is more than is left of the payment");
        return order.Payment.IsHeld && amount.Minor < order.Payment.Left ? new GatewayError(OnlyFull) : null;
    }
}

/// <summary>An order after a reversal was asked for.</summary>
internal sealed record ReverseStep(Order Order, Transaction Reversal);
