using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Extensions;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Protocol;

namespace Tetri.Checkout;

/// <summary>Takes the payer back to the shop with the order's final members, signed: by a form, or by a redirect with a query where the merchant wants that.</summary>
internal sealed partial class ShopReturn(CheckoutViews views, HandOverPage handOver, GatewayOptions options)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        // A published bundle posts the members here; what it says of them is not read.
        routes.MapMethods("/checkout/return", [HttpMethods.Get, HttpMethods.Post], ReturnAsync);
        routes.MapGet("/checkout/cancel", CancelAsync);
    }

    /// <summary>Null when the result stays on our page.</summary>
    public static string? TargetOf(Order order, Merchant merchant) => order.Terms.ResponseUrl ?? merchant.Settings.ResponseUrl;

    public static string Fill(string target, ResponseMembers members) =>
        Placeholder.Replace(target, place => Uri.EscapeDataString(members.Text(place.Groups[1].Value) ?? ""));

    private async Task ReturnAsync(HttpContext http)
    {
        var opened = await views.OpenAsync(http.Request.Query["token"], http.RequestAborted);
        if (opened is null)
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (opened.Order.IsOpen || TargetOf(opened.Order, opened.Merchant) is not { } target)
            http.Response.Redirect(CheckoutPage.PathOf(opened.Merchant, opened.Token));
        else
            await SendAsync(http, opened, target);
    }

    private async Task CancelAsync(HttpContext http)
    {
        var opened = await views.OpenAsync(http.Request.Query["token"], http.RequestAborted);
        if (opened?.Order.Terms.CancelUrl is { } target)
            await SendAsync(http, opened, target);
        else
            http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private async Task SendAsync(HttpContext http, OpenedOrder opened, string target)
    {
        var (_, order, merchant) = opened;
        var members = FinalResponse.Of(order, merchant, options.IsSandbox);
        var fields = ReturnFields.Of(members, order.Terms.Version, merchant, options.IsSandbox);
        var url = Fill(target, members);
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        if (merchant.Settings.ReturnMethod != "GET")
        {
            await handOver.SubmitAsync(http, opened, url, fields);
            return;
        }
        var query = new QueryBuilder(fields).ToString()[1..];
        var fragment = url.IndexOf('#', StringComparison.Ordinal);
        var (address, rest) = fragment < 0 ? (url, "") : (url[..fragment], url[fragment..]);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Redirect($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}{rest}");
    }

    /// <summary>A member's name in braces in the shop's address stands for the member's value.</summary>
    [GeneratedRegex(@"\{([a-z0-9_]{1,64})\}")]
    private static partial Regex Placeholder { get; }
}
