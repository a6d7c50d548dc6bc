using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Tetri.Cards;
using Tetri.Connectors;
using Tetri.Merchants;
using Tetri.Payments;
using Tetri.Protocol;
using Tetri.Protocol.Errors;
using Tetri.Store;

namespace Tetri.Checkout;

/// <summary>What the page calls. Every answer holds the whole view, so the page never has to guess.</summary>
internal sealed class CheckoutApi(
    CheckoutViews views, SavedCards savedCards, KnownMerchants merchants, Purchase purchase, ThreeDSecure threeDSecure, VerifyCode verifyCode, CardForm cards, Wallets wallets, AppleMerchantSession apple,
    PayByBank payByBank, OfferedBanks banks, BankRedirect redirect, PublicAddress address)
{
    private const int MostBodyBytes = 24 * 1024;
    private const int InvalidCardNumber = 1015;
    private const int ParameterIncorrect = 1007;
    private const int InvalidAmount = 1023;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/checkout/view", ViewAsync);
        routes.MapPost("/checkout/card/forget", ForgetCardAsync);
        routes.MapPost("/checkout/fee", FeeAsync);
        routes.MapPost("/checkout/pay", PayAsync);
        routes.MapPost("/checkout/method", MethodEndedAsync);
        routes.MapPost("/checkout/abandon", AbandonAsync);
        routes.MapPost("/checkout/code", TypeCodeAsync);
        routes.MapPost("/checkout/wallet/session", OpenAppleAsync);
        routes.MapPost("/checkout/bank", ChooseBankAsync);
        routes.MapPost("/checkout/bank/leave", LeaveBankAsync);
    }

    private async Task ViewAsync(HttpContext http)
    {
        var opened = await views.OpenAsync(http.Request.Query["token"], http.RequestAborted);
        await AnswerAsync(http, opened, PayerCookie.Read(http.Request));
    }

    private async Task PayAsync(HttpContext http)
    {
        if (await ReadAsync(http, CheckoutJson.Default.PayRequest) is not { } request)
            return;
        var opened = await views.OpenAsync(request.Token, http.RequestAborted);
        if (opened is null)
        {
            await AnswerAsync(http, null, null);
            return;
        }
        var container = request.Container is null ? null : WalletContainer.Read(request.Container);
        var (card, wrong) = request.Container is null
            ? await cards.ReadAsync(opened, request.Hash, request.CardNumber, request.ExpiryDate, request.Cvv2, http.RequestAborted)
            : (null, container is null ? new CheckoutError(ParameterIncorrect) : null);
        if (wrong is not null)
        {
            await AnswerAsync(http, opened, PayerCookie.Read(http.Request), wrong);
            return;
        }

        if (!CheckoutSchedule.TryRead(opened.Order, request.Schedule, out var schedule))
        {
            await AnswerAsync(http, opened, PayerCookie.Read(http.Request), new CheckoutError(ParameterIncorrect));
            return;
        }

        if (!AskedFields.TryRead(opened.Order, request.Extras, out var answers))
        {
            await AnswerAsync(http, opened, PayerCookie.Read(http.Request), new CheckoutError(ParameterIncorrect));
            return;
        }

        var quote = Quote.Of(opened.Order, opened.Merchant.Settings, card?.Number.Prefix, request.Promocode);
        if (RefusalOf(quote, request.TotalAmount) is { } other)
        {
            await AnswerAsync(http, opened, PayerCookie.Read(http.Request), other, quote);
            return;
        }

        if (container is not null)
        {
            var inWallet = await wallets.OpenAsync(opened.Merchant.Settings, container, quote.Total, http.RequestAborted);
            if (!inWallet.Succeeded)
            {
                await AnswerAsync(http, opened, PayerCookie.Read(http.Request), new CheckoutError(inWallet.Error.Code));
                return;
            }
            card = inWallet.Value;
        }

        var choice = new PayerChoice
        {
            Schedule = schedule,
            Answers = answers,
            Quote = quote,
            KeepsCardFor = request is { SaveCard: true, Hash: null, Container: null } ? SavedCards.PayerOf(opened.Order, opened.Merchant.Settings) : null,
        };
        var result = await purchase.RunAsync(opened.Order, opened.Merchant, card!, Payer(http, opened.Token), choice);
        if (!result.Succeeded)
        {
            if (result.Error.IsBusy)
            {
                Busy(http);
                return;
            }
            var field = result.Error.Code == InvalidCardNumber ? "cardNumber" : null;
            var current = await views.OpenAsync(request.Token, http.RequestAborted);
            await AnswerAsync(http, current, PayerCookie.Read(http.Request), new CheckoutError(result.Error.Code, field));
            return;
        }
        var payer = Carry(http, result.Value);
        await AnswerAsync(http, opened with { Order = result.Value.Order }, payer);
    }

    /// <summary>A payer is charged what he saw, or nothing.</summary>
    private static CheckoutError? RefusalOf(Quote quote, string? seenTotal)
    {
        if (quote.Use is PromocodeUse.Unknown or PromocodeUse.OtherCard)
            return new CheckoutError(ParameterIncorrect, "promocode");
        return seenTotal is not null && seenTotal != quote.Total.Minor.ToString(CultureInfo.InvariantCulture) ? new CheckoutError(InvalidAmount) : null;
    }

    /// <summary>What the order costs with a card and a promocode. Nothing is kept.</summary>
    private async Task FeeAsync(HttpContext http)
    {
        if (await ReadAsync(http, CheckoutJson.Default.FeeRequest) is not { } request)
            return;
        if (await QuoteAsync(request, http.RequestAborted) is not { } price)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(price, CheckoutJson.Default.PriceView, cancellationToken: http.RequestAborted);
    }

    /// <summary>Null: there is no such order, or nothing that could be one.</summary>
    private async ValueTask<PriceView?> QuoteAsync(FeeRequest request, CancellationToken cancellation)
    {
        var bin = request.CardBin is { Length: >= 6 and <= 19 } digits && digits.All(char.IsAsciiDigit) ? digits : null;
        if (request.Token is not null)
        {
            if (await views.OpenAsync(request.Token, cancellation) is not { Merchant.Settings: var settings } opened)
                return null;
            if (request.Hash is { } hash)
                bin = (await savedCards.FindAsync(opened.Order, settings, hash, cvv: null, cancellation))?.Number.Prefix;
            return CheckoutPrice.Of(Quote.Of(opened.Order, settings, bin, request.Promocode), settings);
        }
        return merchants.Find(request.MerchantId ?? 0) is { } merchant && Currency.Find(request.Currency ?? "") is { } currency &&
            request.Amount is { Length: <= 12 } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
            ? CheckoutPrice.Of(Quote.Of(new Money(amount, currency), merchant.Settings, bin, request.Promocode), merchant.Settings)
            : null;
    }

    private async Task TypeCodeAsync(HttpContext http)
    {
        if (await ReadAsync(http, CheckoutJson.Default.CodeRequest) is not { } request)
            return;
        var opened = await views.OpenAsync(request.Token, http.RequestAborted);
        if (opened is null)
        {
            await AnswerAsync(http, null, null);
            return;
        }
        var result = await verifyCode.RunAsync(opened.Order, request.Code ?? "");
        if (!result.Succeeded && result.Error.IsBusy)
            Busy(http);
        else if (!result.Succeeded)
            await AnswerAsync(http, opened, null, new CheckoutError(result.Error.Code, "code"));
        else
            await AnswerAsync(http, opened with { Order = result.Value }, null);
    }

    private async Task ChooseBankAsync(HttpContext http)
    {
        if (await ReadAsync(http, CheckoutJson.Default.BankRequest) is not { } request)
            return;
        var opened = await views.OpenAsync(request.Token, http.RequestAborted);
        if (opened is null)
        {
            await AnswerAsync(http, null, null);
            return;
        }
        if (!AskedFields.TryRead(opened.Order, request.Extras, out var answers))
        {
            await AnswerAsync(http, opened, null, new CheckoutError(ParameterIncorrect));
            return;
        }
        var quote = Quote.Of(opened.Order, opened.Merchant.Settings, bin: null, request.Promocode);
        if (RefusalOf(quote, request.TotalAmount) is { } other)
        {
            await AnswerAsync(http, opened, null, other, quote);
            return;
        }
        var bank = banks.Find(opened.Order.Terms, request.System, request.Method);
        var result = await payByBank.StartAsync(opened.Order, opened.Merchant, bank, redirect.Payer(http.Request, opened.Token), quote, answers);
        if (!result.Succeeded && result.Error.IsBusy)
            Busy(http);
        else if (!result.Succeeded)
            await AnswerAsync(http, await views.OpenAsync(request.Token, http.RequestAborted), null, new CheckoutError(result.Error.Code));
        else
            await AnswerAsync(http, opened with { Order = result.Value }, null);
    }

    /// <summary>What Apple's part of the payer's browser needs before it shows the wallet.</summary>
    private async Task OpenAppleAsync(HttpContext http)
    {
        if (await ReadAsync(http, CheckoutJson.Default.AppleRequest) is not { } request)
            return;
        var opened = await views.OpenAsync(request.Token, http.RequestAborted);
        if ((opened?.Merchant ?? merchants.Find(request.MerchantId ?? 0)) is not { } merchant ||
            await apple.OpenAsync(merchant, request.Url, host: null, http.RequestAborted) is not { } session)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.WriteAsync(session, http.RequestAborted);
    }

    private async Task LeaveBankAsync(HttpContext http)
    {
        if (await ReadAsync(http, CheckoutJson.Default.BankRequest) is not { } request)
            return;
        var opened = await views.OpenAsync(request.Token, http.RequestAborted);
        await AnswerAsync(http, opened is null ? null : opened with { Order = await payByBank.LeaveAsync(opened.Order) }, null);
    }

    private Task MethodEndedAsync(HttpContext http) => StepAsync(http, async (opened, reference) =>
        await threeDSecure.ContinueAsync(
            opened.Order, opened.Merchant, reference, new ThreeDSecureProof.MethodEnded(Completed: true), Payer(http, opened.Token)));

    private Task AbandonAsync(HttpContext http) => StepAsync(http, async (opened, reference) =>
        new PaymentStep(await threeDSecure.AbandonAsync(opened.Order, reference), null));

    private async Task StepAsync(HttpContext http, Func<OpenedOrder, PayerReference, ValueTask<PaymentStep>> step)
    {
        if (await ReadAsync(http, CheckoutJson.Default.TransactionRequest) is not { } request)
            return;
        var opened = await views.OpenAsync(request.Token, http.RequestAborted);
        if (opened is null || PayerReference.Read(request.Transaction) is not { } reference)
        {
            await AnswerAsync(http, opened, null, opened is null ? null : new CheckoutError(ParameterIncorrect));
            return;
        }
        var after = await step(opened, reference);
        await AnswerAsync(http, opened with { Order = after.Order }, reference);
    }

    private async Task ForgetCardAsync(HttpContext http)
    {
        if (await ReadAsync(http, CheckoutJson.Default.ForgetCardRequest) is not { } request)
            return;
        var opened = await views.OpenAsync(request.Token, http.RequestAborted);
        if (opened is not null && await savedCards.ForgetAsync(opened.Order, opened.Merchant.Settings, request.Hash ?? "", http.RequestAborted) == WriteOutcome.QueueFull)
            Busy(http);
        else
            await AnswerAsync(http, opened, PayerCookie.Read(http.Request));
    }

    private PayerContext Payer(HttpContext http, string token)
    {
        var url = address.Of(http.Request);
        return new PayerContext(address.ClientIpOf(http.Request), url, $"{url}/checkout/3ds?token={token}", $"{url}/checkout/method-done?token={token}")
        {
            ChallengeWindowSize = PayerScreen.WindowOf(http.Request),
        };
    }

    /// <summary>Leaves the payer's key with the payer's browser while a 3-D Secure step is before him.</summary>
    private static PayerReference? Carry(HttpContext http, PaymentStep step)
    {
        if (step.PayerKey is null || step.Order.OpenTransactionId is not { } transactionId)
            return PayerCookie.Read(http.Request);
        var reference = new PayerReference(transactionId, step.PayerKey);
        PayerCookie.Write(http, reference);
        return reference;
    }

    private async Task AnswerAsync(HttpContext http, OpenedOrder? opened, PayerReference? payer, CheckoutError? error = null, Quote? quote = null)
    {
        var answer = new CheckoutAnswer(await views.ShowAsync(opened, payer, http.RequestAborted, quote), error);
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(answer, CheckoutJson.Default.CheckoutAnswer, cancellationToken: http.RequestAborted);
    }

    private static void Busy(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = "1";
    }

    private static async ValueTask<T?> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type)
        where T : class
    {
        // Only JSON: a form of another site can't send it without asking first (CORS).
        if (!http.Request.HasJsonContentType())
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return null;
        }
        if (http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bound)
            bound.MaxRequestBodySize = MostBodyBytes;
        try
        {
            if (await http.Request.ReadFromJsonAsync(type, http.RequestAborted) is { } request)
                return request;
        }
        catch (System.Text.Json.JsonException)
        {
            // Answered below.
        }
        catch (BadHttpRequestException error)
        {
            // The rest of the body is not read, so nothing can follow it on this connection.
            http.Response.Headers.Connection = "close";
            http.Response.StatusCode = error.StatusCode;
            return null;
        }
        catch (InvalidOperationException)
        {
            // The content type names a character set that nobody knows.
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return null;
        }
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return null;
    }
}
