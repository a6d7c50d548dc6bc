using Tetri.Connectors;
using Tetri.Payments;
using Tetri.Protocol;
using Tetri.Store;

namespace Tetri.Checkout;

/// <summary>
/// The pages inside the checkout page's frames: they post to the issuer from our own origin, so the policy of the page around
/// them needs no other, and take what the issuer sends back.
/// </summary>
internal sealed class ThreeDSecureFrames(CheckoutViews views, GatewayStore store, ThreeDSecure threeDSecure, HandOverPage handOver, PublicAddress address, TimeProvider time)
{
    private const int MostFormBytes = 128 * 1024;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/checkout/method", OpenMethodAsync);
        routes.MapPost("/checkout/method-done", MethodDoneAsync);
        routes.MapGet("/checkout/challenge", OpenChallengeAsync);
        routes.MapPost("/checkout/3ds", ReturnAsync);
    }

    private Task OpenMethodAsync(HttpContext http) =>
        OpenAsync(http, isMethod: true, (step, _) => [new("threeDSMethodData", step.MethodData ?? "")]);

    private Task OpenChallengeAsync(HttpContext http) => OpenAsync(http, isMethod: false, ThreeDSecure.ChallengeForm);

    private async Task OpenAsync(
        HttpContext http, bool isMethod, Func<Cards.ThreeDSecureStep, PayerReference, IEnumerable<KeyValuePair<string, string>>> form)
    {
        var opened = await views.OpenAsync(http.Request.Query["token"], http.RequestAborted);
        var reference = PayerReference.Read(http.Request.Query["transaction"]);
        if (opened is null || reference is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var session = await store.FindCardSessionAsync(opened.Order.MerchantId, reference.Value.TransactionId, time.GetUtcNow(), http.RequestAborted);
        if (session is null || session.PaymentId != opened.Order.PaymentId || session.Step.IsMethod != isMethod)
        {
            // The step is over; the page around the frame asks for the order and goes on from there.
            await handOver.TellAsync(http, opened, isMethod ? "method-done" : "challenge-done", reference.ToString()!, PageUrl(opened));
            return;
        }
        await handOver.SubmitAsync(http, opened, session.Step.Url, form(session.Step, reference.Value));
    }

    /// <summary>The hidden frame comes back here from the issuer; the page around it goes on.</summary>
    private async Task MethodDoneAsync(HttpContext http)
    {
        var opened = await views.OpenAsync(http.Request.Query["token"], http.RequestAborted);
        if (opened is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        await handOver.TellAsync(http, opened, "method-done", opened.Order.OpenTransactionId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "", PageUrl(opened));
    }

    private async Task ReturnAsync(HttpContext http)
    {
        if (await TakeReturnAsync(http) is { } opened)
            await handOver.TellAsync(http, opened, "challenge-done", "", PageUrl(opened));
    }

    /// <summary>The issuer sends the payer back: PaRes and MD, or cres and threeDSSessionData. Null when that was refused.</summary>
    public async ValueTask<OpenedOrder?> TakeReturnAsync(HttpContext http)
    {
        var opened = await views.OpenAsync(http.Request.Query["token"], http.RequestAborted);
        if (opened is null || !http.Request.HasFormContentType)
        {
            http.Response.StatusCode = opened is null ? StatusCodes.Status404NotFound : StatusCodes.Status415UnsupportedMediaType;
            return null;
        }
        if (http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bound)
            bound.MaxRequestBodySize = MostFormBytes;
        if (await ReadFormAsync(http) is not { } form)
            return null;
        ThreeDSecureProof? proof = form["PaRes"].ToString() is { Length: > 0 } paRes ? new ThreeDSecureProof.PaRes(paRes)
            : form["cres"].ToString() is { Length: > 0 } response ? new ThreeDSecureProof.ChallengeResponse(response)
            : null;
        var reference = PayerReference.Read(form["MD"]) ?? PayerReference.Read(SessionData(form["threeDSSessionData"]))
            ?? (opened.Order.OpenTransactionId is { } open ? new PayerReference(open, null) : null);
        if (proof is null || reference is not { } known)
            return opened;
        var url = address.Of(http.Request);
        var after = await threeDSecure.ContinueAsync(
            opened.Order, opened.Merchant, known, proof,
            new PayerContext(null, url, $"{url}/checkout/3ds?token={opened.Token}", $"{url}/checkout/method-done?token={opened.Token}"));
        return opened with { Order = after.Order };
    }

    private static async ValueTask<IFormCollection?> ReadFormAsync(HttpContext http)
    {
        try
        {
            return await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or BadHttpRequestException)
        {
            // Too many fields, too long a body, a boundary that is missing: the issuer sends none of these.
            http.Response.Headers.Connection = "close";
            http.Response.StatusCode = problem is BadHttpRequestException refused ? refused.StatusCode : StatusCodes.Status400BadRequest;
            return null;
        }
    }

    private static string PageUrl(OpenedOrder opened) => CheckoutPage.PathOf(opened.Merchant, opened.Token);

    private static string? SessionData(string? encoded)
    {
        Span<byte> text = stackalloc byte[128];
        return encoded is { Length: > 0 and <= 160 } &&
            System.Buffers.Text.Base64Url.DecodeFromChars(encoded, text, out _, out var length) == System.Buffers.OperationStatus.Done
            ? System.Text.Encoding.ASCII.GetString(text[..length])
            : null;
    }
}
