using Tetri.Orders;
using Tetri.Protocol.Errors;
using Tetri.Store;

namespace Tetri.Payments;

/// <summary>Takes a held amount or a part of it, once; the rest of the hold is freed (docs/reference/capture.md).</summary>
internal sealed class Capture(GatewayStore store, Exchange exchange, GatewayOptions options, TimeProvider time)
{
    private const int InvalidAmount = 1023;
    private const int HoldExpired = 1052;
    private const int NotAllowed = 1100;
    private const int OtherAmount = 1109;
    private const int MostTurns = 5;

    /// <summary>Gives the order as it is afterwards. The same amount again changes nothing.</summary>
    public async ValueTask<Result<CaptureStep>> RunAsync(Order order, Money amount)
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            if (await exchange.WhenFreeAsync(order) is not { } free)
                return GatewayError.Busy;
            order = free;
            if (order.Payment.Captured > 0 && order.Terms.Preauth)
                return order.Terms.Amount with { Minor = order.Payment.Captured } == amount ? new CaptureStep(order, null) : new GatewayError(OtherAmount);
            if (Refusal(order, amount) is { } refusal)
                return refusal;

            var capture = exchange.NewTransaction(
                await store.NextTransactionIdAsync(), order, TransactionKind.Capture, amount, parentId: order.Payment.TransactionId);
            switch (await exchange.IntendAsync(order, capture))
            {
                case WriteOutcome.Done:
                    var after = await exchange.FollowAsync(order, capture);
                    return new CaptureStep(after, (await store.FindTransactionAsync(order.MerchantId, order.PaymentId, capture.Id))!.ResponseCode);
                case WriteOutcome.QueueFull:
                    return GatewayError.Busy;
            }
            order = (await store.FindOrderAsync(order.MerchantId, order.PaymentId))!;
        }
        return GatewayError.Busy;
    }

    private GatewayError? Refusal(Order order, Money amount)
    {
        if (order.State != OrderState.Approved || !order.Terms.Preauth || order.Terms.Verification)
            return new GatewayError(NotAllowed, Explanation: "only a hold that was approved and not given back can be captured");
        if (amount.Currency != order.Terms.Amount.Currency)
            return GatewayError.Incorrect("currency", "it is not the order's currency");
        if (amount.Minor > order.Payment.Authorised)
            return new GatewayError(InvalidAmount, Explanation: "it is more than was held");
        return order.Payment.EndedAt is { } held && time.GetUtcNow() - held > options.HoldLifetime ? new GatewayError(HoldExpired) : null;
    }
}

/// <summary>An order after a capture was asked for.</summary>
/// <param name="DeclineCode">Why the acquirer refused; null where it did not.</param>
internal sealed record CaptureStep(Order Order, int? DeclineCode);
