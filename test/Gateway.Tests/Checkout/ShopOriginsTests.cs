using Microsoft.AspNetCore.Http;
using Tetri.Checkout;
using Tetri.Merchants;
using Tetri.Protocol;

namespace Tetri.Tests.Checkout;

public class ShopOriginsTests
{
    private static readonly Merchant Merchant = With("https://shop.example", "https://www.shop.example");
    private static readonly Merchant Nameless = With();

    [Theory]
    [InlineData("Live", "https://shop.example", true)]
    [InlineData("Live", "https://evil.example", false)]
    [InlineData("Live", "https://shop.example.evil.example", false)]
    [InlineData("Live", "null", false)]
    [InlineData("Live", null, true)]
    [InlineData("Sandbox", "https://shop.example", true)]
    [InlineData("Sandbox", "https://evil.example", false)]
    public void OfAMerchantWhoNamesHisPages_NoOthersMayAsk(string mode, string? origin, bool may) => Assert.Equal(may, In(Enum.Parse<GatewayMode>(mode)).MayAsk(Merchant, origin));

    [Theory]
    [InlineData("Live", false)]
    [InlineData("Sandbox", true)]
    public void OfAMerchantWhoNamesNone_AnybodyMayAsk_InTheSandboxAlone(string mode, bool may) =>
        Assert.Equal(may, In(Enum.Parse<GatewayMode>(mode)).MayAsk(Nameless, "https://anybody.example"));

    [Fact]
    public void OnlyTheMerchantsPagesMayFrameOurs_AndInTheSandboxAnybodyWhereHeNamesNone()
    {
        const string Named = "; frame-ancestors 'self' https://shop.example https://www.shop.example";
        Assert.Equal([Named, Named], [In(GatewayMode.Live).FrameAncestors(Merchant), In(GatewayMode.Sandbox).FrameAncestors(Merchant)]);
        Assert.Equal(["; frame-ancestors 'self'", ""], [In(GatewayMode.Live).FrameAncestors(Nameless), In(GatewayMode.Sandbox).FrameAncestors(Nameless)]);
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

    private static Merchant With(params string[] origins) => new()
    {
        Id = 700001,
        Name = "Shop",
        PageHash = "",
        PaymentKey = "",
        CreditKey = "",
        Currencies = [],
        Settings = new MerchantSettings { ShopOrigins = origins },
    };

    private static ShopOrigins In(GatewayMode mode)
    {
        var options = new GatewayOptions { Mode = mode, PublicUrl = "https://pay.example" };
        return new ShopOrigins(new PublicAddress(options), options);
    }
}
