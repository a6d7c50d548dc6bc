using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace Tetri.Browser.Tests;

/// <summary>
/// Google's script and Safari's own Apple Pay, as their documentation has them, as far as pages use them. They give a container of the sandbox's, which its
/// acquirer opens, and keep what they were asked on the window.
/// </summary>
internal static class WalletStandIn
{
    public const string GoogleScript = "https://pay.google.com/gp/p/js/pay.js";

    public const string AppleValidation = "https://apple-pay-gateway.apple.com/paymentservices/startSession";

    /// <summary>What a card in a wallet gives for an amount, as JSON.</summary>
    public static async Task<string> ContainerAsync(Uri gateway, string wallet, long amount)
    {
        using var http = new HttpClient { BaseAddress = gateway };
        using var answer = JsonDocument.Parse(await http.GetStringAsync(
            new Uri($"/test/wallet/container?wallet={wallet}&amount={amount}&currency=GEL&card_number={CheckoutSteps.Approves}", UriKind.Relative)));
        return Encoding.UTF8.GetString(Convert.FromBase64String(answer.RootElement.GetProperty("response").GetProperty("container").GetString()!));
    }

    public static async Task<JsonElement> AskedAsync(IPage page) => JsonSerializer.Deserialize<JsonElement>(await page.EvaluateAsync<string>("JSON.stringify(window.asked)"));

    /// <param name="loads">The body of loadPaymentData.</param>
    public static string Google(string loads, string ready = "true") =>
        $$"""
        window.google = { payments: { api: { PaymentsClient: class {
          constructor(options) { this.environment = options?.environment; }
          async isReadyToPay(request) { document.documentElement.dataset.asked = 'ready'; return { result: {{ready}} }; }
          async loadPaymentData(request) { window.asked = { environment: this.environment, ...request }; {{loads}} }
        } } } };
        """;

    /// <param name="sheet">What the payer does once the shop is known: a call of a member of the session.</param>
    public static string Apple(string sheet) =>
        $$"""
        window.ApplePaySession = class {
          static STATUS_SUCCESS = 0;
          static canMakePayments() { return true; }
          static supportsVersion(version) { return version <= 3; }
          constructor(version, request) { window.asked = { version, ...request }; }
          begin() { setTimeout(() => this.onvalidatemerchant({ validationURL: '{{AppleValidation}}' })); }
          completeMerchantValidation(session) { window.session = session; document.documentElement.dataset.asked = 'session'; {{sheet}} }
          completePayment(result) { window.completed = result.status; }
          abort() { window.aborted = true; }
        };
        """;
}
