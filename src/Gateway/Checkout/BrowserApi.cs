using System.Globalization;
using Tetri.Cards;
using Tetri.Connectors;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Protocol;
using Tetri.Protocol.Errors;

namespace Tetri.Checkout;

/// <summary>What the frame behind $checkout and the mobile clients call. A checkout token, or the merchant's id alone, opens the way; nothing is signed.</summary>
internal sealed class BrowserApi(
    CheckoutViews views, UnsignedOrders orders, BrowserAnswer answers, Purchase purchase, ThreeDSecure threeDSecure, VerifyCode verifyCode, CardForm cards, Wallets wallets,
    BrowserOffer offer, BrowserWallets browserWallets, AppleMerchantSession apple, SavedCards savedCards, PayByBank payByBank, BankRedirect redirect, KnownMerchants merchants, ShopOrigins origins,
    PublicAddress address, GatewayOptions options)
{
    private const int TokenNotFound = 1035;
    private const int InvalidAmount = 1023;
    private const int NoPaymentSystem = 1017;
    private const int NotAllowed = 1100;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapUnsigned("/checkout/frame/order", PlaceAsync);
        routes.MapUnsigned("/checkout/frame/method-ended", MethodEndedAsync);
        routes.MapUnsigned("/checkout/frame/abandon", AbandonAsync);
        routes.MapUnsigned("/checkout/frame/result", ResultAsync);
        routes.MapUnsigned("/checkout/frame/app", AppAsync);
        routes.MapUnsigned("/checkout/frame/fee", FeeAsync);
        routes.MapUnsigned("/checkout/frame/methods", MethodsAsync);
        routes.MapUnsigned("/checkout/frame/wallet-session", OpenAppleAsync);
    }

    /// <summary>The order of an app, whose library makes it at checkout/token without a signature.</summary>
    public async ValueTask<ProtocolReply> PlaceForAppAsync(MemberSet members, HttpContext http)
    {
        // Left out, as what only a merchant may ask for is, the hold would become a charge.
        if (members.Text("preauth") is "Y" or "y")
            return GatewayError.Incorrect("preauth", "an order without a signature can't hold an amount");
        return Placed(await orders.CreateAsync(members, new AmountUnit.Minor(), origins.Of(http.Request)));
    }

    /// <summary>Pays with a card, or with one in a wallet (data). Without a token the order is made first, its amount in minor units.</summary>
    public async ValueTask<ProtocolReply> PayAsync(MemberSet members, HttpContext http)
    {
        var caller = CallerOf(members, http);
        var opening = members.Text("token") is null
            ? await orders.CreateAsync(members, new AmountUnit.Minor(), caller.ShopOrigin)
            : await OpenAsync(members, caller);
        if (!opening.Succeeded)
            return opening.Error;
        var opened = opening.Value;
        if (opened.Order.AwaitsCode && members.Text("code") is { } code)
            return await TypeCodeAsync(opened, code, caller);
        if (members.Text("payment_system") is { } system and not "card")
            return await PayByBankAsync(opened, offer.FindBank(opened.Order, system), members, caller);
        WalletContainer? container = null;
        TypedCard? card = null;
        var hash = members.Text("hash");
        if (members.TryGet("data", out var data) && data.Value.Length > 0)
        {
            container = WalletContainer.Read(data.Value) ?? WalletContainer.ReadBase64(data.Value);
            if (container is null)
                return GatewayError.Incorrect("data", "it is not what a wallet gives");
        }
        else
        {
            (card, var wrong) = await cards.ReadAsync(
                opened, hash, members.Text(MemberNames.CardNumber), members.Text("expiry_date"), members.Text(MemberNames.CardCode) ?? members.Text("cvv"), http.RequestAborted);
            if (wrong is not null)
                return new GatewayError(wrong.Code);
        }
        if (ReadQuote(members, opened, card?.Number.Prefix, out var quote) is { } other)
            return other;
        if (container is not null)
        {
            var inWallet = await wallets.OpenAsync(opened.Merchant.Settings, container, quote?.Total ?? opened.Order.Terms.Amount, http.RequestAborted);
            if (!inWallet.Succeeded)
                return inWallet.Error;
            card = inWallet.Value;
        }

        var keeps = container is null && hash is null && members.Text("save_card") is "true" or "1" or "Y" or "y";
        var choice = new PayerChoice { Quote = quote, KeepsCardFor = keeps ? SavedCards.PayerOf(opened.Order, opened.Merchant.Settings) : null };
        var paid = await purchase.RunAsync(opened.Order, opened.Merchant, card!, PayerOf(opened, members, caller), choice);
        return paid.Succeeded ? await answers.AfterStepAsync(opened with { Order = paid.Value.Order }, paid.Value.PayerKey, caller) : paid.Error;
    }

    /// <summary>Opens the payment at a bank of the order's; the page goes there as the answer says.</summary>
    private async ValueTask<ProtocolReply> PayByBankAsync(OpenedOrder opened, Bank? bank, MemberSet members, BrowserCaller caller)
    {
        if (ReadQuote(members, opened, bin: null, out var quote) is { } other)
            return other;
        var started = await payByBank.StartAsync(opened.Order, opened.Merchant, bank, redirect.Payer(caller.Http.Request, opened.Token), quote);
        return started.Succeeded ? await answers.AfterStepAsync(opened with { Order = started.Value }, payerKey: null, caller) : started.Error;
    }

    /// <summary>What a page of the shop's own needs to know before the payer types.</summary>
    public async ValueTask<ProtocolReply> InfoAsync(MemberSet members, HttpContext http)
    {
        var caller = CallerOf(members, http);
        var found = await FindAsync(members, caller);
        if (!found.Succeeded)
            return found.Error;
        var info = InfoOf(found.Value, caller).Add("response_status", "success");
        if (found.Value.Opened is { } opened)
            info.AddJson("cards", await offer.CardsAsync(opened, http.RequestAborted))
                .AddJson("order_data", BrowserAnswer.Json(FinalResponse.Of(opened.Order, opened.Merchant, options.IsSandbox)))
                .Add("response_url", BrowserAnswer.ReturnOf(opened, caller).Url);
        return Unsigned(info);
    }

    /// <summary>The wallets that can pay, as the mobile clients take them.</summary>
    public async ValueTask<ProtocolReply> MobilePayAsync(MemberSet members, HttpContext http)
    {
        var caller = CallerOf(members, http);
        var found = await FindAsync(members, caller);
        if (!found.Succeeded)
            return found.Error;
        var (merchant, opened, amount) = found.Value;
        var currency = amount?.Currency ?? Currency.Find(members.Text("currency") ?? "");
        return Unsigned(browserWallets.ForApps(merchant, opened?.Order, currency, amount, caller.PublicUrl).Add("response_status", "success"));
    }

    public async ValueTask<ProtocolReply> OrderAsync(MemberSet members, HttpContext http)
    {
        var caller = CallerOf(members, http);
        var opened = await OpenAsync(members, caller);
        return opened.Succeeded ? answers.OfOrder(opened.Value, caller) : opened.Error;
    }

    /// <summary>The frame asks by the merchant's id alone.</summary>
    private async ValueTask<ProtocolReply> PlaceAsync(MemberSet members, HttpContext http)
    {
        return Placed(await orders.CreateAsync(members, UnitOf(members), origins.Of(http.Request)));
    }

    private static ProtocolReply Placed(Result<OpenedOrder> created) =>
        created.Succeeded ? Unsigned(new ResponseMembers().Add("response_status", "success").Add("token", created.Value.Token)) : created.Error;

    private async ValueTask<ProtocolReply> MethodEndedAsync(MemberSet members, HttpContext http)
    {
        var caller = CallerOf(members, http);
        var opening = await OpenAsync(members, caller);
        if (!opening.Succeeded)
            return opening.Error;
        var opened = opening.Value;
        if (PayerReference.Read(members.Text("transaction")) is not { } reference)
            return GatewayError.Incorrect("transaction");
        var step = await threeDSecure.ContinueAsync(
            opened.Order, opened.Merchant, reference, new ThreeDSecureProof.MethodEnded(Completed: true), PayerOf(opened, members, caller));
        return await answers.AfterStepAsync(opened with { Order = step.Order }, reference.Key, caller);
    }

    private async ValueTask<ProtocolReply> AbandonAsync(MemberSet members, HttpContext http)
    {
        var caller = CallerOf(members, http);
        var opening = await OpenAsync(members, caller);
        if (!opening.Succeeded)
            return opening.Error;
        if (PayerReference.Read(members.Text("transaction")) is not { } reference)
            return GatewayError.Incorrect("transaction");
        var order = await threeDSecure.AbandonAsync(opening.Value.Order, reference);
        return answers.OfOrder(opening.Value with { Order = order }, caller);
    }

    private async ValueTask<ProtocolReply> ResultAsync(MemberSet members, HttpContext http)
    {
        var caller = CallerOf(members, http);
        var opened = await OpenAsync(members, caller);
        return opened.Succeeded ? await answers.AfterStepAsync(opened.Value, payerKey: null, caller) : opened.Error;
    }

    private async ValueTask<ProtocolReply> TypeCodeAsync(OpenedOrder opened, string code, BrowserCaller caller)
    {
        var typed = await verifyCode.RunAsync(opened.Order, code);
        if (!typed.Succeeded)
            return typed.Error;
        return typed.Value.AwaitsCode
            ? GatewayError.Incorrect("code", "it is not the code of the hold")
            : await answers.AfterStepAsync(opened with { Order = typed.Value }, payerKey: null, caller);
    }

    /// <summary>All that a widget begins with.</summary>
    private async ValueTask<ProtocolReply> AppAsync(MemberSet members, HttpContext http)
    {
        var caller = CallerOf(members, http);
        var found = await FindAsync(members, caller);
        if (!found.Succeeded)
            return found.Error;
        var order = found.Value.Opened is { } opened ? answers.OrderJson(opened, caller) : BrowserAnswer.Json(new ResponseMembers()
            .AddJson("order_data", BrowserAnswer.Json(new ResponseMembers()
                .AddNumber("merchant_id", found.Value.Merchant.Id)
                .Add("order_id", members.Text("order_id"))
                .Add("amount", members.Text("amount"))
                .Add("currency", members.Text("currency")))));
        return Unsigned(new ResponseMembers()
            .Add("response_status", "success")
            .AddJson("info", BrowserAnswer.Json(InfoOf(found.Value, caller)))
            .AddJson("order", order)
            .AddJson("cards", await offer.CardsAsync(found.Value.Opened, http.RequestAborted))
            .AddJson("pay", BrowserAnswer.Json(browserWallets.ForPages(found.Value.Merchant, found.Value.Opened?.Order, found.Value.Amount, showsSheets: false))));
    }

    private async ValueTask<ProtocolReply> FeeAsync(MemberSet members, HttpContext http)
    {
        var found = await FindAsync(members, CallerOf(members, http));
        if (!found.Succeeded)
            return found.Error;
        if (found.Value.Amount is not { } amount)
            return GatewayError.Missing("amount");
        var settings = found.Value.Merchant.Settings;
        var bin = members.Text("card_bin");
        if (found.Value.Opened is { } opened && members.Text("hash") is { } hash)
            bin = (await savedCards.FindAsync(opened.Order, settings, hash, cvv: null, http.RequestAborted))?.Number.Prefix;
        var quote = found.Value.Opened?.Order is { } order
            ? Quote.Of(order, settings, bin, members.Text("promocode"))
            : Quote.Of(amount, settings, bin, members.Text("promocode"));
        var price = CheckoutPrice.Of(quote, settings);
        return Unsigned(new ResponseMembers()
            .Add("response_status", "success")
            .AddJson("discount_percent", price.DiscountPercent)
            .AddNumber("discount_amount", quote.Discount)
            .AddNumber("fee_amount", quote.ClientFee)
            .AddNumber("total_amount", quote.Total.Minor)
            .Add("message", "")
            .Add("cvv2_requirement", settings.Cvv2Requirement));
    }

    /// <summary>A page that asked for the fee says what it was told: the payer is charged what he saw, or nothing. Without that no fee applies, as in direct payment.</summary>
    private static GatewayError? ReadQuote(MemberSet members, OpenedOrder opened, string? bin, out Quote? quote)
    {
        quote = null;
        if (members.Text("total_amount") is not { } seen)
            return null;
        quote = Quote.Of(opened.Order, opened.Merchant.Settings, bin, members.Text("promocode"));
        if (quote.Use is PromocodeUse.Unknown or PromocodeUse.OtherCard)
            return GatewayError.Incorrect("promocode");
        return seen == Text(quote.Total) ? null : new GatewayError(InvalidAmount);
    }

    /// <summary>The wallets that can pay, as libraries for pages take them. They show the total that the page was told before, where it asked.</summary>
    private async ValueTask<ProtocolReply> MethodsAsync(MemberSet members, HttpContext http)
    {
        var found = await FindAsync(members, CallerOf(members, http), UnitOf(members));
        if (!found.Succeeded)
            return found.Error;
        var (merchant, opened, amount) = found.Value;
        if (members.Text("total_amount") is { } seen && amount is { } price)
        {
            var quote = opened is null ? Quote.Of(price, merchant.Settings, bin: null, members.Text("promocode")) : Quote.Of(opened.Order, merchant.Settings, bin: null, members.Text("promocode"));
            if (seen != Text(quote.Total))
                return new GatewayError(InvalidAmount);
            amount = quote.Total;
        }
        return Unsigned(browserWallets.ForPages(merchant, opened?.Order, amount, showsSheets: members.Text("sheets") == "Y").Add("response_status", "success"));
    }

    /// <summary>What Apple's part of the payer's browser needs before it shows the wallet on a page of the shop's own. Apple must know the shop's host.</summary>
    private async ValueTask<ProtocolReply> OpenAppleAsync(MemberSet members, HttpContext http)
    {
        var caller = CallerOf(members, http);
        var found = await FindAsync(members, caller);
        if (!found.Succeeded)
            return found.Error;
        if (!Uri.TryCreate(caller.ShopOrigin, UriKind.Absolute, out var shop))
            return NotFromHere();
        return await apple.OpenAsync(found.Value.Merchant, members.Text("url"), shop.Host, http.RequestAborted) is { } session
            ? Unsigned(new ResponseMembers(capacity: 2).Add("response_status", "success").AddJson("data", session))
            : new GatewayError(NoPaymentSystem, Explanation: "Apple Pay is not set up for this merchant, or Apple did not answer");
    }

    /// <param name="Opened">Null where only the merchant is known.</param>
    private sealed record Found(Merchant Merchant, OpenedOrder? Opened, Money? Amount);

    private async ValueTask<Result<Found>> FindAsync(MemberSet members, BrowserCaller caller, AmountUnit? unit = null)
    {
        if (members.Text("token") is not null)
        {
            var opened = await OpenAsync(members, caller);
            return opened.Succeeded ? new Found(opened.Value.Merchant, opened.Value, opened.Value.Order.Terms.Amount) : opened.Error;
        }
        var request = new ProtocolRequest { Format = WireFormat.Json, Version = MessageVersion.V101, Members = members };
        if (Protocol.Members.MemberCheck.ReadMerchantId(request, out var merchantId) is { } unnamed)
            return unnamed;
        if (merchants.Find(merchantId) is not { } merchant)
            return GatewayError.UnknownMerchant;
        if (!origins.MayAsk(merchant, caller.ShopOrigin))
            return NotFromHere();
        Money? amount = null;
        if (members.Text("amount") is { } text && Currency.Find(members.Text("currency") ?? "") is { } currency)
        {
            if (UnsignedRequest.ReadAmount(ref text, members, unit ?? new AmountUnit.Minor()) is { } wrong)
                return wrong;
            if (!Protocol.Members.MemberValue.TryReadInteger(text, 12, out var minor))
                return GatewayError.Incorrect("amount", "it is in minor units");
            amount = new Money(minor, currency);
        }
        return new Found(merchant, null, amount);
    }

    private async ValueTask<Result<OpenedOrder>> OpenAsync(MemberSet members, BrowserCaller caller)
    {
        if (await views.OpenAsync(members.Text("token"), caller.Http.RequestAborted) is not { } opened)
            return new GatewayError(TokenNotFound);
        return origins.MayAsk(opened.Merchant, caller.ShopOrigin) ? opened : NotFromHere();
    }

    private static GatewayError NotFromHere() => new(NotAllowed, Explanation: "the page that asks is on none of the merchant's shop_origins");

    private BrowserCaller CallerOf(MemberSet members, HttpContext http) =>
        new(http, address.Of(http.Request), origins.Of(http.Request), members.Text("lang")?.ToLowerInvariant(), members.Text("action"));

    /// <summary>
    /// Our own library leads the payer to the issuer inside a page of ours, published bundles outside of it: they name the call that
    /// goes on afterwards. An app has no frame at all; its payer is led in the old form, which it knows.
    /// </summary>
    private PayerContext PayerOf(OpenedOrder opened, MemberSet members, BrowserCaller caller)
    {
        var (url, token) = (caller.PublicUrl, opened.Token);
        var returnUrl = $"{url}{BrowserFrames.ReturnPath}?token={token}";
        if (caller.ShopOrigin is { } origin)
            returnUrl = long.TryParse(members.Text("uid"), NumberStyles.None, CultureInfo.InvariantCulture, out var uid)
                ? string.Create(CultureInfo.InvariantCulture, $"{returnUrl}&uid={uid}&shop={Uri.EscapeDataString(origin)}")
                : $"{url}/checkout/3ds?token={token}";
        return new PayerContext(
            address.ClientIpOf(caller.Http.Request), url, returnUrl, $"{url}/checkout/method-done?token={token}", IsAtShop: caller.ShopOrigin is null)
        {
            ChallengeWindowSize = PayerScreen.WindowOf(caller.Http.Request),
        };
    }

    private ResponseMembers InfoOf(Found found, BrowserCaller caller)
    {
        var (merchant, order) = (found.Merchant, found.Opened?.Order);
        var info = new ResponseMembers(capacity: 24).Add("lang", BrowserAnswer.LanguageOf(caller, order));
        offer.AddTabs(info, order, isApp: caller.ShopOrigin is null);
        return info
            .AddJson("validate_expdate", options.IsSandbox ? "false" : "true")
            .AddJson("checkout_email_required", "false")
            .AddJson("client_fee", "false")
            .AddJson("istest", options.IsSandbox ? "true" : "false")
            .AddJson("customer_required_data", "[]")
            .AddJson("merchant", BrowserAnswer.Json(new ResponseMembers()
                .Add("localized_name", merchant.Name)
                .Add("logo_url", merchant.Settings.LogoUrl)))
            .AddJson("order", BrowserAnswer.Json(new ResponseMembers()
                .Add("order_desc", order?.Terms.Description)
                .Add("cancel_url", order?.Terms.CancelUrl)));
    }

    /// <summary>Major units, or the unit that the amount which the page announced before tells.</summary>
    private static AmountUnit UnitOf(MemberSet members) => members.Text("announced_amount") is { } announced ? new AmountUnit.Announced(announced) : new AmountUnit.Major();

    private static string Text(Money money) => money.Minor.ToString(CultureInfo.InvariantCulture);

    private static ProtocolReply.Success Unsigned(ResponseMembers members) => new(members, AnswerSignature.Never);
}
