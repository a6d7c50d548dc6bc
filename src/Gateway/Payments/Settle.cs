using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Protocol.Errors;
using Tetri.Store;

namespace Tetri.Payments;

/// <summary>Divides what is left of a payment among merchants, once. No money moves at the acquirer (docs/reference/splitting.md).</summary>
internal sealed class Settle(GatewayStore store, Exchange exchange, KnownMerchants merchants)
{
    private const int NotAllowed = 1100;
    private const int NotCaptured = 1114;
    private const int WrongSum = 1120;
    private const int MostTurns = 5;

    /// <param name="settlementId">The merchant's own name for it: the same one again, with the same parts, changes nothing.</param>
    public async ValueTask<Result<Order>> RunAsync(Order order, Merchant merchant, string? settlementId, Money amount, IReadOnlyList<SplitPart> parts)
    {
        if (SplitRules.Refusal(merchant, parts, amount.Minor, merchants) is { } notAllowed)
            return notAllowed;
        for (var turn = 0; turn < MostTurns; turn++)
        {
            if (await exchange.WhenFreeAsync(order) is not { } free)
                return GatewayError.Busy;
            order = free;
            if (order.Payment.Split is { } split)
            {
                return settlementId is not null && split.SettlementId == settlementId && HasParts(split, parts)
                    ? order
                    : new GatewayError(NotAllowed, Explanation: "the payment is divided already");
            }
            if (Refusal(order, amount) is { } refusal)
                return refusal;
            var divided = order with
            {
                Version = order.Version + 1,
                Payment = order.Payment with { Split = new Split(parts) { SettlementId = settlementId } },
            };
            switch (await store.WriteAsync(new ChangeOrder(divided)))
            {
                case WriteOutcome.Done:
                    return divided;
                case WriteOutcome.QueueFull:
                    return GatewayError.Busy;
            }
            order = (await store.FindOrderAsync(order.MerchantId, order.PaymentId))!;
        }
        return GatewayError.Busy;
    }

    private static GatewayError? Refusal(Order order, Money amount)
    {
        if (order.IsOpen || order.State == OrderState.Approved && order.Payment.IsHeld)
            return new GatewayError(NotCaptured);
        if (order.State != OrderState.Approved || order.Terms.Verification)
            return new GatewayError(NotAllowed, Explanation: "nothing was paid that could be divided");
        if (amount.Currency != order.Terms.Amount.Currency)
            return GatewayError.Incorrect("currency", "it is not the order's currency");
        return amount.Minor == order.Payment.Left
            ? null
            : new GatewayError(WrongSum, Explanation: $"what is left of the payment is {order.Payment.Left}");
    }

    private static bool HasParts(Split split, IReadOnlyList<SplitPart> parts) =>
        split.Parts.Select(part => (part.MerchantId, part.Amount)).SequenceEqual(parts.Select(part => (part.MerchantId, part.Amount)));
}
