using Tetri.Cards;
using Tetri.Merchants;
using Tetri.Payments;
using Tetri.Protocol;

namespace Tetri.Checkout;

/// <summary>What pages ask the wallets with, and where the wallets' own scripts are (docs/reference/wallets.md). The amount is added by who asks.</summary>
internal static class WalletRequests
{
    private const string GoogleOrigin = "https://pay.google.com";

    /// <summary>Of the policy's directives, what a page with Google's script needs more. Apple's browsers have no script to load.</summary>
    private static readonly (string Directive, string Sources)[] GoogleSources =
        [("script-src ", GoogleOrigin), ("connect-src ", $"{GoogleOrigin} https://google.com https://www.google.com"), ("img-src ", "https://www.gstatic.com")];

    public static WalletView Show(OfferedWallet wallet, Merchant merchant, Currency currency) => wallet switch
    {
        { IsSimulated: true } => new WalletView(wallet.Name)
        {
            SheetUrl = $"/test/wallet?wallet={wallet.Name}&currency={currency.Code}&merchant={Uri.EscapeDataString(merchant.Name)}",
        },
        { Name: WalletContainer.ApplePay } => new WalletView(wallet.Name) { Request = Apple(merchant, currency) },
        _ => new WalletView(wallet.Name) { Request = Google(merchant) },
    };

    /// <summary>An ApplePayPaymentRequest without its total.</summary>
    public static string Apple(Merchant merchant, Currency currency) => BrowserAnswer.Json(new ResponseMembers()
        .Add("countryCode", merchant.Settings.Country)
        .Add("currencyCode", currency.Code)
        .AddJson("supportedNetworks", """["visa","masterCard"]""")
        .AddJson("merchantCapabilities", """["supports3DS"]"""));

    /// <summary>A PaymentDataRequest without its transactionInfo, and the environment.</summary>
    public static string Google(Merchant merchant)
    {
        var settings = merchant.Settings;
        var merchantInfo = new ResponseMembers().Add("merchantName", merchant.Name);
        if (settings.GooglePayMerchantId is { } id)
            merchantInfo.Add("merchantId", id);
        var gateway = new ResponseMembers().Add("gateway", settings.GooglePayGateway).Add("gatewayMerchantId", settings.GooglePayGatewayMerchantId);
        var specification = new ResponseMembers().Add("type", "PAYMENT_GATEWAY").AddJson("parameters", BrowserAnswer.Json(gateway));
        var method = new ResponseMembers()
            .Add("type", "CARD")
            .AddJson("parameters", """{"allowedAuthMethods":["PAN_ONLY","CRYPTOGRAM_3DS"],"allowedCardNetworks":["MASTERCARD","VISA"]}""")
            .AddJson("tokenizationSpecification", BrowserAnswer.Json(specification));
        return BrowserAnswer.Json(new ResponseMembers()
            .Add("environment", settings.GooglePayEnvironment)
            .AddNumber("apiVersion", 2)
            .AddNumber("apiVersionMinor", 0)
            .AddJson("merchantInfo", BrowserAnswer.Json(merchantInfo))
            .AddJson("allowedPaymentMethods", $"[{BrowserAnswer.Json(method)}]"));
    }

    public static bool NeedsGoogle(CheckoutView view) => view.Wallets?.Any(wallet => wallet is { Name: WalletContainer.GooglePay, SheetUrl: null }) == true;

    public static string WithGoogle(string policy) =>
        GoogleSources.Aggregate(policy, (text, source) => text.Replace(source.Directive, $"{source.Directive}{source.Sources} ", StringComparison.Ordinal));

    public static string GoogleScript(string nonce) => $"<script nonce=\"{nonce}\" async src=\"{GoogleOrigin}/gp/p/js/pay.js\"></script>";
}
