using System.Globalization;
using System.Text;
using Tetri.Connectors;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Protocol;
using Tetri.Protocol.Errors;
using Tetri.Store;

namespace Tetri.Checkout;

/// <summary>Who asks: a page of a shop through our frame, or an app.</summary>
/// <param name="ShopOrigin">Of the page around our frame; null for an app.</param>
/// <param name="Language">What the call wants texts in; null leaves it to the order and the browser.</param>
/// <param name="BankAction">How the page can lead the payer to a bank, where it says so: qr_code or deep_link.</param>
internal sealed record BrowserCaller(HttpContext Http, string PublicUrl, string? ShopOrigin, string? Language, string? BankAction);

/// <summary>
/// What a browser or an app is told of an order: where the payer goes next, or how it ended. Everything is told at once, so that
/// the frame behind $checkout and the mobile clients read what they know and leave the rest (docs/reference/browser-api.md).
/// </summary>
internal sealed class BrowserAnswer(GatewayStore store, PageTexts texts, GatewayOptions options, TimeProvider time)
{
    private const int AuthenticationFailed = 1024;
    private const int OrderExpired = 1052;
    private const int MethodTimeoutSeconds = 10;

    /// <summary>Seconds that a page may tell of the refusal before it goes on to the issuer.</summary>
    private const int SecondsAfterDecline = 3;

    /// <param name="payerKey">Of the CVV, which nobody else has.</param>
    public async ValueTask<ProtocolReply> AfterStepAsync(OpenedOrder opened, string? payerKey, BrowserCaller caller)
    {
        var (token, order, merchant) = opened;
        if (order.OpenTransactionId is { } transactionId && !order.AwaitsCode && await FindStepAsync(order, transactionId, caller.Http.RequestAborted) is { } step)
            return Success(opened, caller, Next(step, token, new PayerReference(transactionId, payerKey)));
        if (order is { Payment.BankUrl: not null, OpenTransactionId: not null })
            return Success(opened, caller, ToBank(opened, caller));
        if (order.State == OrderState.Expired)
            return Failed(opened, OrderExpired, caller);
        if (order.OpenTransactionId is null && order.State is OrderState.Created or OrderState.Processing or OrderState.Declined)
            return Failed(opened, order.Payment.ResponseCode ?? AuthenticationFailed, caller);
        return Success(opened, caller, new ResponseMembers(capacity: 1).Add("url", ReturnOf(opened, caller).Url));
    }

    /// <summary>The order alone, however it stands.</summary>
    public ProtocolReply OfOrder(OpenedOrder opened, BrowserCaller caller)
    {
        var members = OrderMembers(opened, caller)
            .Add("response_status", "success")
            .Add("api_version", "2.0")
            .Add("target", "_self")
            .AddJson("click2pay_success_page_registration_enabled", "false");
        return new ProtocolReply.Success(members, AnswerSignature.Never);
    }

    public string OrderJson(OpenedOrder opened, BrowserCaller caller) => Json(OrderMembers(opened, caller));

    public static string LanguageOf(BrowserCaller caller, Order? order) => PayerLanguage.Choose(caller.Http.Request, caller.Language ?? order?.Terms.Language);

    /// <summary>Where the browser brings the result: the shop's address, or ours, which goes on to the shop's.</summary>
    /// <remarks>
    /// Published bundles send a form for a plain http address to a stranger's host instead. They post to an address without a
    /// scheme, which is the same for a page of http; a page of https goes by way of us.
    /// </remarks>
    public static (string Url, bool IsOurs) ReturnOf(OpenedOrder opened, BrowserCaller caller)
    {
        var (token, order, merchant) = opened;
        var ours = $"{caller.PublicUrl}/checkout/return?token={token}";
        if (ShopReturn.TargetOf(order, merchant) is not { } target)
            return (ours, true);
        var url = ShopReturn.Fill(target, FinalResponse.Of(order, merchant, sandbox: false));
        if (caller.ShopOrigin is not { } origin)
            return (url, false);
        if (merchant.Settings.ReturnMethod == "GET")
            return (ours, true);
        if (!url.StartsWith("http:", StringComparison.OrdinalIgnoreCase))
            return (url, false);
        return origin.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? (ours, true) : (url["http:".Length..], false);
    }

    public static string Json(ResponseMembers members) => Encoding.UTF8.GetString(ResponseEncoder.Json(members, root: null).Span);

    private async ValueTask<Cards.ThreeDSecureStep?> FindStepAsync(Order order, long transactionId, CancellationToken cancellation) =>
        await store.FindCardSessionAsync(order.MerchantId, transactionId, time.GetUtcNow(), cancellation) is { } session &&
        await store.FindTransactionAsync(order.MerchantId, order.PaymentId, transactionId, cancellation) is { Status: TransactionStatus.Authenticating }
            ? session.Step
            : null;

