using Tetri.Checkout;
using Tetri.Merchants;
using Tetri.Protocol;
using Tetri.Tests.Protocol;

namespace Tetri.Tests.Checkout;

public class UnsignedOrdersTests
{
    [Theory]
    [InlineData(null, "http://callback", true)]
    [InlineData(null, "http://callback/", true)]
    [InlineData(null, "https://callback", false)]
    [InlineData(null, "http://callback.evil.example", false)]
    [InlineData(null, "https://evil.example", false)]
    [InlineData("https://shop.example", "https://shop.example/back", true)]
    [InlineData("https://shop.example", "http://callback", false)]
    public void InLiveMode_OnlyAnApp_WhichHasNoPage_MaySendThePayerToTheAddressOfApps(string? shopOrigin, string url, bool may)
    {
        var merchants = new KnownMerchants();
        merchants.Replace([Given.Shop with { Settings = new MerchantSettings { UnsignedOrders = true, ShopOrigins = ["https://shop.example"] } }]);
        var options = new GatewayOptions { Mode = GatewayMode.Live, PublicUrl = "https://pay.example" };
        var address = new PublicAddress(options);
        var orders = new UnsignedOrders(createOrder: null!, merchants, new ShopOrigins(address, options), tokens: null!, address, options, TimeProvider.System);

        var order = orders.Preview(Given.Members(("merchant_id", "1549901"), ("amount", "100"), ("currency", "GEL"), ("response_url", url)), shopOrigin);

        Assert.Equal(may ? null : "response_url", order.Succeeded ? null : order.Error.Detail ?? order.Error.ToString());
    }
}
