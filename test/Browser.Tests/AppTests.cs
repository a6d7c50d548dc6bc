using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace Tetri.Browser.Tests;

/// <summary>An app with a published library, which has no key and no page: it asks as that library does, and shows the issuer in a window of its own.</summary>
public sealed class AppTests(Stage stage) : BrowserTest(stage)
{
    [Theory]
    [InlineData("4444555566661111")]
    [InlineData("4444666655559999")]
    public async Task App_MakesItsOrder_LeadsThePayerThroughTheIssuer_AndAsksHowItEnded(string card)
    {
        using var app = new HttpClient { BaseAddress = Gateway, DefaultRequestHeaders = { { "User-Agent", "Android-SDK" }, { "SDK-OS", "android" }, { "SDK-Version", "1.17.2" } } };
        var orderId = $"app-{Guid.NewGuid():N}";
        var token = (await AskAsync(app, "token", new
        {
            order_id = orderId,
            merchant_id = $"{GatewayProcess.MerchantId}",
            order_desc = "Two books",
            amount = "10025",
            currency = "GEL",
            merchant_data = "[]",
            preauth = "N",
            required_rectoken = "N",
            verification = "N",
            verification_type = "amount",
            response_url = "http://callback",
            delayed = "Y",
        })).GetProperty("token").GetString();
        var step = await AskAsync(app, "ajax", new { card_number = card, cvv2 = "123", expiry_date = "1234", payment_system = "card", token, email = "payer@shop.example" });

        var window = await (await NewProfileAsync()).NewPageAsync();
        var back = window.WaitForRequestAsync(request => request.Url.StartsWith($"{Gateway}api/checkout?token=", StringComparison.Ordinal));
        var fields = string.Concat(step.GetProperty("send_data").EnumerateObject().Select(field => $"<input name='{field.Name}' value='{System.Net.WebUtility.HtmlEncode(field.Value.GetString())}'>"));
        await window.GotoAsync(new Uri(Shop.Address, Shop.Put($"<!doctype html><link rel=icon href=data:,><title>Window</title><form method=post action='{step.GetProperty("url").GetString()}'>{fields}</form><script>document.forms[0].submit()</script>")).AbsoluteUri);
        await window.Locator("#submit__button").ClickAsync();
        await back;

        var order = await AskAsync(app, "merchant/order", new { token });
        Assert.Equal("approved", order.GetProperty("order_data").GetProperty("order_status").GetString());
        Assert.StartsWith("http://callback", order.GetProperty("response_url").GetString(), StringComparison.Ordinal);
        Assert.Equal((1, 0), await Shop.MoneyAsync(new PlacedOrder(orderId, "", "")));
    }

    private static async Task<JsonElement> AskAsync(HttpClient app, string call, object request)
    {
        using var answer = await app.PostAsJsonAsync($"/api/checkout/{call}", new { request });
        var response = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("response");
        Assert.True(response.GetProperty("response_status").GetString() == "success", response.ToString());
        return response;
    }
}
