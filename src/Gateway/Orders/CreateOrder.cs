using Tetri.Merchants;
using Tetri.Operations;
using Tetri.Payments;
using Tetri.Protocol.Errors;
using Tetri.Store;
using Tetri.Subscriptions;

namespace Tetri.Orders;

/// <summary>Which orders an identical request gives instead of 1013.</summary>
internal enum Repeatable
{
    None,

    /// <summary>One that is not paid yet.</summary>
    Unpaid,

    /// <summary>One whose payment was never begun: the request was cut off between the two.</summary>
    Unbegun,
}

/// <summary>Makes an order, or gives the one that the same request made before where repeating is allowed.</summary>
internal sealed class CreateOrder(GatewayStore store, IdempotentOrders repeats, OfferedBanks banks, KnownMerchants merchants, GatewayMetrics metrics, TimeProvider time)
{
    public ValueTask<Result<Order>> RunAsync(OrderTerms terms, Merchant merchant, IdempotencyHeader? idempotency, Repeatable repeatable)
    {
        var key = repeats.KeyOf(terms, idempotency);
        return Refusal(terms, merchant) is { } refusal
            ? FirstOrRefusalAsync(key, refusal)
            : AddAsync(new AddOrder(Order.Create(terms, time.GetUtcNow()), key), repeatable);
    }

    // Each order waits here for its commit, so this holds no more than it needs then.
    private async ValueTask<Result<Order>> AddAsync(AddOrder add, Repeatable repeatable)
    {
        switch (await store.WriteAsync(add))
        {
            case WriteOutcome.Done:
                metrics.OrderCreated();
                return add.Order;
            case WriteOutcome.QueueFull:
                return GatewayError.Busy;
            default:
                return await FirstOrDuplicateAsync(add, repeatable);
        }
    }

    /// <summary>What was answered once is answered so again, whatever the merchant may do by now.</summary>
    private async ValueTask<Result<Order>> FirstOrRefusalAsync(IdempotencyKey? key, GatewayError refusal) => await repeats.FindAsync(key) ?? refusal;

    /// <summary>Another node may have taken the key after this one looked, and then it is the order that is found there.</summary>
    private async Task<Result<Order>> FirstOrDuplicateAsync(AddOrder add, Repeatable repeatable) =>
        await repeats.FindAsync(add.Key) ?? await AnswerOfDuplicateAsync(add.Order.Terms, repeatable);

    private GatewayError? Refusal(OrderTerms terms, Merchant merchant)
    {
        if (terms.Parts is { } parts && SplitRules.Refusal(merchant, parts, terms.Amount.Minor, merchants) is { } undivided)
            return undivided;
        if (terms.Preauth && !merchant.Settings.PreauthAllowed)
            return new GatewayError(1027);
        if (terms.StoresCard && !merchant.Settings.RectokenAllowed)
            return new GatewayError(1059);
        if (terms.Subscription && !merchant.Settings.RecurringAllowed)
            return new GatewayError(1060);
        if (terms.Subscription && RecurringData.Read(terms.RecurringData, out _) is { } wrong)
            return wrong;
        if (terms.DesignId is { } design && design != "default" && !merchant.Settings.Designs.Contains(design))
            return new GatewayError(1028);
        return banks.Refusal(terms);
    }

    private async ValueTask<Result<Order>> AnswerOfDuplicateAsync(OrderTerms terms, Repeatable repeatable)
    {
        var first = await store.FindOrderAsync(terms.MerchantId, terms.OrderId);
        var repeats = repeatable switch
        {
            Repeatable.Unpaid => first is { IsOpen: true },
            Repeatable.Unbegun => first is { State: OrderState.Created },
            _ => false,
        };
        if (repeats && first!.Terms.RequestHash == terms.RequestHash)
            return first;
        return new GatewayError(1013, terms.OrderId) { MerchantId = terms.MerchantId };
    }
}
