using Tetri.Cards;
using Tetri.Merchants;
using Tetri.Payments;
using Tetri.Protocol;

namespace Tetri.Checkout;

/// <summary>What pages ask the wallets with, and where the wallets' own scripts are (docs/reference/wallets.md). The amount is added by who asks.</summary>
internal static class WalletRequests
{
    private const string GoogleOrigin = "https://pay.google.com";
    private const int AppleVersion = 3;

    /// <summary>Of the policy's directives, what a page with Google's script needs more. Apple's browsers have no script to load.</summary>
    private static readonly (string Directive, string Sources)[] GoogleSources =
        [("script-src ", GoogleOrigin), ("connect-src ", $"{GoogleOrigin} https://google.com https://www.google.com"), ("img-src ", "https://www.gstatic.com")];

    /// <param name="isToCome">The order is not made yet, so that it has no token to ask for it with.</param>
    public static WalletView Show(OfferedWallet wallet, Merchant merchant, Currency currency, bool isToCome) => wallet switch
    {
        { IsSimulated: true } => new WalletView(wallet.Name)
        {
            SheetUrl = SheetUrl(wallet, merchant, currency),
        },
        { Name: WalletContainer.ApplePay } => new WalletView(wallet.Name) { Request = BrowserAnswer.Json(AppleMembers(merchant, currency)), MerchantId = isToCome ? merchant.Id : null },
        _ => new WalletView(wallet.Name) { Request = BrowserAnswer.Json(GoogleMembers(merchant)) },
    };

    /// <summary>The sandbox's own wallet; the amount is added by who asks.</summary>
    public static string SheetUrl(OfferedWallet wallet, Merchant merchant, Currency currency) =>
        $"/test/wallet?wallet={wallet.Name}&currency={currency.Code}&merchant={Uri.EscapeDataString(merchant.Name)}";

    /// <summary>A real wallet as the Payment Request API takes it.</summary>
    /// <param name="amount">Null where the app that asks knows it alone.</param>
    public static string Method(OfferedWallet wallet, Merchant merchant, Currency currency, Money? amount)
    {
        var isApple = wallet.Name == WalletContainer.ApplePay;
        var data = isApple
            ? AppleMembers(merchant, currency).AddNumber("version", AppleVersion).Add("merchantIdentifier", merchant.Settings.ApplePayMerchantId)
            : GoogleMembers(merchant).AddJson("transactionInfo", BrowserAnswer.Json(Transaction(currency, amount)));
        return BrowserAnswer.Json(new ResponseMembers()
            .Add("supportedMethods", isApple ? "https://apple.com/apple-pay" : "https://google.com/pay")
            .AddJson("data", BrowserAnswer.Json(data)));
    }

    /// <summary>Under an address of our own, which no library takes for a real wallet's.</summary>
    public static string SimulatedMethod(OfferedWallet wallet, Money amount, string publicUrl) => BrowserAnswer.Json(new ResponseMembers()
        .Add("supportedMethods", $"{publicUrl}/test/wallet")
        .AddJson("data", BrowserAnswer.Json(new ResponseMembers()
            .Add("wallet", wallet.Name)
            .Add("url", $"{publicUrl}/test/wallet/container?wallet={wallet.Name}&amount={amount.Minor}&currency={amount.Currency.Code}"))));

    private static ResponseMembers Transaction(Currency currency, Money? amount)
    {
        var members = new ResponseMembers().Add("currencyCode", currency.Code);
        return amount is { } total
            ? members.Add("totalPriceStatus", "FINAL").Add("totalPrice", total.ToMajorText())
            : members.Add("totalPriceStatus", "NOT_CURRENTLY_KNOWN");
    }

    /// <summary>An ApplePayPaymentRequest without its total.</summary>
    private static ResponseMembers AppleMembers(Merchant merchant, Currency currency) => new ResponseMembers()
        .Add("countryCode", merchant.Settings.Country)
        .Add("currencyCode", currency.Code)
        .AddJson("supportedNetworks", """["visa","masterCard"]""")
        .AddJson("merchantCapabilities", """["supports3DS"]""");

    /// <summary>A PaymentDataRequest without its transactionInfo, and the environment.</summary>
    private static ResponseMembers GoogleMembers(Merchant merchant)
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
        return new ResponseMembers()
            .Add("environment", settings.GooglePayEnvironment)
            .AddNumber("apiVersion", 2)
            .AddNumber("apiVersionMinor", 0)
            .AddJson("merchantInfo", BrowserAnswer.Json(merchantInfo))
            .AddJson("allowedPaymentMethods", $"[{BrowserAnswer.Json(method)}]");
    }

    public static bool NeedsGoogle(CheckoutView view) => view.Wallets?.Any(wallet => wallet is { Name: WalletContainer.GooglePay, SheetUrl: null }) == true;

    public static bool NeedsGoogle(IReadOnlyList<OfferedWallet> offered) => offered.Any(wallet => wallet is { Name: WalletContainer.GooglePay, IsSimulated: false });

    public static string WithGoogle(string policy) =>
        GoogleSources.Aggregate(policy, (text, source) => text.Replace(source.Directive, $"{source.Directive}{source.Sources} ", StringComparison.Ordinal));

    public static string GoogleScript(string nonce) => $"<script nonce=\"{nonce}\" async src=\"{GoogleOrigin}/gp/p/js/pay.js\"></script>";
}
