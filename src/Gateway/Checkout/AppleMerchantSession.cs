using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Tetri.Merchants;
using Tetri.Protocol;

namespace Tetri.Checkout;

/// <summary>Asks Apple for the session that opens Apple Pay in the payer's browser: the merchant proves himself by his certificate.</summary>
/// <param name="connect">How Apple is reached with a merchant's certificate.</param>
internal sealed partial class AppleMerchantSession(Func<X509Certificate2, HttpMessageHandler> connect, ILogger<AppleMerchantSession> log)
{
    private const int LongestSession = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static HttpMessageHandler Connect(X509Certificate2 certificate) =>
        new SocketsHttpHandler { AllowAutoRedirect = false, SslOptions = { ClientCertificates = [certificate] } };

    /// <summary>Apple's answer, a JSON object that only Apple's part of the browser reads. Null where Apple Pay is not set up or Apple gave none.</summary>
    /// <param name="url">Where the browser says that Apple is.</param>
    /// <param name="host">Of the shop's page that shows the wallet; null where a page of ours does.</param>
    public async ValueTask<string?> OpenAsync(Merchant merchant, string? url, string? host, CancellationToken cancellation)
    {
        if (merchant.Settings is not { ApplePayMerchantId: { } id, ApplePayDomain: { } domain, ApplePayCertificate: { } path } || !IsApple(url, out var address))
            return null;
        try
        {
            using var certificate = X509Certificate2.CreateFromPemFile(path);
            using var client = new HttpClient(connect(certificate)) { Timeout = Patience, MaxResponseContentBufferSize = LongestSession };
            using var content = new StringContent(
                BrowserAnswer.Json(new ResponseMembers()
                    .Add("merchantIdentifier", id).Add("displayName", merchant.Name).Add("initiative", "web").Add("initiativeContext", host ?? domain)),
                Encoding.UTF8, "application/json");
            using var response = await client.PostAsync(address, content, cancellation);
            var session = await response.Content.ReadAsStringAsync(cancellation);
            if (response.IsSuccessStatusCode && IsObject(session))
                return session;
            LogRefused(merchant.Id, (int)response.StatusCode);
        }
        catch (Exception problem) when (problem is HttpRequestException or CryptographicException or IOException or UnauthorizedAccessException ||
            (problem is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            LogFailed(problem, merchant.Id);
        }
        return null;
    }

    /// <summary>The page says whom to ask, so nobody but Apple is asked.</summary>
    private static bool IsApple(string? url, out Uri? address) =>
        Uri.TryCreate(url, UriKind.Absolute, out address) && address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && address.UserInfo.Length == 0 && AppleHost.IsMatch(address.Host);

    private static bool IsObject(string text)
    {
        try
        {
            using var json = System.Text.Json.JsonDocument.Parse(text);
            return json.RootElement.ValueKind == System.Text.Json.JsonValueKind.Object;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^(?:cn-)?apple-pay-gateway[a-z0-9-]*\.apple\.com$", RegexOptions.CultureInvariant)]
    private static partial Regex AppleHost { get; }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Apple gave merchant {MerchantId} no session: HTTP {Status}.")]
    private partial void LogRefused(long merchantId, int status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Apple could not be asked for a session of merchant {MerchantId}.")]
    private partial void LogFailed(Exception problem, long merchantId);
}
