using System.Globalization;
using Tetri.Cards;
using Tetri.Connectors;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Protocol;
using Tetri.Protocol.Errors;
using Tetri.Store;
using Tetri.Subscriptions;

namespace Tetri;

/// <summary>Joins the wire and what moves money by the shop's own request: members in, members out. No rule lives here.</summary>
internal sealed class PaymentOperations(
    GatewayStore store, CreateOrder createOrder, Exchange exchange, Purchase purchase, Wallets wallets, ThreeDSecure threeDSecure, Recurring recurring, Capture capture, Reverse reverse, Settle settle,
    SwitchSubscription switchSubscription, GatewayOptions options, TimeProvider time)
{
    private const int NoPaymentSystem = 1017;
    private const int OrderNotFound = 1018;
    private const int InvalidExpiry = 1025;

    public async ValueTask<Result<DirectPayment>> PayDirectlyAsync(ProtocolCall call, CancellationToken cancellation)
    {
        var members = call.Request.Members;
        if (OrderTermsReader.Read(call.Request, call.Merchant, out var terms) is { } refusal)
            return refusal;
        if (!terms.TakesCard)
            return new GatewayError(NoPaymentSystem, Explanation: "direct payment takes cards only");
        if (terms.VerifiesByCode)
            return GatewayError.Incorrect("verification_type", "the payer types the code on our page, which direct payment does not have");
        var read = await ReadCardAsync(call, terms.Amount, cancellation);
        if (!read.Succeeded)
            return read.Error;
        var card = read.Value;
        if (!purchase.Accepts(card))
            return GatewayError.Incorrect(MemberNames.CardNumber, "the sandbox takes its own test cards only");

        // The shop's own form is the only place to try again, and it makes a new order.
        terms = terms with { Delayed = members.Text("delayed") is "Y" or "y", PaidByShop = true };
        var created = await createOrder.RunAsync(terms, call.Merchant, IdempotencyHeader.Of("3dsecure_step1", call.IdempotencyKey), Repeatable.Unbegun);
        if (!created.Succeeded)
            return created.Error;
        var paid = await purchase.RunAsync(created.Value, call.Merchant, card, PayerAtShop(call), onlyFirst: true);
        if (!paid.Succeeded)
            return paid.Error;
        var step = paid.Value.IsOwn ? paid.Value : await threeDSecure.RepeatAsync(paid.Value.Order, card) ?? paid.Value;
        if (step is { PayerKey: { } key, Order.OpenTransactionId: { } transactionId })
        {
            var session = (await store.FindCardSessionAsync(call.Merchant.Id, transactionId, time.GetUtcNow(), cancellation))!;
            return new DirectPayment(step.Order) { Step = session.Step, Payer = new PayerReference(transactionId, key) };
        }
        return new DirectPayment(step.IsOwn ? step.Order : await exchange.AfterOpenAsync(step.Order));
    }

    public async ValueTask<Result<DirectPayment>> ContinueDirectlyAsync(ProtocolCall call, CancellationToken cancellation)
    {
        var members = call.Request.Members;
        if (await FindAsync(call, cancellation) is not { } order)
            return new GatewayError(OrderNotFound, members.Text("order_id"));
        if (PayerReference.Read(members.Text("md")) is not { } reference)
            return GatewayError.Incorrect("md", "it is not what 3dsecure_step1 answered");
        var proof = new ThreeDSecureProof.PaRes(members.Text("pares")!);
        return new DirectPayment((await threeDSecure.ContinueAsync(order, call.Merchant, reference, proof, PayerAtShop(call))).Order);
    }

    /// <summary>The order, or where the shop sends its payer to first.</summary>
    public ProtocolReply AnswerDirect(ProtocolCall call, DirectPayment payment) => payment.Step is not { } step
        ? AnswerOrder(call, payment.Order)
        : new ProtocolReply.Success(
            new ResponseMembers(capacity: 4)
                .Add("response_status", "success")
                .Add("acs_url", step.Url)
                .Add("pareq", step.Fields.First(field => field.Key == "PaReq").Value)
                .Add("md", payment.Payer.ToString()),
            AnswerSignature.InVersion2);

    public async ValueTask<Result<Order>> ChargeStoredCardAsync(ProtocolCall call, CancellationToken cancellation)
    {
        var members = call.Request.Members;
        if (OrderTermsReader.Read(call.Request, call.Merchant, out var terms) is { } refusal)
            return refusal;
        terms = terms with { Delayed = members.Text("delayed") is "Y" or "y", PaidByShop = true };
        var payer = new PayerContext(members.Text("client_ip"), call.PublicUrl, ReturnUrl: "", MethodReturnUrl: "", IsAbsent: true);
        return await recurring.RunAsync(terms, call.Merchant, IdempotencyHeader.Of("recurring", call.IdempotencyKey), payer, cancellation);
    }

    public ProtocolReply AnswerOrder(ProtocolCall call, Order order) =>
        new ProtocolReply.Success(FinalResponse.Of(order, call.Merchant, options.IsSandbox), AnswerSignature.Always);

    public async ValueTask<Result<CaptureStep>> CaptureAsync(ProtocolCall call, CancellationToken cancellation)
    {
        if (MoneyReader.Read(call.Request.Members, out var amount) is { } refusal)
            return refusal;
        return await FindAsync(call, cancellation) is { } order
            ? await capture.RunAsync(order, amount)
            : new GatewayError(OrderNotFound, call.Request.Members.Text("order_id"));
    }

    public static ProtocolReply AnswerCapture(ProtocolCall call, CaptureStep step) => new ProtocolReply.Success(
        new ResponseMembers(capacity: 6)
            .Add("response_status", "success")
            .Add("capture_status", step.Order.Payment.Captured > 0 ? "captured" : "hold")
            .Add("order_id", step.Order.Terms.OrderId)
            .AddNumber("merchant_id", step.Order.MerchantId)
            .AddNumber("response_code", step.DeclineCode)
            .Add("response_description", Describe(step.DeclineCode)),
        AnswerSignature.Always);

    public async ValueTask<Result<ReverseStep>> ReverseAsync(ProtocolCall call, CancellationToken cancellation)
    {
        var members = call.Request.Members;
        if (MoneyReader.Read(members, out var amount) is { } refusal)
            return refusal;
        if (await FindAsync(call, cancellation) is not { } order)
            return new GatewayError(OrderNotFound, members.Text("order_id") ?? members.Text("payment_id"));
        return ReceiverReader.Read(members, out var receivers) is { } wrong
            ? wrong
            : await reverse.RunAsync(order, amount, members.Text("reverse_id"), receivers);
    }

    public static ProtocolReply AnswerReverse(ProtocolCall call, ReverseStep step) => new ProtocolReply.Success(
        new ResponseMembers(capacity: 9)
            .Add("response_status", "success")
            .Add("reverse_status", FinalResponse.StatusOf(step.Reversal.Status))
            .Add("reversal_amount", step.Order.Payment.Reversed.ToString(CultureInfo.InvariantCulture))
            .Add("order_id", step.Order.Terms.OrderId)
            .AddNumber("merchant_id", step.Order.MerchantId)
            .AddNumber("response_code", step.Reversal.ResponseCode)
            .Add("response_description", Describe(step.Reversal.ResponseCode))
            .Add("reverse_id", step.Reversal.Reference)
            .Add("transaction_id", step.Reversal.Id.ToString(CultureInfo.InvariantCulture)),
        AnswerSignature.Always);

    public ValueTask<Result<Subscription>> SwitchSubscriptionAsync(ProtocolCall call, CancellationToken cancellation) => switchSubscription.RunAsync(
        call.Merchant.Id, call.Request.Members.Text("order_id")!, isStart: call.Request.Members.Text("action")!.Equals("start", StringComparison.OrdinalIgnoreCase), cancellation);

    public static ProtocolReply AnswerSubscription(ProtocolCall call, Subscription subscription) => new ProtocolReply.Success(
        new ResponseMembers(capacity: 4)
            .Add("response_status", "success")
            .AddNumber("merchant_id", subscription.MerchantId)
            .Add("order_id", call.Request.Members.Text("order_id"))
            .Add("status", subscription.State == SubscriptionState.Active ? "active" : "disabled"),
        AnswerSignature.Always);

    public async ValueTask<Result<Order>> SettleAsync(ProtocolCall call, CancellationToken cancellation)
    {
        var members = call.Request.Members;
        if (MoneyReader.Read(members, out var amount) is { } refusal)
            return refusal;
        if (ReceiverReader.Read(members, out var receivers) is { } wrong)
            return wrong;
        return await store.FindOrderAsync(call.Merchant.Id, members.Text("operation_id")!, cancellation) is { } order
            ? await settle.RunAsync(order, call.Merchant, members.Text("order_id"), amount, receivers!)
            : new GatewayError(OrderNotFound, members.Text("operation_id"));
    }

    /// <summary>The answer tells of the division, whose order_id is the settlement's own; the payment is the one that was divided.</summary>
    public static ProtocolReply AnswerSettlement(ProtocolCall call, Order order) => new ProtocolReply.Success(
        new ResponseMembers(capacity: 12)
            .Add("response_status", "success")
            .Add("order_status", "created")
            .AddNumber("payment_id", order.PaymentId)
            .Add("order_id", call.Request.Members.Text("order_id"))
            .Add("operation_id", order.Terms.OrderId)
            .Add("tran_type", "settlement")
            .AddNumber("merchant_id", order.MerchantId)
            .Add("amount", call.Request.Members.Text("amount"))
            .Add("currency", order.Terms.Amount.Currency.Code)
            .AddSplit(order),
        AnswerSignature.Always);

    private ValueTask<Order?> FindAsync(ProtocolCall call, CancellationToken cancellation) =>
        call.Request.Members.Text("order_id") is { } orderId
            ? store.FindOrderAsync(call.Merchant.Id, orderId, cancellation)
            : store.FindOrderAsync(call.Merchant.Id, long.Parse(call.Request.Members.Text("payment_id")!, CultureInfo.InvariantCulture), cancellation);

    /// <summary>A card, or one in a wallet: as the shop opened it itself, or sealed.</summary>
    private async ValueTask<Result<TypedCard>> ReadCardAsync(ProtocolCall call, Money amount, CancellationToken cancellation)
    {
        var (members, settings) = (call.Request.Members, call.Merchant.Settings);
        var wallet = members.Text("wallet")?.ToLowerInvariant();
        if (members.Text("container") is { } text)
        {
            if (wallets.For(settings).Count == 0)
                return wallets.Refusal(settings, wallet)!;
            return WalletContainer.ReadBase64(text) is { } container && (wallet ?? container.Wallet) == container.Wallet
                ? await wallets.OpenAsync(settings, container, amount, cancellation)
                : GatewayError.Incorrect("container", "it is no base64 of what the wallet gave");
        }
        if (wallet is not null && wallets.Refusal(settings, wallet) is { } refusal)
            return refusal;
        if (!CardNumber.TryParse(members.Text(MemberNames.CardNumber), out var number))
            return GatewayError.Missing(MemberNames.CardNumber);
        if (!CardExpiry.TryParse(members.Text("expiry_date"), out var expiry))
            return GatewayError.Missing("expiry_date");
        if (!options.IsSandbox && expiry.IsPast(time.GetUtcNow()))
            return new GatewayError(InvalidExpiry);
        var authentication = members.Text("cavv") is { } cavv && members.Text("eci") is { } eci ? new ForeignAuthentication(cavv, eci) : null;
        return new TypedCard(number, expiry, members.Text(MemberNames.CardCode), authentication) { Wallet = wallet };
    }

    private static PayerContext PayerAtShop(ProtocolCall call) =>
        new(call.Request.Members.Text("client_ip") ?? call.ClientIp, call.PublicUrl, ReturnUrl: "", MethodReturnUrl: "", IsAtShop: true);

    private static string Describe(int? code) => code is { } known ? ErrorCodes.Describe(known) : "";
}

/// <summary>An order after a step of direct payment.</summary>
internal sealed record DirectPayment(Order Order)
{
    /// <summary>Where the payer must go first; null where nothing is left to prove.</summary>
    public ThreeDSecureStep? Step { get; init; }

    public PayerReference Payer { get; init; }
}
