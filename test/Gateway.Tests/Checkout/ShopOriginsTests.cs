using Microsoft.AspNetCore.Http;
using Tetri.Checkout;
using Tetri.Merchants;
using Tetri.Protocol;

namespace Tetri.Tests.Checkout;

public class ShopOriginsTests
{
    private static readonly Merchant Merchant = new()
    {
        Id = 700001,
        Name = "Shop",
        PageHash = "",
        PaymentKey = "",
        CreditKey = "",
        Currencies = [],
        Settings = new MerchantSettings { ShopOrigins = ["https://shop.example", "https://www.shop.example"] },
    };

    [Theory]
    [InlineData("Live", "https://shop.example", true)]
    [InlineData("Live", "https://evil.example", false)]
    [InlineData("Live", "https://shop.example.evil.example", false)]
    [InlineData("Live", "null", false)]
    [InlineData("Live", null, true)]
    [InlineData("Sandbox", "https://anybody.example", true)]
    public void InLiveMode_OnlyTheMerchantsPagesMayAsk(string mode, string? origin, bool may) => Assert.Equal(may, In(Enum.Parse<GatewayMode>(mode)).MayAsk(Merchant, origin));

    [Fact]
    public void InLiveMode_OnlyTheMerchantsPagesMayFrameOurs()
    {
        Assert.Equal("; frame-ancestors 'self' https://shop.example https://www.shop.example", In(GatewayMode.Live).FrameAncestors(Merchant));
        Assert.Equal("", In(GatewayMode.Sandbox).FrameAncestors(Merchant));
    }

    [Theory]
    [InlineData("https://shop.example", null, "https://shop.example")]
    [InlineData("https://evil.example", "https://shop.example", "https://evil.example")]
    [InlineData("https://pay.example", "https://shop.example", "https://shop.example")]
    [InlineData("https://pay.example", null, null)]
    [InlineData(null, null, null)]
    public void Asking_IsThePageAroundOurFrame_OrThePageThatCalls(string? header, string? told, string? origin)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Origin = header;
        http.Request.Headers[ShopOrigins.Header] = told;

        Assert.Equal(origin, In(GatewayMode.Live).Of(http.Request));
    }

    private static ShopOrigins In(GatewayMode mode)
    {
        var options = new GatewayOptions { Mode = mode, PublicUrl = "https://pay.example" };
        return new ShopOrigins(new PublicAddress(options), options);
    }
}
