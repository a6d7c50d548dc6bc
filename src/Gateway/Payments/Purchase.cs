using Tetri.Cards;
using Tetri.Connectors;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Protocol.Errors;
using Tetri.Subscriptions;

namespace Tetri.Payments;

/// <summary>A card as the payer typed it.</summary>
/// <param name="Authentication">The shop has proved the payer by means of its own.</param>
internal sealed record TypedCard(CardNumber Number, CardExpiry Expiry, string? Cvv, ForeignAuthentication? Authentication = null)
{
    /// <summary>Nobody typed it: it was stored before.</summary>
    public Rectoken? Stored { get; init; }

    /// <summary>The wallet that it is in, as payment_method on the wire.</summary>
    public string? Wallet { get; init; }

    /// <summary>What the wallet gave for it.</summary>
    public WalletContainer? Container { get; init; }

    /// <summary>What proves that the payer has the card, and is kept under his own key alone.</summary>
    public string? Secret => Cvv ?? Container?.Payload;
}

/// <summary>Who pays and over which of our addresses.</summary>
/// <param name="PublicUrl">Our own address as the payer sees it, without a trailing slash.</param>
/// <param name="ReturnUrl">Where the issuer sends the payer back to.</param>
/// <param name="MethodReturnUrl">Where the hidden method frame reports to.</param>
/// <param name="IsAtShop">The shop itself leads the payer through 3-D Secure, in the old form (PaReq), and has no frame for the method step.</param>
/// <param name="IsAbsent">The shop charges while the payer is away: 3-D Secure can't be asked for.</param>
internal sealed record PayerContext(string? Ip, string PublicUrl, string ReturnUrl, string MethodReturnUrl, bool IsAtShop = false, bool IsAbsent = false)
{
    /// <summary>What the issuer's page is shown in, by challengeWindowSize of 3-D Secure 2. Unless a page of ours shows it, that is the whole screen.</summary>
    public string ChallengeWindowSize { get; init; } = ChallengeWindow.FullScreen;
}

/// <summary>What the payer made of an order on our page.</summary>
internal sealed record PayerChoice
{
    /// <summary>Of the subscription; null leaves it as the merchant asked for it.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>What the payer saw that the order costs; null: its amount.</summary>
    public Quote? Quote { get; init; }

    /// <summary>To what the shop asks beside the card; null where it asks nothing.</summary>
    public PayerAnswers? Answers { get; init; }

    /// <summary>Whose card it becomes with the approval, where the payer wants to keep it.</summary>
    public string? KeepsCardFor { get; init; }
}

/// <summary>An order after a payment step, with the payer's key when the payer has a 3-D Secure step before him.</summary>
/// <param name="IsOwn">False: another try is under way, or was begun before, and this one was not.</param>
internal sealed record PaymentStep(Order Order, string? PayerKey, bool IsOwn = true);

