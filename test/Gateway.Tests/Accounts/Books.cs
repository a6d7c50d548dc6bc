using Tetri.Callbacks;
using Tetri.Connectors;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Store;
using Tetri.Tests.Store;

namespace Tetri.Tests.Accounts;

/// <summary>Moves money as the gateway does: a transaction begun and concluded by the gateway's own conclusion.</summary>
internal static class Books
{
    private static readonly OwedCallbacks Owed = new(new KnownMerchants());
    private static readonly ConnectorResult.Approved Approved = new() { ApprovalCode = "123456", Rrn = "1", Eci = "7" };

    public static async Task<Order> PayAsync(GatewayStore store, string orderId, long id, int feeBasisPoints = 0)
    {
        var (_, order) = await store.AddOrderAsync(TestStore.Order(orderId), null);
        return await ApproveAsync(store, order, TestStore.Transaction(id, order), feeBasisPoints);
    }

    public static async Task<Order> ApproveAsync(GatewayStore store, Order order, Transaction transaction, int feeBasisPoints = 0)
    {
        var begun = order with
        {
            Version = order.Version + 1,
            State = order.State == OrderState.Created ? OrderState.Processing : order.State,
            OpenTransactionId = transaction.Id,
            Payment = transaction.ParentId is null ? order.Payment with { TransactionId = transaction.Id } : order.Payment,
        };
        Assert.Equal(WriteOutcome.Done, await store.WriteAsync(new ChangeOrder(begun) { Begin = transaction }));
        return await ConcludeAsync(store, begun, transaction, Approved, feeBasisPoints);
    }

    public static async Task<Order> FollowAsync(GatewayStore store, Order order, TransactionKind kind, long id, long minor, int feeBasisPoints = 0) =>
        await ApproveAsync(store, order, TestStore.Transaction(id, order) with
        {
            Kind = kind,
            Amount = order.Terms.Amount with { Minor = minor },
            ParentId = order.Payment.TransactionId,
        }, feeBasisPoints);

    /// <summary>A payout's order as it is begun.</summary>
    public static Order Payout(string orderId, long minor)
    {
        var order = TestStore.Order(orderId);
        return order with
        {
            Terms = order.Terms with { Payout = true, Amount = order.Terms.Amount with { Minor = minor } },
            State = OrderState.Processing,
        };
    }

    public static async Task<(WriteOutcome Outcome, Order Order, Transaction Payout)> BeginPayoutAsync(
        GatewayStore store, string orderId, long id, long minor, bool needsBalance = true)
    {
        var order = Payout(orderId, minor) with { OpenTransactionId = id };
        var payout = TestStore.Transaction(id, order) with { Kind = TransactionKind.Payout, Status = TransactionStatus.PayoutOpen };
        var (outcome, begun) = await store.AddPayoutAsync(order, payout, needsBalance);
        return (outcome, begun, payout with { PaymentId = begun.PaymentId });
    }

    public static Task<Order> ConcludeAsync(GatewayStore store, Order order, Transaction transaction, bool approve) =>
        ConcludeAsync(store, order, transaction, approve ? Approved : new ConnectorResult.Declined(1000), feeBasisPoints: 0);

    private static async Task<Order> ConcludeAsync(GatewayStore store, Order order, Transaction transaction, ConnectorResult result, int feeBasisPoints)
    {
        var change = Conclusion.Of(order, transaction, result, kept: null, reversal: null, feeBasisPoints, Owed, order.CreatedAt.AddSeconds(1));
        Assert.Equal(WriteOutcome.Done, await store.WriteAsync(change));
        return change.After;
    }
}
