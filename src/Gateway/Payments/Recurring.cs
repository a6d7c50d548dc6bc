using Tetri.Cards;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Protocol.Errors;

namespace Tetri.Payments;

/// <summary>Charges a stored card for a new order while its payer is away (docs/reference/recurring.md).</summary>
internal sealed class Recurring(Rectokens rectokens, CreateOrder createOrder, Purchase purchase)
{
    private const int UnknownRectoken = 1035;
    private const int RectokenNotAllowed = 1059;
    private const int RecurringNotAllowed = 1060;
    private const int DeactivatedRectoken = 1078;
    private const int ExpiredRectoken = 1082;

    /// <summary>Gives the order as it is after the charge. A refusal leaves no order behind.</summary>
    public async ValueTask<Result<Order>> RunAsync(OrderTerms terms, Merchant merchant, PayerContext payer, CancellationToken cancellation)
    {
        if (Refusal(terms, merchant) is { } refusal)
            return refusal;
        return await rectokens.FindAsync(merchant.Id, terms.Rectoken!, cancellation) switch
        {
            RectokenSearch.Usable usable => await ChargeAsync(terms, merchant, usable, payer),
            RectokenSearch.Deactivated => new GatewayError(DeactivatedRectoken),
            RectokenSearch.Expired => new GatewayError(ExpiredRectoken),
            _ => new GatewayError(UnknownRectoken),
        };
    }

    private async ValueTask<Result<Order>> ChargeAsync(OrderTerms terms, Merchant merchant, RectokenSearch.Usable stored, PayerContext payer)
    {
        var created = await createOrder.RunAsync(terms, merchant, idempotency: null, repeatsIdentical: false);
        if (!created.Succeeded)
            return created.Error;
        var card = new TypedCard(stored.Number, stored.Expiry, Cvv: null) { Stored = stored.Rectoken };
        var paid = await purchase.RunAsync(created.Value, merchant, card, payer);
        return paid.Succeeded ? paid.Value.Order : paid.Error;
    }

    private static GatewayError? Refusal(OrderTerms terms, Merchant merchant)
    {
        if (!merchant.Settings.RecurringAllowed)
            return new GatewayError(RecurringNotAllowed);
        if (!merchant.Settings.RectokenAllowed)
            return new GatewayError(RectokenNotAllowed);
        if (terms.Verification)
            return GatewayError.Incorrect("verification", "a stored card was proved when it was stored");
        return terms.Subscription ? GatewayError.Incorrect("subscription", "a subscription begins with its payer") : null;
    }
}
