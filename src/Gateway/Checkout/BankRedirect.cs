using Tetri.Connectors;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Protocol;

namespace Tetri.Checkout;

/// <summary>
/// Takes the payer to his bank and back. The link to the bank is one of ours, so that it can be given out before the payment is opened there, and works again after
/// a decline. Reading it begins nothing: messengers look at every link that they show.
/// </summary>
internal sealed class BankRedirect(CheckoutViews views, PayByBank payByBank, OfferedBanks banks, HandOverPage handOver, PublicAddress address)
{
    private const string QrCodePath = "/checkout/bank/qr.svg";

    public static string UrlOf(string publicUrl, ReadOnlySpan<char> token) => $"{publicUrl}/checkout/bank?token={token}";

    /// <summary>The same link as a picture for the payer's phone.</summary>
    public static string QrCodeUrlOf(string publicUrl, ReadOnlySpan<char> token) => $"{publicUrl}{QrCodePath}?token={token}";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/checkout/bank", FollowAsync);
        routes.MapPost("/checkout/bank/open", OpenAsync);
        routes.MapGet(QrCodePath, QrCodeAsync);
        routes.MapGet("/checkout/bank/return", ReturnAsync);
    }

    public BankPayer Payer(HttpRequest request, string token)
    {
        var url = address.Of(request);
        return new BankPayer(address.ClientIpOf(request), url, $"{url}/checkout/bank/return?token={token}");
    }

    /// <summary>On to the bank where a payment is open there; where the order names the bank, the payer's browser opens it; else to the page.</summary>
    private async Task FollowAsync(HttpContext http)
    {
        if (await views.OpenAsync(http.Request.Query["token"], http.RequestAborted) is not { } opened)
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (NamedBank(opened.Order) is null)
            GoOn(http, opened);
        else
            await handOver.SubmitAsync(http, opened, $"/checkout/bank/open?token={opened.Token}", []);
    }

    private async Task OpenAsync(HttpContext http)
    {
        if (await views.OpenAsync(http.Request.Query["token"], http.RequestAborted) is not { } opened)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var order = opened.Order;
        if (NamedBank(order) is { } bank)
        {
            var started = await payByBank.StartAsync(
                order, opened.Merchant, bank, Payer(http.Request, opened.Token), Quote.Of(order, opened.Merchant.Settings, bin: null, promocode: null));
            if (!started.Succeeded && started.Error.IsBusy)
            {
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                http.Response.Headers.RetryAfter = "1";
                return;
            }
            order = started.Succeeded ? started.Value : order;
        }
        GoOn(http, opened with { Order = order });
    }

    /// <summary>Where the order's next payment is to be opened without a choice; null where one is open, or there is a choice.</summary>
    private Bank? NamedBank(Order order) => order is { IsOpen: true, Payment.BankUrl: null } ? banks.NamedBy(order.Terms) : null;

    private static void GoOn(HttpContext http, OpenedOrder opened) =>
        GoTo(http, opened.Order.Payment.BankUrl ?? CheckoutPage.PathOf(opened.Merchant, opened.Token));

    /// <summary>The link for the payer's phone. It opens only what the token opens, so nothing is looked up to draw it.</summary>
    private Task QrCodeAsync(HttpContext http)
    {
        if (!CheckoutToken.TryRead(http.Request.Query["token"], out _, out _))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        http.Response.ContentType = "image/svg+xml";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return http.Response.WriteAsync(QrPicture.Of(UrlOf(address.Of(http.Request), http.Request.Query["token"].ToString())), http.RequestAborted);
    }

    /// <summary>The payer is back; what he decided the bank is asked, whatever his browser says.</summary>
    private async Task ReturnAsync(HttpContext http)
    {
        if (await views.OpenAsync(http.Request.Query["token"], http.RequestAborted) is not { } opened)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        await payByBank.AskAsync(opened.Order);
        GoTo(http, CheckoutPage.PathOf(opened.Merchant, opened.Token));
    }

    private static void GoTo(HttpContext http, string url)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Redirect(url);
    }
}
