using System.Globalization;
using Tetri.Checkout;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Protocol;
using Tetri.Protocol.Errors;

namespace Tetri;

/// <summary>Joins the wire and the order operations: members in, members out. No rule lives here.</summary>
internal sealed class OrderOperations(CreateOrder createOrder, OrderStatus orderStatus, OfferedBanks banks, CheckoutToken tokens, GatewayOptions options)
{
    public ValueTask<Result<Order>> CheckoutUrlAsync(ProtocolCall call, CancellationToken cancellation) =>
        CreateAsync(call, "checkout/url", UnpaidIf(call.Merchant.Settings.ReplayIdenticalOrders));

    public ProtocolReply AnswerUrl(ProtocolCall call, Order order) => new ProtocolReply.Success(
        new ResponseMembers(capacity: 3)
            .Add("response_status", "success")
            .Add("checkout_url", PageUrl(call, order))
            .Add("payment_id", order.PaymentId.ToString(CultureInfo.InvariantCulture)),
        AnswerSignature.InVersion2);

    public ValueTask<Result<Order>> CheckoutTokenAsync(ProtocolCall call, CancellationToken cancellation) =>
        CreateAsync(call, "checkout/token", UnpaidIf(call.Merchant.Settings.ReplayIdenticalOrders));

    public ProtocolReply AnswerToken(ProtocolCall call, Order order) => new ProtocolReply.Success(
        new ResponseMembers(capacity: 2).Add("response_status", "success").Add("token", tokens.Issue(order)),
        AnswerSignature.Never);

    /// <summary>A double click on the shop's button is no error: an identical request of an unpaid order goes to its page.</summary>
    public ValueTask<Result<Order>> CheckoutRedirectAsync(ProtocolCall call, CancellationToken cancellation) =>
        CreateAsync(call, "checkout/redirect", Repeatable.Unpaid);

    public ProtocolReply AnswerRedirect(ProtocolCall call, Order order) => new ProtocolReply.Redirect(PageUrl(call, order));

    /// <summary>Somebody who follows a link twice comes to the same page as long as the order is unpaid.</summary>
    public async ValueTask<Result<Order>> CheckoutButtonAsync(ProtocolCall call, CancellationToken cancellation) =>
        OrderTermsReader.Read(call.Request, call.Merchant, out var terms) is { } refusal
            ? refusal
            : await createOrder.RunAsync(terms with { Unsigned = true }, call.Merchant, idempotency: null, Repeatable.Unpaid);

    public ValueTask<Result<Order>> FindByOrderIdAsync(ProtocolCall call, CancellationToken cancellation) =>
        orderStatus.ByOrderIdAsync(call.Merchant.Id, call.Request.Members.Text("order_id")!, cancellation);

    public ValueTask<Result<Order>> FindByPaymentIdAsync(ProtocolCall call, CancellationToken cancellation) =>
        orderStatus.ByPaymentIdAsync(
            call.Merchant.Id, long.Parse(call.Request.Members.Text("payment_id")!, CultureInfo.InvariantCulture), cancellation);

    public ProtocolReply AnswerStatus(ProtocolCall call, Order order)
    {
        var members = FinalResponse.Of(order, call.Merchant, options.IsSandbox);

        // Nested members have a signature in 2.0 only.
        return new ProtocolReply.Success(call.Request.Version == MessageVersion.V20 ? members.AddSplit(order) : members, AnswerSignature.Always);
    }

    private ValueTask<Result<Order>> CreateAsync(ProtocolCall call, string endpoint, Repeatable repeatable)
    {
        if (OrderTermsReader.Read(call.Request, call.Merchant, out var terms) is { } refusal)
            return ValueTask.FromResult<Result<Order>>(refusal);
        return createOrder.RunAsync(terms, call.Merchant, IdempotencyHeader.Of(endpoint, call.IdempotencyKey), repeatable);
    }

    private static Repeatable UnpaidIf(bool wanted) => wanted ? Repeatable.Unpaid : Repeatable.None;

    private string PageUrl(ProtocolCall call, Order order)
    {
        Span<char> token = stackalloc char[CheckoutToken.Length];
        tokens.Issue(order, token);
        return banks.NamedBy(order.Terms) is null
            ? CheckoutPage.UrlOf(call.PublicUrl, call.Merchant, token)
            : BankRedirect.UrlOf(call.PublicUrl, token);
    }
}
