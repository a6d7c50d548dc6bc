using System.Globalization;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Store;

namespace Tetri.Subscriptions;

/// <summary>
/// Charges what fell due. A charge is an order under a name that its number gives it: whatever a crash, another node or a repeated
/// turn does, the order is there once, and it is paid once. Charges that were missed are made up for in their order, one after the other.
/// </summary>
internal sealed partial class ChargeSubscriptions(
    GatewayStore store, KnownMerchants merchants, CreateOrder createOrder, Recurring recurring, TimeProvider time, ILogger<ChargeSubscriptions> log)
{
    private const int DuplicateOrder = 1013;
    private const int MostAtOnce = 100;
    private const int MostInATurn = 1_000;
    private const int MostUnderWay = 16;

    /// <summary>Longer than the acquirer and the store may take together.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    /// <summary>How long a charge that waits for its outcome, or that failed on our side, is left alone.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private static readonly PayerContext Nobody = new(Ip: null, PublicUrl: "", ReturnUrl: "", MethodReturnUrl: "", IsAbsent: true);

    /// <summary>Gives the number of tries that were looked at; the rest waits for the next turn.</summary>
    public async ValueTask<int> RunAsync(CancellationToken cancellation)
    {
        var all = 0;
        while (all < MostInATurn)
        {
            var now = time.GetUtcNow();
            var due = await store.ClaimSubscriptionsAsync(now, now + Lease, MostAtOnce, cancellation);
            if (due.Count == 0)
                break;
            all += due.Count;
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = MostUnderWay, CancellationToken = cancellation }, async (claimed, _) => await ChargeAsync(claimed));
        }
        return all;
    }

    private async ValueTask ChargeAsync(Subscription claimed)
    {
        Subscription after;
        try
        {
            // It may have been stopped while others were charged.
            if (await store.FindSubscriptionAsync(claimed.MerchantId, claimed.PaymentId) is not { } current || current.Version != claimed.Version)
                return;
            after = await TryAsync(current);
        }
        catch (Exception error) when (error is not StoreUnavailableException)
        {
            LogFailed(error, claimed.MerchantId, claimed.PaymentId);
            after = claimed.Waiting(time.GetUtcNow() + Pause);
        }
        if (after.State == SubscriptionState.Disabled)
            LogDisabled(after.MerchantId, after.PaymentId, after.NextCharge);

        // Refused where it was stopped or started meanwhile: the next turn finds the order as it is and goes on from there.
        await store.WriteAsync(new ChangeSubscription(after));
    }

    /// <summary>One try of the charge that is due, or what became of it before.</summary>
    private async ValueTask<Subscription> TryAsync(Subscription subscription)
    {
        var merchant = merchants.Find(subscription.MerchantId) ?? throw new InvalidOperationException($"There is no merchant {subscription.MerchantId}.");
        var parent = await store.FindOrderAsync(subscription.MerchantId, subscription.PaymentId)
            ?? throw new InvalidOperationException($"The subscription of payment {subscription.PaymentId} has no order.");
        var order = await store.FindOrderAsync(subscription.MerchantId, subscription.ChargeOrderId);
        if (order is null)
        {
            var created = await createOrder.RunAsync(TermsOf(subscription, parent.Terms), merchant, idempotency: null, Repeatable.None);
            if (created.Error is { IsBusy: true })
                return subscription.Waiting(time.GetUtcNow() + Pause);
            if (created.Error is { } refusal && refusal.Code != DuplicateOrder)
            {
                LogNotMade(subscription.MerchantId, subscription.ChargeOrderId, refusal.Code, refusal.Explanation);
                return subscription.AfterDecline(refusal.Code, time.GetUtcNow());
            }
            order = created.Succeeded ? created.Value : (await store.FindOrderAsync(subscription.MerchantId, subscription.ChargeOrderId))!;
        }
        if (order.Terms.ParentOrderId != parent.Terms.OrderId)
        {
            LogNameTaken(subscription.MerchantId, order.Terms.OrderId);
            return subscription.AfterDecline(DuplicateOrder, time.GetUtcNow());
        }
        if (order.IsOpen && order.OpenTransactionId is null)
            order = await recurring.ChargeAsync(order, merchant, Nobody);
        return order.State switch
        {
            OrderState.Approved or OrderState.Reversed => subscription.AfterPayment(),
            OrderState.Declined or OrderState.Expired => subscription.AfterDecline(order.Payment.ResponseCode, time.GetUtcNow()),
            _ => subscription.Waiting(time.GetUtcNow() + Pause),
        };
    }

    private static OrderTerms TermsOf(Subscription subscription, OrderTerms parent) => new()
    {
        MerchantId = subscription.MerchantId,
        OrderId = subscription.ChargeOrderId,
        ParentOrderId = parent.OrderId,
        Amount = new Money(subscription.Schedule.Amount, parent.Amount.Currency),
        Parts = parent.Parts is { } parts ? new Split(parts).OfAmount(subscription.Schedule.Amount).Parts : null,
        Description = parent.Description,
        Version = parent.Version,
        Delayed = false,
        PaidByShop = true,
        Rectoken = subscription.Rectoken,
        ServerCallbackUrl = parent.SubscriptionCallbackUrl ?? parent.ServerCallbackUrl,
        ChargebackCallbackUrl = parent.ChargebackCallbackUrl,
        MerchantData = parent.MerchantData,
        ProductId = parent.ProductId,
        Language = parent.Language,
        ReservationData = parent.ReservationData,
        Descriptor = parent.Descriptor,
        Sender = parent.Sender,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "A charge of the subscription that payment {PaymentId} of merchant {MerchantId} began failed; it is tried again.")]
    private partial void LogFailed(Exception error, long merchantId, long paymentId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The charge {OrderId} of merchant {MerchantId} could not be made and counts as declined: {Code} {Explanation}")]
    private partial void LogNotMade(long merchantId, string orderId, int code, string? explanation);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Merchant {MerchantId} has an order of its own under the name {OrderId} of a subscription's charge.")]
    private partial void LogNameTaken(long merchantId, string orderId);

    [LoggerMessage(Level = LogLevel.Information, Message = "The subscription that payment {PaymentId} of merchant {MerchantId} began ends with charge {Number}.")]
    private partial void LogDisabled(long merchantId, long paymentId, int number);
}
