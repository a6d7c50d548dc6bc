using System.Globalization;
using Tetri.Connectors;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Protocol;
using Tetri.Store;

namespace Tetri.Checkout;

/// <summary>An order that a good token opened.</summary>
internal sealed record OpenedOrder(string Token, Order Order, Merchant Merchant);

/// <summary>Opens orders by their token and shows them as the page sees them.</summary>
internal sealed class CheckoutViews(
    GatewayStore store, CheckoutToken tokens, KnownMerchants merchants, ExpireOrders expire, IConnector connector, Wallets wallets, OfferedBanks banks,
    GatewayOptions options, SavedCards savedCards, WebAssets assets, TimeProvider time)
{
    private const int MethodTimeoutSeconds = 10;
    private static readonly CheckoutView Unknown = new() { State = "unknown" };

    /// <summary>Null for a token that was never issued, or whose order is not here.</summary>
    public async ValueTask<OpenedOrder?> OpenAsync(string? token, CancellationToken cancellation)
    {
        if (!CheckoutToken.TryRead(token, out var merchantId, out var paymentId) ||
            merchants.Find(merchantId) is not { } merchant ||
            await store.FindOrderAsync(merchantId, paymentId, cancellation) is not { } order ||
            !tokens.Opens(token!, order))
            return null;
        return new OpenedOrder(token!, await expire.ExpireIfDueAsync(order), merchant);
    }

    /// <param name="payer">What the payer's browser carries of a 3-D Secure step, where it does.</param>
    /// <param name="quote">Where the payer has typed a card or a promocode already.</param>
    public async ValueTask<CheckoutView> ShowAsync(OpenedOrder? opened, PayerReference? payer, CancellationToken cancellation, Quote? quote = null)
    {
        if (opened is null)
            return Unknown;
        var (token, order, merchant) = opened;
        var (terms, payment) = (order.Terms, order.Payment);
        var isFinal = !order.IsOpen;
        var bank = banks.Find(terms, payment.PaymentSystem, payment.PaymentMethod);
        var view = new CheckoutView
        {
            State = StateOf(order),
            Token = token,
            OrderId = terms.OrderId,
            PaymentId = token.Length == 0 ? "" : order.PaymentId.ToString(CultureInfo.InvariantCulture),
            Amount = terms.Amount.Minor.ToString(CultureInfo.InvariantCulture),
            Currency = terms.Amount.Currency.Code,
            Decimals = terms.Amount.Currency.Decimals,
            Description = terms.Description,
            Merchant = new MerchantView(merchant.Name, merchant.Settings.LogoUrl, merchant.Settings.Accent),
            Now = time.GetUtcNow().ToUnixTimeMilliseconds(),
            ExpiresAt = order.ExpiresAt.ToUnixTimeMilliseconds(),
            Test = options.IsSandbox,
            TestCards = [.. connector.TestCards.Select(card => new TestCardView(card.Number, card.Expiry, card.Cvv, card.Label, card.Brand))],
            ValidateExpiry = !options.IsSandbox,
            Preauth = terms.Preauth,
            Verification = terms.Verification,
            Subscription = CheckoutSchedule.Of(order, time.GetUtcNow()),
            Cards = isFinal ? null : await savedCards.OfAsync(order, merchant.Settings, cancellation),
            MayKeepCard = !isFinal && SavedCards.MayKeep(order, merchant.Settings) ? true : null,
            Price = CheckoutPrice.Of(order, merchant.Settings, quote),
            Cvv2Requirement = merchant.Settings.Cvv2Requirement == CheckoutPrice.Mandatory ? null : merchant.Settings.Cvv2Requirement,
            LastDecline = payment.ResponseCode is { } code ? new DeclineView(code, bank?.Name) : null,
            MaskedCard = isFinal ? payment.MaskedCard : null,
            CardType = isFinal ? payment.CardType : null,
            ApprovalCode = isFinal ? payment.ApprovalCode : null,
            PaidAt = order.State is OrderState.Approved ? await PaidAtAsync(order, cancellation) : null,
            ReceiptUrl = order.State is OrderState.Approved ? CheckoutPage.ReceiptPathOf(token) : null,
            ReturnUrl = isFinal && ShopReturn.TargetOf(order, merchant) is not null ? $"/checkout/return?token={token}" : null,
            CancelUrl = !isFinal && token.Length > 0 && terms.CancelUrl is not null ? $"/checkout/cancel?token={token}" : null,
            Languages = assets.Languages,
            TakesEmail = AskedFields.TakesEmail(order) ? true : null,
            TakesFields = AskedFields.TakesFields(order) ? true : null,
            TakesCard = terms.TakesCard,
            Wallets = isFinal || !terms.TakesCard || wallets.For(merchant.Settings) is not { Count: > 0 } offered
                ? null
                : [.. offered.Select(wallet => WalletRequests.Show(wallet, merchant, terms.Amount.Currency, isToCome: token.Length == 0))],
            Banks = [.. banks.For(terms).Select(Show)],
            ResponseUrl = isFinal ? ShopReturn.TargetOf(order, merchant) : null,
            OrderData = isFinal ? FinalMembersOf(order, merchant) : null,
        };
        if (order.AwaitsCode)
            return view with
            {
                State = "code",
                TriesLeft = VerifyCode.MostTries - payment.WrongCodes,
                TestCode = options.IsSandbox ? VerificationCode.OfSandbox : null,
                MaskedCard = payment.MaskedCard,
                CardType = payment.CardType,
            };
        if (payment.BankUrl is not null && bank is not null)
            return view with
            {
                State = "bank",
                Bank = Show(bank),
                BankUrl = BankRedirect.UrlOf("", token),
                BankQrUrl = $"/checkout/bank/qr.svg?token={token}",
                MayLeaveBank = order.MayRetry(time.GetUtcNow()),
            };
        return order.OpenTransactionId is { } openId ? await WithOpenTransactionAsync(view, order, openId, payer, cancellation) : view;
    }

    private async ValueTask<CheckoutView> WithOpenTransactionAsync(
        CheckoutView view, Order order, long transactionId, PayerReference? payer, CancellationToken cancellation)
    {
        if (await store.FindCardSessionAsync(order.MerchantId, transactionId, time.GetUtcNow(), cancellation) is not { } session ||
            await store.FindTransactionAsync(order.MerchantId, order.PaymentId, transactionId, cancellation) is not { Status: TransactionStatus.Authenticating })
            return view with { State = "processing" };
        var reference = payer is { } carried && carried.TransactionId == transactionId ? carried : new PayerReference(transactionId, null);
        return view with
        {
            State = session.Step.IsMethod ? "method" : "challenge",
            Transaction = reference.ToString(),
            FrameUrl = $"/checkout/{(session.Step.IsMethod ? "method" : "challenge")}?token={view.Token}&transaction={reference}",
            ChallengeWindowSize = ChallengeWindow.NamedIn(session.Step.Fields),
            TimeoutSeconds = session.Step.IsMethod ? MethodTimeoutSeconds : null,
        };
    }

    /// <summary>By the payment's own transaction: what follows an approval has times of its own.</summary>
    private async ValueTask<long?> PaidAtAsync(Order order, CancellationToken cancellation) =>
        order.Payment.TransactionId is { } id && await store.FindTransactionAsync(order.MerchantId, order.PaymentId, id, cancellation) is { EndedAt: { } at } ? at.ToUnixTimeMilliseconds() : null;

    private static BankView Show(Bank bank) => new(bank.System, bank.Method, bank.Name);

    /// <summary>What the shop's page gets of a finished order: all members, signed as in 1.0.1, whatever version the order came in.</summary>
    private Dictionary<string, string> FinalMembersOf(Order order, Merchant merchant) =>
        ReturnFields.Of(FinalResponse.Of(order, merchant, options.IsSandbox), MessageVersion.V101, merchant, options.IsSandbox)
            .ToDictionary(field => field.Key, field => field.Value);

    private static string StateOf(Order order) => order switch
    {
        { IsOpen: true } => "open",
        // A verified card's money goes back by itself; for the payer it worked.
        { State: OrderState.Approved } or { State: OrderState.Reversed, Terms.Verification: true } => "approved",
        { State: OrderState.Declined } => "declined",
        { State: OrderState.Expired } => "expired",
        _ => "reversed",
    };
}