    private static ResponseMembers Next(Cards.ThreeDSecureStep step, string token, PayerReference payer)
    {
        var members = new ResponseMembers().Add("transaction", payer.ToString());
        if (step.IsMethod)
            return members
                .Add("method_url", $"/checkout/method?token={token}&transaction={payer}")
                .AddNumber("method_seconds", MethodTimeoutSeconds);
        var form = new ResponseMembers();
        foreach (var (name, value) in ThreeDSecure.ChallengeForm(step, payer))
            form.Add(name, value);
        members.Add("url", step.Url).AddJson("send_data", Json(form));
        if (ChallengeWindow.NamedIn(step.Fields) is { } size)
            members.Add("challenge_window_size", size);
        return step.AfterDecline ? members.AddNumber("seconds_after_decline", SecondsAfterDecline) : members;
    }

    /// <summary>On to the bank, or what a page shows that stays while its payer is there: a code for his phone, or, on the phone, a link.</summary>
    private static ResponseMembers ToBank(OpenedOrder opened, BrowserCaller caller)
    {
        var url = BankRedirect.UrlOf(caller.PublicUrl, opened.Token);
        var action = caller.BankAction == "qr_code" && PayerScreen.IsPhone(caller.Http.Request) ? "deep_link" : caller.BankAction;
        if (action is not ("qr_code" or "deep_link"))
            return new ResponseMembers(capacity: 3).Add("action", "redirect").Add("url", url);
        var ways = new ResponseMembers(capacity: 4)
            .Add("checkout_url", CheckoutPage.UrlOf(caller.PublicUrl, opened.Merchant, opened.Token))
            .Add("deeplink", url)
            .Add("deepcallback", url)
            .Add("qr_url", BankRedirect.QrCodeUrlOf(caller.PublicUrl, opened.Token));
        return new ResponseMembers(capacity: 3).Add("action", action).AddJson("send_data", Json(ways));
    }

    private ProtocolReply.Success Success(OpenedOrder opened, BrowserCaller caller, ResponseMembers next) =>
        new(Around(opened, caller, next.Add("response_status", "success")), AnswerSignature.Never);

    private ProtocolReply.Success Failed(OpenedOrder opened, int code, BrowserCaller caller)
    {
        var pageCode = ErrorCodes.PageCodeOf(code).ToString(CultureInfo.InvariantCulture);
        var members = new ResponseMembers()
            .Add("response_status", "failure")
            .Add("error_code", code.ToString(CultureInfo.InvariantCulture))
            .Add("error_message", texts.Find(LanguageOf(caller, opened.Order), $"page_error.{pageCode}") ?? ErrorCodes.Describe(code))
            .Add("request_id", RequestId.Of(caller.Http));
        return new(Around(opened, caller, members), AnswerSignature.Never);
    }

    private ResponseMembers Around(OpenedOrder opened, BrowserCaller caller, ResponseMembers members)
    {
        members
            .Add("token", opened.Token)
            .Add("lang", LanguageOf(caller, opened.Order))
            .AddJson("order", OrderJson(opened, caller));
        if (opened.Order.Terms.Version != MessageVersion.V20)
            return members;
        var fields = new ResponseMembers();
        foreach (var (name, value) in ReturnFields.Of(FinalResponse.Of(opened.Order, opened.Merchant, options.IsSandbox), MessageVersion.V20, opened.Merchant, options.IsSandbox))
            fields.Add(name, value);
        return members.AddJson("model", Json(new ResponseMembers().Add("url", ReturnOf(opened, caller).Url).AddJson("send_data", Json(fields))));
    }

    private ResponseMembers OrderMembers(OpenedOrder opened, BrowserCaller caller)
    {
        var (_, order, merchant) = opened;
        var (url, isOurs) = ReturnOf(opened, caller);
        var isFinal = !order.IsOpen;
        var hasTarget = ShopReturn.TargetOf(order, merchant) is not null;
        var members = new ResponseMembers(capacity: 16)
            .AddJson("order_data", Json(FinalResponse.Of(order, merchant, options.IsSandbox).Signed(merchant.PaymentKey, options.IsSandbox)))
            .Add("response_url", url)
            .Add("method", merchant.Settings.ReturnMethod)
            .AddJson("ready_to_submit", Flag(isFinal && hasTarget))
            .AddJson("in_progress", Flag(isFinal && !hasTarget))
            .AddJson("show_success_page", Flag(!hasTarget))
            .AddJson("pending", Flag(order.OpenTransactionId is not null && !order.AwaitsCode))
            .AddJson("need_verify_code", Flag(order.AwaitsCode))
            .Add("active_method", "card");
        if (order.AwaitsCode)
            members.Add("verification_type", "code");
        if (order.State == OrderState.Approved)
            members.Add("receipt_url", $"{caller.PublicUrl}{CheckoutPage.ReceiptPathOf(opened.Token)}");
        return isOurs ? members.Add("action", "redirect") : members;
    }

    private static string Flag(bool value) => value ? "true" : "false";
}
