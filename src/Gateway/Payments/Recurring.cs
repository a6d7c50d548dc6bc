using Tetri.Cards;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Protocol.Errors;

namespace Tetri.Payments;

/// <summary>Charges a stored card for a new order while its payer is away (docs/reference/recurring.md).</summary>
internal sealed class Recurring(Rectokens rectokens, IdempotentOrders repeats, CreateOrder createOrder, Purchase purchase, Exchange exchange)
{
    private const int NoPaymentSystem = 1017;
    private const int RectokenNotAllowed = 1059;
    private const int RecurringNotAllowed = 1060;

    /// <summary>Gives the order as it is after the charge, also where the same request made it before. A refusal leaves no order behind.</summary>
    public async ValueTask<Result<Order>> RunAsync(OrderTerms terms, Merchant merchant, IdempotencyHeader? idempotency, PayerContext payer, CancellationToken cancellation)
    {
        var card = Refusal(terms, merchant) is { } refusal ? refusal : await FindCardAsync(terms, cancellation);
        if (!card.Succeeded)
            return await FindChargedAsync(terms, idempotency) ?? card.Error;
        var created = await createOrder.RunAsync(terms, merchant, idempotency, Repeatable.Unbegun);
        if (!created.Succeeded)
            return created.Error;
        var paid = await purchase.RunAsync(created.Value, merchant, card.Value, payer, onlyFirst: true);
        if (!paid.Succeeded)
            return paid.Error;
        return paid.Value.IsOwn ? paid.Value.Order : await exchange.AfterOpenAsync(paid.Value.Order);
    }

    /// <summary>What the same request charged while it might, or refuses the key; null where nothing was charged.</summary>
    private async ValueTask<Result<Order>?> FindChargedAsync(OrderTerms terms, IdempotencyHeader? idempotency)
    {
        var earlier = await repeats.FindAsync(repeats.KeyOf(terms, idempotency));
        if (earlier is { Value: { State: not OrderState.Created } charged })
            return await exchange.AfterOpenAsync(charged);
        return earlier is { Error: not null } ? earlier : null;
    }

    /// <summary>Charges an order that was made before. What refuses it declines it, so that its merchant is told; a busy store leaves it open.</summary>
    public async ValueTask<Order> ChargeAsync(Order order, Merchant merchant, PayerContext payer)
    {
        if (Refusal(order.Terms, merchant) is { } refusal)
            return await exchange.RefuseAsync(order, refusal.Code);
        var card = await FindCardAsync(order.Terms, CancellationToken.None);
        if (!card.Succeeded)
            return await exchange.RefuseAsync(order, card.Error.Code);
        var paid = await purchase.RunAsync(order, merchant, card.Value, payer);
        return paid.Succeeded ? paid.Value.Order : await exchange.ReadAsync(order);
    }

    private async ValueTask<Result<TypedCard>> FindCardAsync(OrderTerms terms, CancellationToken cancellation)
    {
        var search = await rectokens.FindAsync(terms.MerchantId, terms.Rectoken!, cancellation);
        return search is RectokenSearch.Usable usable
            ? new TypedCard(usable.Number, usable.Expiry, Cvv: null) { Stored = usable.Rectoken }
            : StoredCardRefusal.Of(search)!;
    }

    private static GatewayError? Refusal(OrderTerms terms, Merchant merchant)
    {
        if (!merchant.Settings.RecurringAllowed)
            return new GatewayError(RecurringNotAllowed);
        if (!merchant.Settings.RectokenAllowed)
            return new GatewayError(RectokenNotAllowed);
        if (!terms.TakesCard)
            return new GatewayError(NoPaymentSystem);
        if (terms.Verification)
            return GatewayError.Incorrect("verification", "a stored card was proved when it was stored");
        return terms.Subscription ? GatewayError.Incorrect("subscription", "a subscription begins with its payer") : null;
    }
}
