using Tetri.Cards;
using Tetri.Connectors;
using Tetri.Merchants;
using Tetri.Operations;
using Tetri.Orders;
using Tetri.Protocol.Errors;
using Tetri.Store;

namespace Tetri.Payments;

/// <summary>Pays out to a card or a bank account (docs/reference/p2pcredit.md, docs/reference/ibancredit.md).</summary>
internal sealed class Payout(
    GatewayStore store, IConnector connector, Exchange exchange, Rectokens rectokens, IdempotentOrders repeats, GatewayMetrics metrics, TimeProvider time)
{
    private const int DuplicateOrder = 1013;
    private const int RectokenNotAllowed = 1059;
    private const int OnlyByRectoken = 1074;
    private const int InvalidIban = 1076;
    private const int OnlyTestIban = 1077;
    private const int BalanceTooLow = 1081;
    private const int InvalidAmount = 1023;
    private const string IbanCurrency = "GEL";

    public ValueTask<Result<Order>> ToCardAsync(OrderTerms terms, Merchant merchant, CardNumber card, IdempotencyHeader? idempotency) => OnceAsync(terms, idempotency, async key =>
    {
        if (merchant.Settings.PayoutOnlyByRectoken)
            return new GatewayError(OnlyByRectoken);
        if (!connector.Accepts(card))
            return GatewayError.Incorrect("receiver_card_number", "the sandbox takes its own test cards only");
        return await RunAsync(terms, merchant, card, iban: null, key);
    });

    public ValueTask<Result<Order>> ToStoredCardAsync(
        OrderTerms terms, Merchant merchant, string rectoken, IdempotencyHeader? idempotency, CancellationToken cancellation) => OnceAsync(terms, idempotency, async key =>
    {
        if (!merchant.Settings.RectokenAllowed)
            return new GatewayError(RectokenNotAllowed);
        var search = await rectokens.FindAsync(merchant.Id, rectoken, cancellation);
        return search is RectokenSearch.Usable usable ? await RunAsync(terms, merchant, usable.Number, iban: null, key) : StoredCardRefusal.Of(search)!;
    });

    public ValueTask<Result<Order>> ToIbanAsync(OrderTerms terms, Merchant merchant, string text, IdempotencyHeader? idempotency) => OnceAsync(terms, idempotency, async key =>
    {
        if (terms.Amount.Currency.Code != IbanCurrency)
            return GatewayError.Incorrect("currency", $"payouts to accounts are in {IbanCurrency}");
        if (!Iban.TryParse(text, out var iban))
            return new GatewayError(InvalidIban, Explanation: "it does not have the form and length of its country");
        if (!connector.Accepts(iban))
            return iban.ChecksOut ? new GatewayError(OnlyTestIban) : new GatewayError(InvalidIban, Explanation: "its check digits do not fit");
        return await RunAsync(terms with { ReceiverIban = iban.Text }, merchant, card: null, iban, key);
    });

    /// <summary>The payout that the same request made before, as it stands, whatever would be refused by now; else a new one.</summary>
    private async ValueTask<Result<Order>> OnceAsync(OrderTerms terms, IdempotencyHeader? idempotency, Func<IdempotencyKey?, ValueTask<Result<Order>>> payOut)
    {
        var key = repeats.KeyOf(terms, idempotency);
        return await FindMadeAsync(key) ?? await payOut(key);
    }

    private async ValueTask<Result<Order>?> FindMadeAsync(IdempotencyKey? key)
    {
        var earlier = await repeats.FindAsync(key);
        return earlier is { Value: { } made } ? await exchange.AfterOpenAsync(made) : earlier;
    }

    private async ValueTask<Result<Order>> RunAsync(OrderTerms terms, Merchant merchant, CardNumber? card, Iban? iban, IdempotencyKey? key)
    {
        if (terms.Amount.Minor == 0)
            return new GatewayError(InvalidAmount);
        var order = Order.Create(terms, time.GetUtcNow());
        order = order with
        {
            Payment = new Payment
            {
                PaymentSystem = iban is null ? "card" : "iban",
                MaskedCard = card?.Masked,
                CardBin = card?.Bin,
                CardType = card?.Brand,
                PayerIp = terms.ClientIp,
            },
        };
        var payout = exchange.NewTransaction(await store.NextTransactionIdAsync(), order, TransactionKind.Payout, terms.Amount, card);
        var (outcome, begun) = await exchange.IntendPayoutAsync(order, payout, merchant.Settings.PayoutNeedsBalance, key);
        switch (outcome)
        {
            case WriteOutcome.Done:
                metrics.OrderCreated();
                return await CallAsync(begun, payout with { PaymentId = begun.PaymentId }, card, iban);
            // The same request arrived twice at once, and the other was faster.
            case WriteOutcome.KeyTaken or WriteOutcome.DuplicateOrder when await FindMadeAsync(key) is { } earlier:
                return earlier;
            case WriteOutcome.DuplicateOrder:
                return new GatewayError(DuplicateOrder, terms.OrderId) { MerchantId = terms.MerchantId };
            case WriteOutcome.BalanceTooLow:
                return new GatewayError(BalanceTooLow);
            default:
                return GatewayError.Busy;
        }
    }

    private async ValueTask<Order> CallAsync(Order order, Transaction payout, CardNumber? card, Iban? iban)
    {
        var credit = new Credit
        {
            TransactionId = payout.Id,
            MerchantId = order.MerchantId,
            OrderId = order.Terms.OrderId,
            Amount = payout.Amount,
            Card = card,
            Iban = iban,
            ReservationData = order.Terms.ReservationData,
        };
        return await exchange.ConcludeAsync(payout, await exchange.CallAsync(cancellation => connector.CreditAsync(credit, cancellation)));
    }
}
