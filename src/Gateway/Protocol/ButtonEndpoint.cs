using Tetri.Orders;
using Tetri.Protocol.Errors;
using Tetri.Protocol.Members;

namespace Tetri.Protocol;

/// <summary>A link that makes an order and leads to its page: a payment button. There is no signature, so the merchant must have agreed.</summary>
internal sealed class ButtonEndpoint(Operation<Order> operation, Answer<Order> answer, ProtocolContext context)
{
    private const string Path = "checkout";

    public async Task HandleAsync(HttpContext http)
    {
        var exchange = new ProtocolExchange(http, Path, context) { FailsAsPage = true };
        try
        {
            await AnswerAsync(http, exchange);
        }
        catch (Exception fault)
        {
            if (!await exchange.AnswerFaultAsync(fault, Endpoints.Button))
                throw;
        }
    }

    private async Task AnswerAsync(HttpContext http, ProtocolExchange exchange)
    {
        if (!HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.Headers.Allow = "GET";
            await exchange.RefuseAsync(StatusCodes.Status405MethodNotAllowed, new GatewayError(1100, Explanation: "use GET"));
            return;
        }
        if (http.Request.Query["token"].ToString() is { Length: > 0 } token)
        {
            // The older form of a page's address.
            await exchange.WriteAsync(new ProtocolReply.Redirect($"{context.Address.Of(http.Request)}/checkout/open?token={Uri.EscapeDataString(token)}"), Endpoints.Button);
            return;
        }
        var order = Accept(http.Request, exchange, out var call) is { } refusal ? refusal : await operation(call, http.RequestAborted);
        await exchange.WriteAsync(order.Succeeded ? answer(call, order.Value) : order.Error, Endpoints.Button);
    }

    private GatewayError? Accept(HttpRequest http, ProtocolExchange exchange, out ProtocolCall call)
    {
        call = null!;
        var members = new MemberSet(capacity: 20);
        var request = new ProtocolRequest { Format = WireFormat.Json, Version = MessageVersion.V101, Members = members };
        var unread = ButtonLink.Read(http.Query["button"], members);
        exchange.Take(new DecodedBody(WireFormat.Json, request, unread));
        if (unread is not null)
            return unread;
        if (MemberCheck.ReadMerchantId(request, out var merchantId) is { } unnamed)
            return unnamed;
        if (context.Merchants.Find(merchantId) is not { } merchant)
            return GatewayError.UnknownMerchant;
        exchange.Merchant = merchant;
        if (!context.Options.IsSandbox && !merchant.Settings.UnsignedOrders)
            return new GatewayError(1100, Explanation: "the merchant takes no orders without a signature");
        if ((MemberCheck.Validate(request, Endpoints.Button) ?? UnsignedRequest.CheckAddresses(members, merchant.Settings)) is { } invalid)
            return invalid;
        UnsignedRequest.Complete(members, merchant);
        call = new ProtocolCall(request, merchant, context.Address.Of(http), context.Address.ClientIpOf(http), IdempotencyKey: null);
        return null;
    }
}
