using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Protocol;
using Tetri.Protocol.Errors;
using Tetri.Protocol.Members;
using Tetri.Tests.Store;

namespace Tetri.Tests.Protocol;

public sealed class EndpointTests : IAsyncLifetime
{
    private static readonly string Signed = Given.SignedJson("test", Given.Order());

    private WebApplication _app = null!;
    private HttpClient _http = null!;
    private Func<ProtocolCall, ProtocolReply> _answer = Url;
    private GatewayOptions _options = new();

    private static Order Order => TestStore.Order("Order1");

    [Fact]
    public async Task PublishedRequest_IsAnsweredAndTheNoticeTellsOfTheFormerId()
    {
        foreach (var path in new[] { "/api/checkout/url", "/api/checkout/url/" })
        {
            using var response = await PostAsync(path, Given.SeedCreateOrder);

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("application/json; charset=UTF-8", response.Content.Headers.GetValues("Content-Type").Single());
            Assert.Equal("{\"response\":{\"response_status\":\"success\",\"checkout_url\":\"" + _http.BaseAddress!.GetLeftPart(UriPartial.Authority) + "/x\",\"payment_id\":\"805230052\"}}",
                await response.Content.ReadAsStringAsync());
            Assert.Contains("1396424", response.Headers.GetValues("X-Tetri-Notice").Single(), StringComparison.Ordinal);
            Assert.Matches("^[A-Za-z0-9]{13}$", response.Headers.GetValues("X-Request-Id").Single());
        }
    }

    [Fact]
    public async Task NodeClient_IsUnderstoodThoughItsHeaderIsNoMediaType()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/checkout/url/") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Signed)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "Content-type: application/json; charset=utf-8");
        request.Headers.TransferEncodingChunked = true;

        using var response = await _http.SendAsync(request);
        Assert.Contains("checkout_url", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_IsOkWithARequestIdInTheFormatOfTheRequest()
    {
        using var json = await PostAsync("/api/checkout/url", """{"request":{"merchant_id":1549901,"order_id":"1","order_desc":"x","currency":"GEL"}}""");
        Assert.Equal(HttpStatusCode.OK, json.StatusCode);
        var error = await ErrorAsync(json);
        Assert.Equal(("1008", "Parameter `amount` is mandatory"), (error.GetProperty("error_code").GetString(), error.GetProperty("error_message").GetString()));
        Assert.Equal(json.Headers.GetValues("X-Request-Id").Single(), error.GetProperty("request_id").GetString());

        using var form = await PostAsync("/api/checkout/url", "merchant_id=5", "application/x-www-form-urlencoded");
        Assert.StartsWith("response_status=failure&error_message=Merchant+not+found&error_code=1016&request_id=", await form.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var xml = await PostAsync("/api/checkout/url", "<request><merchant_id>5</merchant_id></request>", "application/xml");
        Assert.Contains("<error_code>1016</error_code>", await xml.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("application/xml; charset=UTF-8", xml.Content.Headers.GetValues("Content-Type").Single());
    }

    [Fact]
    public async Task WrongSignature_IsExplainedInTheSandboxOnly()
    {
        var wrong = Given.SignedJson("testcredit", Given.Order());

        using var sandbox = await PostAsync("/api/checkout/url", wrong);
        var message = (await ErrorAsync(sandbox)).GetProperty("error_message").GetString();
        Assert.StartsWith("Invalid signature signature: `", message, StringComparison.Ordinal);
        Assert.Contains("`**********|1000|GEL|1549901|Test payment|Order1`", message, StringComparison.Ordinal);
        Assert.Contains("credit key", message, StringComparison.Ordinal);

        await RestartAsync(new GatewayOptions { Mode = GatewayMode.Live });
        using var live = await PostAsync("/api/checkout/url", wrong);
        Assert.Equal("Invalid signature", (await ErrorAsync(live)).GetProperty("error_message").GetString());
        using var former = await PostAsync("/api/checkout/url", Given.SeedCreateOrder);
        Assert.Equal("1014", (await ErrorAsync(former)).GetProperty("error_code").GetString());
        Assert.False(former.Headers.Contains("X-Tetri-Notice"));
    }

    [Fact]
    public async Task WhatIsNoBusinessFailure_HasAStatusOfItsOwn()
    {
        using var unknown = await PostAsync("/api/get_pdf", Signed);
        Assert.Equal((HttpStatusCode.NotFound, "1100"), (unknown.StatusCode, await CodeAsync(unknown)));

        using var get = await _http.GetAsync(new Uri("/api/checkout/url", UriKind.Relative));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "1100", "POST"), (get.StatusCode, await CodeAsync(get), get.Content.Headers.Allow.Single()));

        using var large = await PostAsync("/api/checkout/url", new string(' ', Envelope.MaxBodyLength + 1));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "1005"), (large.StatusCode, await CodeAsync(large)));

