using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Protocol;
using Tetri.Protocol.Errors;
using Tetri.Protocol.Members;

namespace Tetri.Checkout;

/// <summary>
/// Makes orders for browsers and apps that know only the merchant's id: the one way in for every door that has no signature.
/// The sandbox does so for every merchant, live mode for those with the setting unsigned_orders and from their shop_origins.
/// </summary>
internal sealed class UnsignedOrders(
    CreateOrder createOrder, KnownMerchants merchants, ShopOrigins origins, CheckoutToken tokens, PublicAddress address, GatewayOptions options, TimeProvider time)
{
    /// <summary>Where published libraries for apps send the payer: nowhere, since the app stops there and goes on by itself.</summary>
    private const string OfApps = "http://callback";

    /// <summary>For a shop's page that opens ours in a frame: the order's token, and where the page is.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapUnsigned("/checkout/order", PlaceAsync, isForPages: true);

    private async ValueTask<ProtocolReply> PlaceAsync(MemberSet members, HttpContext http)
    {
        var created = await CreateAsync(members, new AmountUnit.Minor(), origins.Of(http.Request));
        if (!created.Succeeded)
            return created.Error;
        var (token, _, merchant) = created.Value;
        return new ProtocolReply.Success(
            new ResponseMembers(capacity: 3)
                .Add("response_status", "success")
                .Add("token", token)
                .Add("checkout_url", CheckoutPage.UrlOf(address.Of(http.Request), merchant, token)),
            AnswerSignature.Never);
    }

    /// <param name="members">All that was sent; what is no member of an unsigned order is left out, a card above all.</param>
    /// <param name="shopOrigin">As <see cref="ShopOrigins.Of"/> tells it.</param>
    /// <remarks>The same members again, while the order is unpaid, give the same order.</remarks>
    public async ValueTask<Result<OpenedOrder>> CreateAsync(MemberSet members, AmountUnit unit, string? shopOrigin)
    {
        if (Read(members, unit, shopOrigin, out var terms, out var merchant) is { } refusal)
            return refusal;
        var created = await createOrder.RunAsync(terms, merchant, idempotency: null, Repeatable.Unpaid);
        return created.Succeeded ? new OpenedOrder(tokens.Issue(created.Value), created.Value, merchant) : created.Error;
    }

    /// <summary>The order as it would be: nothing is kept until its payer pays. It has no token and no payment_id.</summary>
    public Result<OpenedOrder> Preview(MemberSet members, string? shopOrigin) =>
        Read(members, new AmountUnit.Minor(), shopOrigin, out var terms, out var merchant) is { } refusal
            ? refusal
            : new OpenedOrder("", Order.Create(terms, time.GetUtcNow()), merchant);

    private GatewayError? Read(MemberSet members, AmountUnit unit, string? shopOrigin, out OrderTerms terms, out Merchant merchant)
    {
        (terms, merchant) = (null!, null!);
        var chosen = new MemberSet(capacity: 20);
        var request = new ProtocolRequest { Format = WireFormat.Json, Version = MessageVersion.V101, Members = chosen };
        if (UnsignedRequest.Choose(members, Endpoints.Unsigned, unit, chosen) is { } unread)
            return unread;
        if (MemberCheck.ReadMerchantId(request, out var merchantId) is { } unnamed)
            return unnamed;
        if (merchants.Find(merchantId) is not { } known)
            return GatewayError.UnknownMerchant;
        merchant = known;
        if (!options.IsSandbox && !merchant.Settings.UnsignedOrders)
            return new GatewayError(1100, Explanation: "the merchant takes no orders without a signature");
        if (!origins.MayAsk(merchant, shopOrigin))
            return new GatewayError(1100, Explanation: "the page that asks is on none of the merchant's shop_origins");
        if (MemberCheck.Validate(request, Endpoints.Unsigned) is { } invalid)
            return invalid;
        if (!options.IsSandbox && UnsignedRequest.CheckAddresses(chosen, merchant.Settings, shopOrigin ?? OfApps) is { } foreign)
            return foreign;
        UnsignedRequest.Complete(chosen, merchant);
        if (OrderTermsReader.Read(request, merchant, out var read) is { } refusal)
            return refusal;
        terms = read with { Unsigned = true };
        return null;
    }
}
