using Tetri.Cards;
using Tetri.Connectors;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Store;

namespace Tetri.Payments;

/// <summary>Goes on with a payment whose payer was with his issuer, and ends one whose payer turned back.</summary>
internal sealed class ThreeDSecure(GatewayStore store, IConnector connector, Exchange exchange, CardVault vault, VerificationCode codes, TimeProvider time)
{
    private const int AuthenticationFailed = 1024;

    // MD and threeDSSessionData carry the payer's key, which the database must not hold.
    private static readonly string[] PayerFields = ["MD", "threeDSSessionData"];

    /// <summary>Gives the order as it is after the step. A second return of the same payer changes nothing.</summary>
    public async ValueTask<PaymentStep> ContinueAsync(Order order, Merchant merchant, PayerReference reference, ThreeDSecureProof proof, PayerContext payer)
    {
        var now = time.GetUtcNow();
        if (await store.FindTransactionAsync(order.MerchantId, order.PaymentId, reference.TransactionId) is not { } transaction ||
            await store.FindCardSessionAsync(order.MerchantId, transaction.Id, now) is not { } session ||
            session.Step.IsMethod != proof is ThreeDSecureProof.MethodEnded ||
            await exchange.ResumeAsync(order, transaction) is not { } resumed)
            return new PaymentStep((await store.FindOrderAsync(order.MerchantId, order.PaymentId))!, reference.Key);

        if (!vault.TryOpen(session.Card, transaction.Id, out var number, out var expiry))
            return new PaymentStep(await exchange.ConcludeAsync(resumed, new ConnectorResult.Declined(AuthenticationFailed)), null);

        var secret = session.Secret is null ? null : CardVault.OpenSecret(session.Secret, reference.Key, transaction.Id);
        var card = order.Payment.PaymentMethod is { } wallet
            ? new TypedCard(number, expiry, Cvv: null) { Wallet = wallet, Container = secret is null ? null : new WalletContainer(wallet, secret) }
            : new TypedCard(number, expiry, secret);
        var payment = Purchase.Ask(order, merchant, resumed, card, payer with { Ip = session.Step.PayerIp }, reference.Key, codes);
        var result = await exchange.CallAsync(cancellation => connector.ContinueAsync(payment, proof, cancellation));
        var kept = StepOf(result, session.Step.PayerIp) is { } step ? session with { Step = step } : null;
        return new PaymentStep(await exchange.ConcludeAsync(resumed, result, kept), reference.Key);
    }

    /// <summary>
    /// The shop asks again where its payer must go first: his reference is lost with the first answer, and the key in it was nowhere else. The CVV of the
    /// repeated request is kept under a new one. Null where the payer is not at the issuer, or the request is of another card.
    /// </summary>
    public async ValueTask<PaymentStep?> RepeatAsync(Order order, TypedCard card)
    {
        if (order.OpenTransactionId is not { } openId ||
            await store.FindTransactionAsync(order.MerchantId, order.PaymentId, openId) is not { Status: TransactionStatus.Authenticating } ||
            await store.FindCardSessionAsync(order.MerchantId, openId, time.GetUtcNow()) is not { } session ||
            !vault.TryOpen(session.Card, openId, out var number, out _) || number.Reveal() != card.Number.Reveal())
            return null;
        var key = CardVault.NewPayerKey();
        var kept = session with { Secret = card.Secret is null ? null : CardVault.SealSecret(card.Secret, key, openId) };
        var after = order with { Version = order.Version + 1 };
        return await store.WriteAsync(new ChangeOrder(after) { KeepCard = kept }) == WriteOutcome.Done ? new PaymentStep(after, key) : null;
    }

    /// <summary>The payer closed the issuer's window: the try failed, and no money was asked for.</summary>
    public async ValueTask<Order> AbandonAsync(Order order, PayerReference reference)
    {
        if (await store.FindTransactionAsync(order.MerchantId, order.PaymentId, reference.TransactionId) is { } transaction &&
            await exchange.ResumeAsync(order, transaction) is { } taken)
            return await exchange.ConcludeAsync(taken, new ConnectorResult.Declined(AuthenticationFailed));
        return (await store.FindOrderAsync(order.MerchantId, order.PaymentId))!;
    }

    /// <summary>The step that an answer sends the payer to; null when it ends the exchange.</summary>
    public static ThreeDSecureStep? StepOf(ConnectorResult result, string? payerIp) => result switch
    {
        ConnectorResult.MethodRequired method => new ThreeDSecureStep { IsMethod = true, Url = method.Url, MethodData = method.MethodData, PayerIp = payerIp },
        ConnectorResult.ChallengeRequired challenge => new ThreeDSecureStep
        {
            Url = challenge.Url,
            AfterDecline = challenge.AfterDecline,
            Fields = [.. challenge.Fields.Select(field => PayerFields.Contains(field.Key) ? new(field.Key, "") : field)],
            PayerIp = payerIp,
        },
        _ => null,
    };

    /// <summary>The form that takes the payer to the issuer, with his own reference filled in.</summary>
    public static IEnumerable<KeyValuePair<string, string>> ChallengeForm(ThreeDSecureStep step, PayerReference reference) =>
        step.Fields.Select(field => field.Key switch
        {
            "MD" => new(field.Key, reference.ToString()),
            "threeDSSessionData" => new(field.Key, System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.ASCII.GetBytes(reference.ToString()))),
            _ => field,
        });
}
