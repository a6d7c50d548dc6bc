using Tetri.Cards;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Protocol;
using Tetri.Protocol.Errors;

namespace Tetri;

/// <summary>Joins the wire and what pays out: members in, members out. No rule lives here.</summary>
internal sealed class PayoutOperations(Payout payout)
{
    public async ValueTask<Result<Order>> ToCardAsync(ProtocolCall call, CancellationToken cancellation)
    {
        var members = call.Request.Members;
        if (members.Text("external_rectoken") is not null)
            return GatewayError.Incorrect("external_rectoken", "no tokens of other gateways are known here; send receiver_rectoken or receiver_card_number");
        if (ReadPayout(call, out var terms) is { } refusal)
            return refusal;
        var idempotency = IdempotencyHeader.Of("p2pcredit", call.IdempotencyKey);
        if (members.Text("receiver_rectoken") is { } rectoken)
            return await payout.ToStoredCardAsync(terms, call.Merchant, rectoken, idempotency, cancellation);
        return CardNumber.TryParse(members.Text(MemberNames.ReceiverCardNumber), out var card)
            ? await payout.ToCardAsync(terms, call.Merchant, card, idempotency)
            : GatewayError.Missing(MemberNames.ReceiverCardNumber);
    }

    public async ValueTask<Result<Order>> ToIbanAsync(ProtocolCall call, CancellationToken cancellation) =>
        ReadPayout(call, out var terms) is { } refusal
            ? refusal
            : await payout.ToIbanAsync(terms, call.Merchant, call.Request.Members.Text("receiver_iban")!, IdempotencyHeader.Of("ibancredit", call.IdempotencyKey));

    /// <summary>What makes sense for payments only is left aside. There is one try.</summary>
    private static GatewayError? ReadPayout(ProtocolCall call, out OrderTerms terms)
    {
        var refusal = OrderTermsReader.Read(call.Request, call.Merchant, out terms);
        if (refusal is null)
            terms = terms with { Payout = true, Delayed = false, Preauth = false, Verification = false, Subscription = false, RequiredRectoken = false };
        return refusal;
    }
}
