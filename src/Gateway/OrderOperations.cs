using System.Globalization;
using Tetri.Checkout;
using Tetri.Orders;
using Tetri.Protocol;
using Tetri.Protocol.Errors;

namespace Tetri;

/// <summary>Joins the wire and the order operations: members in, members out. No rule lives here.</summary>
internal sealed class OrderOperations(CreateOrder createOrder, OrderStatus orderStatus, CheckoutToken tokens, GatewayOptions options)
{
    public async ValueTask<ProtocolReply> CheckoutUrlAsync(ProtocolCall call, CancellationToken cancellation)
    {
        var created = await CreateAsync(call, "checkout/url", repeatsIdentical: call.Merchant.Settings.ReplayIdenticalOrders);
        if (!created.Succeeded)
            return created.Error;
        return new ProtocolReply.Success(
            new ResponseMembers(capacity: 3)
                .Add("response_status", "success")
                .Add("checkout_url", PageUrl(call, created.Value))
                .Add("payment_id", created.Value.PaymentId.ToString(CultureInfo.InvariantCulture)),
            AnswerSignature.InVersion2);
    }

    public async ValueTask<ProtocolReply> CheckoutTokenAsync(ProtocolCall call, CancellationToken cancellation)
    {
        var created = await CreateAsync(call, "checkout/token", repeatsIdentical: call.Merchant.Settings.ReplayIdenticalOrders);
        if (!created.Succeeded)
            return created.Error;
        return new ProtocolReply.Success(
            new ResponseMembers(capacity: 2).Add("response_status", "success").Add("token", tokens.Issue(created.Value)),
            AnswerSignature.Never);
    }

    /// <summary>A double click on the shop's button is no error: an identical request of an unpaid order goes to its page.</summary>
    public async ValueTask<ProtocolReply> CheckoutRedirectAsync(ProtocolCall call, CancellationToken cancellation)
    {
        var created = await CreateAsync(call, "checkout/redirect", repeatsIdentical: true);
        return created.Succeeded ? new ProtocolReply.Redirect(PageUrl(call, created.Value)) : created.Error;
    }

    public async ValueTask<ProtocolReply> StatusByOrderIdAsync(ProtocolCall call, CancellationToken cancellation) =>
        Status(call, await orderStatus.ByOrderIdAsync(call.Merchant.Id, call.Request.Members.Text("order_id")!, cancellation));

    public async ValueTask<ProtocolReply> StatusByPaymentIdAsync(ProtocolCall call, CancellationToken cancellation) =>
        Status(call, await orderStatus.ByPaymentIdAsync(
            call.Merchant.Id, long.Parse(call.Request.Members.Text("payment_id")!, CultureInfo.InvariantCulture), cancellation));

    private ValueTask<Result<Order>> CreateAsync(ProtocolCall call, string endpoint, bool repeatsIdentical)
    {
        if (OrderTermsReader.Read(call.Request, call.Merchant, out var terms) is { } refusal)
            return ValueTask.FromResult<Result<Order>>(refusal);
        var idempotency = call.IdempotencyKey is { } key ? new IdempotencyHeader(endpoint, key) : null;
        return createOrder.RunAsync(terms, call.Merchant, idempotency, repeatsIdentical);
    }

    private ProtocolReply Status(ProtocolCall call, Result<Order> found) =>
        found.Succeeded
            ? new ProtocolReply.Success(FinalResponse.Of(found.Value, call.Merchant, options.IsSandbox), AnswerSignature.Always)
            : found.Error;

    private string PageUrl(ProtocolCall call, Order order)
    {
        Span<char> token = stackalloc char[CheckoutToken.Length];
        tokens.Issue(order, token);
        return CheckoutPage.UrlOf(call.PublicUrl, call.Merchant, token);
    }
}