        _answer = _ => throw new InvalidOperationException("a bug with a secret in it");
        using var bug = await PostAsync("/api/checkout/url", Signed);
        var body = await bug.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, bug.StatusCode);
        Assert.Contains("\"error_code\":\"1002\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);

        _answer = _ => GatewayError.Busy;
        using var busy = await PostAsync("/api/checkout/url", Signed);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "1002", "1"), (busy.StatusCode, await CodeAsync(busy), busy.Headers.GetValues("Retry-After").Single()));
    }

    [Fact]
    public async Task ChunkedBodyThatNeverEnds_IsCutOff()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/checkout/url") { Content = new ByteArrayContent(new byte[2 * Envelope.MaxBodyLength]) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TransferEncodingChunked = true;

        using var response = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task RefusedForm_IsAPageForThePayerInHisLanguage()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/checkout/redirect/")
        {
            Content = new StringContent("merchant_id=1549901&order_id=1&order_desc=%3Cscript%3E&amount=1&currency=GEL&signature=31c758a76a5dae87f087df171092684130a12bf3&response_url=https%3A%2F%2Fevil.example%2F", Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        request.Headers.AcceptLanguage.ParseAdd("xx, uk-UA;q=0.9, en;q=0.8");

        using var response = await _http.SendAsync(request);
        var page = await response.Content.ReadAsStringAsync();
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.GetValues("Content-Type").Single());
        Assert.Contains("<html lang=\"uk\">", page, StringComparison.Ordinal);
        Assert.Contains("2007 · ", page, StringComparison.Ordinal);
        Assert.Contains(response.Headers.GetValues("X-Request-Id").Single(), page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href", page, StringComparison.Ordinal);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; style-src 'nonce-", policy, StringComparison.Ordinal);
        Assert.Contains(policy.Split('\'')[3]["nonce-".Length..], page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ka", "de", "uk", "ka")]
    [InlineData("", "de", "uk", "de")]
    [InlineData("sv", "", "uk;q=0.5, ru;q=0.7", "ru")]
    [InlineData("", "zh_TW", "uk", "zh")]
    [InlineData("", "", "sv, zh-HK;q=0.9, en;q=0.8", "zh")]
    [InlineData("", "", "pt-BR, es-419;q=0.9, en;q=0.8", "es")]
    [InlineData("sv", "", "", "en")]
    public async Task PageLanguage_IsTheOrdersThenTheOneUsedLastThenTheBrowsers(string lang, string used, string accepted, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/checkout/redirect")
        {
            Content = new StringContent($"merchant_id=1&lang={lang}", Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        request.Headers.TryAddWithoutValidation("Accept-Language", accepted);
        request.Headers.TryAddWithoutValidation("Cookie", $"lang_s={used}");

        using var response = await _http.SendAsync(request);
        Assert.Contains($"<html lang=\"{expected}\">", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusalOfASignedForm_LeadsBackToTheShop()
    {
        _answer = call => new GatewayError(1013, "Order1") { MerchantId = call.Merchant.Id };
        var fields = new ResponseMembers().Add("response_url", "https://shop.example/?a=1&b=2");
        foreach (var (name, value) in Given.Order())
            fields.Add(name, value);

        using var response = await PostAsync("/api/checkout/redirect", FormText.Of(fields.Signed("test", explain: false).Set), "application/x-www-form-urlencoded");
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains("2004 · ", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://shop.example/?a=1&amp;b=2\">", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AcceptedForm_IsSentOn()
    {
        _answer = call => new ProtocolReply.Redirect($"{call.PublicUrl}/merchants/x");
        var fields = new ResponseMembers();
        foreach (var (name, value) in Given.Order())
            fields.Add(name, value);

        using var response = await PostAsync("/api/checkout/redirect", FormText.Of(fields.Signed("test", explain: false).Set), "application/x-www-form-urlencoded");
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.EndsWith("/merchants/x", response.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operation_LearnsHowWeAreReachedAndByWhom()
    {
        ProtocolCall? seen = null;
        _answer = call =>
        {
            seen = call;
            return Url(call);
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/checkout/url") { Content = new StringContent(Signed, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "pay.shop.example");
        request.Headers.Add("X-Forwarded-For", "6.6.6.6, 203.0.113.7, 127.0.0.1");
        request.Headers.Add("Idempotency-Key", "abc");
        using var response = await _http.SendAsync(request);

        Assert.Equal(("https://pay.shop.example", "203.0.113.7", "abc"), (seen!.PublicUrl, seen.ClientIp, seen.IdempotencyKey));
    }

    [Fact]
    public async Task ForgedHost_IsNotRepeated()
    {
        ProtocolCall? seen = null;
        _answer = call =>
        {
            seen = call;
            return Url(call);
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/checkout/url") { Content = new StringContent(Signed, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("X-Forwarded-Host", "evil.example/path?");
        using var response = await _http.SendAsync(request);

        Assert.Equal(_http.BaseAddress!.GetLeftPart(UriPartial.Authority), seen!.PublicUrl);
    }

    [Fact]
    public async Task ArrayThatBreaksOff_CanNotBeTakenForTheWhole()
    {
        _answer = _ => new ProtocolReply.Rows(RowsAsync(3, Task.CompletedTask));
        using var whole = await PostAsync("/api/checkout/url", Signed);
        Assert.Equal("""{"response":[{"n":"0"},{"n":"1"},{"n":"2"},{"n":"last"}]}""", await whole.Content.ReadAsStringAsync());

        _answer = _ => new ProtocolReply.Rows(RowsAsync(3, Task.FromException(new InvalidOperationException())));
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync("/api/checkout/url", Signed));
    }

    [Fact]
    public async Task LongArray_IsSentWhileItIsMade()
    {
        var rest = new TaskCompletionSource();
        _answer = _ => new ProtocolReply.Rows(RowsAsync(10_000, rest.Task));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/checkout/url") { Content = new StringContent(Signed, Encoding.UTF8, "application/json") };

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[64 * 1024]);
        rest.SetResult();

        using var reader = new StreamReader(body);
        Assert.EndsWith("""{"n":"last"}]}""", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ButtonLink_InLiveMode_NeedsTheMerchantsConsent()
    {
        await RestartAsync(new GatewayOptions { Mode = GatewayMode.Live });
        _answer = call => new ProtocolReply.Redirect($"https://page.example/{call.Request.Members.Text("amount")}");
        var button = """{"merchant_id":1549901,"amount":10.5,"currency":"GEL"}""";
        var link = new Uri($"/api/checkout?button={Uri.EscapeDataString(button)}", UriKind.Relative);

        using var refused = await _http.GetAsync(link);
        Assert.Contains("2021 · ", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        _app.Services.GetRequiredService<KnownMerchants>().Replace([Given.Shop with { Settings = new MerchantSettings { UnsignedOrders = true } }]);
        using var taken = await _http.GetAsync(link);
        Assert.Equal("https://page.example/1050", taken.Headers.Location!.ToString());
    }

    public ValueTask InitializeAsync() => new(RestartAsync(new GatewayOptions()));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private async Task RestartAsync(GatewayOptions options)
    {
        if (_app is not null)
            await DisposeAsync();
        _options = options;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_options).AddSingleton<KnownMerchants>().AddProtocol();
        _app = builder.Build();
        _app.Services.GetRequiredService<KnownMerchants>().Replace([Given.Shop, Given.OldShop]);
        _app.MapProtocol<Order>("checkout/url", Endpoints.CheckoutUrl, (_, _) => new(Order), (call, _) => _answer(call));
        _app.MapProtocol<Order>("checkout/redirect", Endpoints.CheckoutRedirect, (_, _) => new(Order), (call, _) => _answer(call));
        _app.MapButton((_, _) => new(Order), (call, _) => _answer(call));
        _app.UseUnknownApi();
        await _app.StartAsync();
#pragma warning disable CA2000 // The client owns and disposes its handler.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(_app.Urls.Single()) };
#pragma warning restore CA2000
    }

    private static async IAsyncEnumerable<ResponseMembers> RowsAsync(int count, Task beforeTheLast)
    {
        for (var n = 0; n < count; n++)
            yield return new ResponseMembers().Add("n", $"{n}");
        await beforeTheLast;
        yield return new ResponseMembers().Add("n", "last");
    }

    private static ProtocolReply.Success Url(ProtocolCall call) => new(
        new ResponseMembers().Add("response_status", "success").Add("checkout_url", call.PublicUrl + "/x").Add("payment_id", "805230052"), AnswerSignature.InVersion2);

    private async Task<HttpResponseMessage> PostAsync(string path, string body, string contentType = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, contentType);
        return await _http.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    private static async Task<JsonElement> ErrorAsync(HttpResponseMessage response)
    {
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("response").Clone();
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response) => (await ErrorAsync(response)).GetProperty("error_code").GetString();
}
