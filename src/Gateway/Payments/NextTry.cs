using Tetri.Connectors;
using Tetri.Orders;
using Tetri.Protocol.Errors;
using Tetri.Store;

namespace Tetri.Payments;

/// <summary>A try to pay an order.</summary>
/// <param name="Begun">Null: one that can't be ended is under way, and no other was begun.</param>
internal sealed record PaymentTry(Order Order, Transaction? Begun);

/// <summary>Begins the next try to pay an order, by whatever means, and ends the one before where it can still be ended.</summary>
internal sealed class NextTry(GatewayStore store, IConnector connector, Exchange exchange, ExpireOrders expire, TimeProvider time)
{
    private const int AlreadyCompleted = 1019;
    private const int AuthenticationFailed = 1024;
    private const int OrderExpired = 1052;
    private const int MostTurns = 5;

    /// <param name="make">The transaction under an id, and what pays it.</param>
    /// <param name="onlyFirst">Begins nothing where a try was begun before.</param>
    public async ValueTask<Result<PaymentTry>> BeginAsync(Order order, Func<Order, long, ValueTask<(Transaction, PaymentMeans)>> make, bool onlyFirst = false)
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            if (onlyFirst && order.State != OrderState.Created)
                return new PaymentTry(order, null);
            order = await expire.ExpireIfDueAsync(order);
            if (Refusal(order) is { } refusal)
                return refusal;
            if (order.OpenTransactionId is not null)
            {
                if (await GiveUpAsync(order) is not { } freed)
                    return new PaymentTry(order, null);
                order = freed;
                continue;
            }

            var (transaction, means) = await make(order, await store.NextTransactionIdAsync());
            switch (await exchange.IntendAsync(order, transaction, means))
            {
                case WriteOutcome.Done:
                    return new PaymentTry(order, transaction);
                case WriteOutcome.QueueFull:
                    return GatewayError.Busy;
            }
            order = await exchange.ReadAsync(order);
        }
        return GatewayError.Busy;
    }

    /// <summary>
    /// Ends a try whose payer is still at the issuer, since no money was asked for yet, or at his bank, if the bank can still end it. Null when it can't be
    /// ended: money may be on its way, or the order allows only one try.
    /// </summary>
    public async ValueTask<Order?> GiveUpAsync(Order order)
    {
        if (order.OpenTransactionId is not { } openId || !order.MayRetry(time.GetUtcNow()))
            return null;
        var open = await store.FindTransactionAsync(order.MerchantId, order.PaymentId, openId);
        switch (open?.Status)
        {
            case TransactionStatus.Authenticating:
                return await exchange.ResumeAsync(order, open) is { } taken
                    ? await exchange.ConcludeAsync(taken, new ConnectorResult.Declined(AuthenticationFailed))
                    : await exchange.ReadAsync(order);

            // One that the bank does not have yet is left to the one who is asking it.
            case TransactionStatus.BankOpen when order.Payment.BankUrl is not null:
                var after = await exchange.ConcludeAsync(open, await exchange.CallAsync(cancellation => connector.WithdrawAsync(openId, cancellation)));
                return after.OpenTransactionId == openId ? null : after;

            default:
                return null;
        }
    }

    /// <summary>Why an order takes no payment any more; null while it does.</summary>
    private static GatewayError? Refusal(Order order) => order.State switch
    {
        OrderState.Created or OrderState.Processing => null,
        OrderState.Expired => new GatewayError(OrderExpired),
        _ => new GatewayError(AlreadyCompleted, order.Terms.OrderId),
    };
}
