using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Tetri.Tests.Demo;

/// <summary>Somebody who buys in the demo shop, without a browser.</summary>
internal sealed partial class DemoVisitor(HttpClient client)
{
    public const string Approves = "4444555511116666";

    /// <summary>Orders, and pays at the checkout page; gives the checkout token.</summary>
    public async Task<string> PayAsync(string choices, string card = Approves)
    {
        var page = await OrderAsync(choices);
        var token = Token().Match(page).Groups[1].Value;
        Assert.NotEmpty(token);
        using var paid = await client.PostAsync("/checkout/pay", new StringContent(
            $$"""{"token":"{{token}}","cardNumber":"{{card}}","expiryDate":"1230","cvv2":"123"}""", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.OK, paid.StatusCode);
        return token;
    }

    /// <summary>Presses Pay in the shop; gives the order's page.</summary>
    public async Task<string> OrderAsync(string choices)
    {
        using var answer = await client.PostAsync("/demo/pay", new StringContent(choices, Encoding.UTF8, "application/x-www-form-urlencoded"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return await client.GetStringAsync(answer.Headers.Location);
    }

    /// <summary>Goes back to the shop as the payer's browser does: posts the form of the hand-over page.</summary>
    public async Task ReturnAsync(string token)
    {
        var page = await client.GetStringAsync($"/checkout/return?token={token}");
        var fields = Hidden().Matches(page).Select(field => new KeyValuePair<string, string>(field.Groups[1].Value, WebUtility.HtmlDecode(field.Groups[2].Value)));
        using var answer = await client.PostAsync(WebUtility.HtmlDecode(Action().Match(page).Groups[1].Value), new FormUrlEncodedContent(fields));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    public Task<string> NewsAsync(string orderId) => client.GetStringAsync($"/demo/orders/{orderId}/news");

    public async Task<string> WaitForNewsAsync(string orderId, string text)
    {
        var news = "";
        for (var i = 0; i < 100; i++)
        {
            news = await NewsAsync(orderId);
            if (news.Contains(text, StringComparison.Ordinal))
                return news;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
        Assert.Fail($"'{text}' did not come within ten seconds: {news}");
        return news;
    }

    [GeneratedRegex("id=\"go\"[^>]*token=([0-9a-f]+)")]
    private static partial Regex Token();

    [GeneratedRegex("""<input type="hidden" name="([^"]*)" value="([^"]*)">""")]
    private static partial Regex Hidden();

    [GeneratedRegex("action=\"([^\"]*)\"")]
    private static partial Regex Action();
}