/// <summary>Pays an order with a card: the payer may be sent to his issuer first (<see cref="ThreeDSecure"/>).</summary>
internal sealed class Purchase(
    IConnector connector, Exchange exchange, NextTry tries, Wallets wallets, Rectokens rectokens, CardVault vault, VerificationCode codes, TimeProvider time)
{
    private const int InvalidCardNumber = 1015;
    private const int NoPaymentSystem = 1017;

    public bool Accepts(TypedCard card) => connector.Accepts(card.Number);

    /// <param name="choice">Null where nothing was the payer's to choose: the order is charged as the merchant asked for it.</param>
    /// <param name="onlyFirst">The shop's request may be a repeated one: it pays only where nothing was begun.</param>
    public async ValueTask<Result<PaymentStep>> RunAsync(
        Order order, Merchant merchant, TypedCard card, PayerContext payer, PayerChoice? choice = null, bool onlyFirst = false)
    {
        if (!order.Terms.TakesCard)
            return new GatewayError(NoPaymentSystem);
        if (!connector.Accepts(card.Number))
            return new GatewayError(InvalidCardNumber);
        if (card.Container is { } container)
        {
            var (refusal, isAgain) = await wallets.SpendAsync(order, container);
            if (refusal is not null)
                return refusal;
            onlyFirst |= isAgain;
        }

        var next = await tries.BeginAsync(order, async (current, id) =>
        {
            var kind = current.Terms switch
            {
                { Verification: true } => TransactionKind.Verification,
                { Preauth: true } => TransactionKind.Authorisation,
                _ => TransactionKind.Purchase,
            };
            var rectoken = card.Stored;
            if (rectoken is null && Subscription.StoresCard(current.Terms, choice?.Schedule))
                rectoken = await rectokens.ForPaymentAsync(current.MerchantId, current.PaymentId, id, card.Number, card.Expiry);
            var saved = choice?.KeepsCardFor is { } payerName && !current.Terms.StoresCard
                ? await rectokens.ForPaymentAsync(current.MerchantId, current.PaymentId, id, card.Number, card.Expiry, payerName)
                : null;
            return (
                exchange.NewTransaction(id, current, kind, choice?.Quote?.Total ?? current.Terms.Amount, card.Number),
                new PaymentMeans
                {
                    Card = card.Number,
                    Method = card.Wallet,
                    PayerIp = payer.Ip,
                    Rectoken = rectoken,
                    SavedCard = saved,
                    Schedule = choice?.Schedule,
                    Answers = choice?.Answers,
                    Quote = choice?.Quote,
                });
        }, onlyFirst);
        if (!next.Succeeded)
            return next.Error;
        return next.Value.Begun is { } transaction
            ? await CallAsync(next.Value.Order, merchant, transaction, card, payer)
            : new PaymentStep(next.Value.Order, null, IsOwn: false);
    }

    private async ValueTask<PaymentStep> CallAsync(Order order, Merchant merchant, Transaction transaction, TypedCard card, PayerContext payer)
    {
        var payerKey = CardVault.NewPayerKey();
        var payment = Ask(order, merchant, transaction, card, payer, payerKey, codes);
        var result = await exchange.CallAsync(cancellation => connector.StartAsync(payment, cancellation));
        var kept = ThreeDSecure.StepOf(result, payer.Ip) is { } step
            ? new CardSession
            {
                TransactionId = transaction.Id,
                MerchantId = order.MerchantId,
                PaymentId = order.PaymentId,
                Card = vault.Seal(card.Number, card.Expiry, transaction.Id),
                Secret = card.Secret is null ? null : CardVault.SealSecret(card.Secret, payerKey, transaction.Id),
                Step = step,
                ExpiresAt = time.GetUtcNow() + Exchange.AuthenticationTime,
            }
            : null;
        var after = await exchange.ConcludeAsync(transaction, result, kept);
        return new PaymentStep(after, kept is null ? null : payerKey);
    }

    public static CardPayment Ask(Order order, Merchant merchant, Transaction transaction, TypedCard card, PayerContext payer, string? payerKey, VerificationCode codes) => new()
    {
        TransactionId = transaction.Id,
        MerchantId = order.MerchantId,
        MerchantName = merchant.Name,
        OrderId = order.Terms.OrderId,
        Description = order.Terms.Description,
        Amount = transaction.Amount,
        Card = card.Number,
        Expiry = card.Expiry,
        Cvv = card.Cvv,
        Container = card.Container,
        Hold = transaction.Kind is TransactionKind.Authorisation or TransactionKind.Verification,
        Code = order.Terms.VerifiesByCode ? codes.Of(transaction.Id) : null,
        ReservationData = order.Terms.ReservationData,
        PayerIp = payer.Ip,
        PublicUrl = payer.PublicUrl,
        ReturnUrl = payer.ReturnUrl,
        MethodReturnUrl = payer.MethodReturnUrl,
        OldFormOnly = payer.IsAtShop,
        ChallengeWindowSize = payer.ChallengeWindowSize,
        PayerPresent = !payer.IsAbsent,
        Authentication = card.Authentication,
        MerchantData = new PayerReference(transaction.Id, payerKey).ToString(),
    };
}
