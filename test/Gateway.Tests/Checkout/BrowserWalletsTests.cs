using System.Text.Json.Nodes;
using Tetri.Checkout;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Protocol;

namespace Tetri.Tests.Checkout;

public sealed class BrowserWalletsTests
{
    private static readonly Money Amount = new(10_025, Currency.Find("GEL")!);

    private static readonly Merchant Merchant = DemoMerchants.All.First() with { Name = "Book shop", Settings = new() { SimulatedWallets = true } };

    private static readonly Merchant RealMerchant = Merchant with
    {
        Settings = new()
        {
            Country = "GE",
            ApplePayMerchantId = "merchant.example.shop",
            ApplePayDomain = "pay.shop.example",
            ApplePayCertificate = "/apple.pem",
            GooglePayGateway = "acquirer",
            GooglePayGatewayMerchantId = "700001",
        },
    };

    private const string Apple =
        """{"supportedMethods":"https://apple.com/apple-pay","data":{"countryCode":"GE","currencyCode":"GEL","supportedNetworks":["visa","masterCard"],"merchantCapabilities":["supports3DS"],"version":3,"merchantIdentifier":"merchant.example.shop"}}""";

    private static string Google(string transaction) =>
        $$$"""{"supportedMethods":"https://google.com/pay","data":{"environment":"TEST","apiVersion":2,"apiVersionMinor":0,"merchantInfo":{"merchantName":"Book shop"},"allowedPaymentMethods":[{"type":"CARD","parameters":{"allowedAuthMethods":["PAN_ONLY","CRYPTOGRAM_3DS"],"allowedCardNetworks":["MASTERCARD","VISA"]},"tokenizationSpecification":{"type":"PAYMENT_GATEWAY","parameters":{"gateway":"acquirer","gatewayMerchantId":"700001"} } }],"transactionInfo":{{{transaction}}} }}""";

    [Fact]
    public void RealWallets_AreDescribedForPages_WithTheAmountThatIsCharged()
    {
        const string rest = """{"details":{"total":{"label":"Book shop","amount":{"currency":"GEL","value":"100.25"}}},"options":{"requestPayerEmail":false}}""";
        foreach (var mode in Enum.GetValues<GatewayMode>())
        {
            var told = Read(In(mode).ForPages(RealMerchant, order: null, Amount, showsSheets: true));

            Assert.Equal("""["apple","google"]""", told["allowed"]!.ToJsonString());
            Assert.Equal("card", told["payment_system"]!.GetValue<string>());
            var (apple, google) = (told["provider"]!["apple"]!, told["provider"]!["google"]!);
            AssertJson($"[{Apple}]", apple["methods"]!);
            AssertJson($"[{Google("""{"currencyCode":"GEL","totalPriceStatus":"FINAL","totalPrice":"100.25"}""")}]", google["methods"]!);
            foreach (var wallet in new[] { apple, google })
            {
                Assert.Null(wallet["sheet"]);
                AssertJson(rest, new JsonObject { ["details"] = wallet["details"]!.DeepClone(), ["options"] = wallet["options"]!.DeepClone() });
            }
        }
    }

    [Fact]
    public void RealWallets_AreDescribedForApps_AlsoForOneThatKnowsItsAmountAlone()
    {
        var told = Read(In(GatewayMode.Live).ForApps(RealMerchant, order: null, Amount.Currency, amount: null, "https://pay.example"));

        AssertJson($"[{Apple},{Google("""{"currencyCode":"GEL","totalPriceStatus":"NOT_CURRENTLY_KNOWN"}""")}]", told["methods"]!);
        Assert.Equal("card", told["payment_system"]!.GetValue<string>());
    }

    [Fact]
    public void SimulatedWallet_IsShownByLibrariesThatCan_AndNeverTakenForTheRealOne()
    {
        var sandbox = In(GatewayMode.Sandbox);

        Assert.Equal("""["apple","google"]""", Read(sandbox.ForPages(Merchant, null, Amount, showsSheets: true))["allowed"]!.ToJsonString());
        Assert.Equal("[]", Read(sandbox.ForPages(Merchant, null, Amount, showsSheets: false))["allowed"]!.ToJsonString());
        var forApps = Read(sandbox.ForApps(Merchant, null, Amount.Currency, Amount, "https://pay.example"))["methods"]!.AsArray();
        Assert.All(forApps, method => Assert.Equal("https://pay.example/test/wallet", method!["supportedMethods"]!.GetValue<string>()));
        Assert.Equal("[]", Read(In(GatewayMode.Live).ForPages(Merchant, null, Amount, showsSheets: true))["allowed"]!.ToJsonString());
        Assert.Equal("[]", Read(In(GatewayMode.Live).ForApps(Merchant, null, Amount.Currency, Amount, "https://pay.example"))["methods"]!.ToJsonString());
    }

    [Fact]
    public void OrderThatIsOver_OrTakesNoCard_HasNoWallets()
    {
        var terms = new OrderTerms { MerchantId = Merchant.Id, OrderId = "books-1", Amount = Amount, Description = "Two books" };
        var order = Order.Create(terms, DateTimeOffset.UnixEpoch);

        foreach (var (other, wallets) in new[] { (order, 2), (order with { State = OrderState.Approved }, 0), (order with { Terms = terms with { PaymentSystems = "opb" } }, 0) })
        {
            Assert.Equal(wallets, Read(In(GatewayMode.Sandbox).ForPages(Merchant, other, Amount, showsSheets: true))["allowed"]!.AsArray().Count);
            Assert.Equal(wallets, Read(In(GatewayMode.Sandbox).ForApps(Merchant, other, Amount.Currency, Amount, ""))["methods"]!.AsArray().Count);
        }
    }

    private static BrowserWallets In(GatewayMode mode) => new(new Wallets(null!, null!, new GatewayOptions { Mode = mode }, TimeProvider.System));

    private static JsonNode Read(ResponseMembers members) => JsonNode.Parse(BrowserAnswer.Json(members))!;

    private static void AssertJson(string expected, JsonNode told) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), told), told.ToJsonString());
}
