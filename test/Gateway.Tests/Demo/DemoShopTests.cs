using System.Net;
using System.Text;
using Tetri.Demo;
using Tetri.Tests.Conformance;

namespace Tetri.Tests.Demo;

public sealed class DemoShopTests(RunningGateway gateway) : IClassFixture<RunningGateway>
{
    private readonly DemoVisitor _visitor = new(gateway.Client);

    [Theory]
    [InlineData("1.0.1")]
    [InlineData("1.0")]
    [InlineData("2.0")]
    public async Task Order_PaidInAnyVersion_IsCalledBackAndReturned_RightlySigned(string version)
    {
        var id = $"whole-{version.Replace('.', '-')}";

        var token = await _visitor.PayAsync($"order_id={id}&version={version}&currency=EUR&preauth=Y");
        await _visitor.WaitForNewsAsync(id, "ms after the approval");
        await _visitor.ReturnAsync(token);

        var news = await _visitor.NewsAsync(id);
        Assert.Contains("<dt>Method</dt><dd>POST</dd>", news, StringComparison.Ordinal);
        Assert.Equal(2, news.Split("signature is right").Length - 1);
        Assert.DoesNotContain("signature is wrong", news, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FirstCallback_FailedOnPurpose_ComesAgain()
    {
        await _visitor.PayAsync("order_id=fails-first&fail_first=Y");

        var news = await _visitor.WaitForNewsAsync("fails-first", "<dt>Attempt</dt><dd>2</dd>");

        Assert.Contains("<dt>Shop answered</dt><dd>500", news, StringComparison.Ordinal);
        Assert.Contains("<dt>Shop answered</dt><dd>200</dd>", news, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Callback_ThatIsForged_IsShownAsWronglySigned()
    {
        await _visitor.OrderAsync("order_id=forged");
        using var forged = await gateway.Client.PostAsync("/demo/callback", new StringContent(
            """{"order_id":"forged","order_status":"approved","merchant_id":1549901,"rrn":"<img src=x>","signature":"00"}""", Encoding.UTF8, "application/json"));

        var news = await _visitor.NewsAsync("forged");

        Assert.Contains("signature is wrong", news, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", news, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shop_ShowsTheVeryRequestThatItSends()
    {
        var shown = await gateway.Client.GetStringAsync("/demo/preview?order_id=shown&product=sweet&currency=USD&one_try=Y");
        var sent = await _visitor.OrderAsync("order_id=shown&product=sweet&currency=USD&one_try=Y");

        var body = WebUtility.HtmlDecode(shown.Split("<pre id=\"json\">")[1].Split("</pre>")[0]);
        Assert.Equal(body, WebUtility.HtmlDecode(sent.Split("<pre id=\"json\">")[1].Split("</pre>")[0]));
        Assert.Contains("\"delayed\": \"N\"", body, StringComparison.Ordinal);
        Assert.Contains("**********|1200|USD|N|1549901|", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("test|1200", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curl_OfTheStartNotice_MakesAnOrderAsItStands()
    {
        var line = gateway.Output.Single(text => text.StartsWith("An order", StringComparison.Ordinal));
        var body = line[(line.IndexOf("-d '", StringComparison.Ordinal) + 4)..^1];

        using var answer = await gateway.Client.PostAsync("/api/checkout/url", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Contains("checkout_url", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(gateway.Output, text => text.StartsWith("Demo shop", StringComparison.Ordinal) && text.EndsWith("/demo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_LoadNothingFromElsewhere_AndRunOnlyTheirOwnScript()
    {
        using var page = await gateway.Client.GetAsync("/demo");
        var html = await page.Content.ReadAsStringAsync();
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));

        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        var nonce = policy.Split("script-src 'nonce-")[1].Split('\'')[0];
        Assert.Contains($"<script nonce=\"{nonce}\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("order_id=r-1&order_status=approved&merchant_id=1549901", "test|1549901|r-1|approved", "signature is right")]
    [InlineData("order_id=r-1&order_status=approved&merchant_id=1549901", "wrong|1549901|r-1|approved", "signature is wrong")]
    [InlineData("order_id=r-1&order_status=approved&merchant_id=7", "test|7|r-1|approved", "not a demo merchant")]
    public async Task ResponsePage_ShowsWhatCameBack_ByGetAndPost(string members, string signingString, string verdict)
    {
        var fields = $"{members}&signature={DemoSignature.Of(signingString)}&rrn=%3Cb%3E";
        var signedFields = fields.Replace("&rrn=%3Cb%3E", "", StringComparison.Ordinal);

        var got = await gateway.Client.GetStringAsync($"/test/responsepage/?{signedFields}");
        using var posted = await gateway.Client.PostAsync("/test/responsepage/", new StringContent(signedFields, Encoding.UTF8, "application/x-www-form-urlencoded"));

        Assert.Contains(verdict, got, StringComparison.Ordinal);
        Assert.Contains(verdict, await posted.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", await gateway.Client.GetStringAsync($"/test/responsepage/?{fields}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Shop_RemembersItsLast200Orders()
    {
        var orders = new DemoOrders();
        for (var i = 0; i < 201; i++)
            Assert.True(orders.TryAdd(Order($"o-{i}")));

        Assert.Null(orders.Find("o-0"));
        Assert.NotNull(orders.Find("o-1"));
        Assert.Equal(200, orders.Newest(1000).Count);
        Assert.False(orders.TryAdd(Order("o-200")));
    }

    private static DemoOrder Order(string id)
    {
        var choice = new DemoChoice { OrderId = id };
        return new DemoOrder { Choice = choice, Request = DemoRequest.Of(choice, "http://localhost/callback", "http://localhost/return") };
    }
}
