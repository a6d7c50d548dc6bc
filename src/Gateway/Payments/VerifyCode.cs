using Tetri.Orders;
using Tetri.Protocol.Errors;
using Tetri.Store;

namespace Tetri.Payments;

/// <summary>Takes the code that a payer read in the description of the hold (docs/reference/verification.md).</summary>
internal sealed class VerifyCode(GatewayStore store, Exchange exchange, ExpireOrders expire, VerificationCode codes)
{
    public const int MostTries = 3;

    private const int AttemptsExceeded = 1088;
    private const int MostTurns = 20;

    /// <summary>Gives the order as it is afterwards; one that waits for no code is left as it is. Only what has a code's length counts as a try.</summary>
    public async ValueTask<Result<Order>> RunAsync(Order order, string typed)
    {
        if (typed.Length != VerificationCode.Length)
            return GatewayError.Incorrect("code");
        for (var turn = 0; turn < MostTurns; turn++)
        {
            order = await expire.ExpireIfDueAsync(order);
            if (!order.AwaitsCode)
                return order;
            var isRight = codes.Fits(typed, order.OpenTransactionId!.Value);
            var wrong = order.Payment.WrongCodes + 1;
            if (isRight || wrong >= MostTries)
            {
                if (await exchange.EndVerificationAsync(order, isRight ? null : AttemptsExceeded) is { } ended)
                    return ended;
            }
            else
            {
                var after = order with
                {
                    Version = order.Version + 1,
                    Payment = order.Payment with { VerificationStatus = Payment.VerificationIncorrect, WrongCodes = wrong },
                };
                switch (await store.WriteAsync(new ChangeOrder(after)))
                {
                    case WriteOutcome.Done:
                        return after;
                    case WriteOutcome.QueueFull:
                        return GatewayError.Busy;
                }
            }
            order = (await store.FindOrderAsync(order.MerchantId, order.PaymentId))!;
        }
        return GatewayError.Busy;
    }
}
