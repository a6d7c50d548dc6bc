using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Tetri.Checkout;
using Tetri.Merchants;

namespace Tetri.Tests.Checkout;

public sealed class AppleMerchantSessionTests : IDisposable
{
    private const string Apple = "https://apple-pay-gateway.apple.com/paymentservices/startSession";
    private readonly string _certificate = Path.GetTempFileName();

    public AppleMerchantSessionTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=merchant.example.shop", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        File.WriteAllText(_certificate, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}");
    }

    private Merchant Merchant => DemoMerchants.All.First() with
    {
        Settings = new() { ApplePayMerchantId = "merchant.example.shop", ApplePayDomain = "pay.shop.example", ApplePayCertificate = _certificate },
    };

    [Fact]
    public async Task Apple_IsToldWhoseTheDomainIs_UnderTheMerchantsCertificate()
    {
        var apple = new AppleStub("""{"merchantSessionIdentifier":"s"}""");

        Assert.Equal("""{"merchantSessionIdentifier":"s"}""", await apple.OpenAsync(Merchant, Apple));
        Assert.Equal("CN=merchant.example.shop", apple.Subject);
        Assert.Equal(Apple, apple.Address);
        Assert.Equal("""{"merchantIdentifier":"merchant.example.shop","displayName":"Tetri demo shop","initiative":"web","initiativeContext":"pay.shop.example"}""", apple.Body);
    }

    [Fact]
    public async Task PageOfTheShop_IsNamedInsteadOfOurs()
    {
        var apple = new AppleStub("{}");

        Assert.NotNull(await apple.OpenAsync(Merchant, Apple, "shop.example"));
        Assert.Contains("\"initiativeContext\":\"shop.example\"", apple.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://apple-pay-gateway.apple.com/paymentservices/startSession")]
    [InlineData("https://apple-pay-gateway.apple.com:8443/paymentservices/startSession")]
    [InlineData("https://apple-pay-gateway.apple.com.attacker.example/")]
    [InlineData("https://apple-pay-gateway.apple.com@attacker.example/")]
    [InlineData("https://attacker.example/apple-pay-gateway.apple.com")]
    [InlineData("https://127.0.0.1/")]
    [InlineData(null)]
    public async Task NobodyButApple_IsAsked(string? url)
    {
        var apple = new AppleStub("{}");

        Assert.Null(await apple.OpenAsync(Merchant, url));
        Assert.Null(apple.Address);
    }

    [Theory]
    [InlineData("<html>", HttpStatusCode.OK)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    public async Task AnswerThatIsNoSession_IsNone(string text, HttpStatusCode status) =>
        Assert.Null(await new AppleStub(text, status).OpenAsync(Merchant, Apple));

    [Fact]
    public async Task MissingCertificate_IsNoSession() =>
        Assert.Null(await new AppleStub("{}").OpenAsync(Merchant with { Settings = Merchant.Settings with { ApplePayCertificate = "/nowhere.pem" } }, Apple));

    public void Dispose() => File.Delete(_certificate);

    private sealed class AppleStub(string text, HttpStatusCode status = HttpStatusCode.OK) : HttpMessageHandler
    {
        public string? Subject { get; private set; }
        public string? Address { get; private set; }
        public string? Body { get; private set; }

        public ValueTask<string?> OpenAsync(Merchant merchant, string? url, string? host = null) =>
            new AppleMerchantSession(
                certificate =>
                {
                    Subject = certificate.HasPrivateKey ? certificate.Subject : "no key";
                    return this;
                },
                NullLogger<AppleMerchantSession>.Instance).OpenAsync(merchant, url, host, TestContext.Current.CancellationToken);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (Address, Body) = (request.RequestUri!.AbsoluteUri, await request.Content!.ReadAsStringAsync(cancellationToken));
            return new HttpResponseMessage(status) { Content = new StringContent(text) };
        }
    }
}
