using CloudIpspSDK;
using CloudIpspSDK.Checkout;
using CloudIpspSDK.Order;

namespace Tetri.Client.Tests;

/// <summary>The surface of the published package CloudIpspSDK, with a running gateway.</summary>
public sealed class SeedTests
{
    public static bool IsRunning => RunningGateway.IsThere;

    public SeedTests()
    {
        Config.MerchantId = 1549901;
        Config.SecretKey = "test";
        Config.Protocol = "1.0";
    }

    [Theory(Skip = RunningGateway.Absent, SkipUnless = nameof(IsRunning))]
    [InlineData("1.0")]
    [InlineData("2.0")]
    public void Url_CreatesAnOrderThatStatusFinds(string protocol)
    {
        Config.Protocol = protocol;
        var order = new CheckoutRequest { order_id = Guid.NewGuid().ToString("N"), amount = 100000, order_desc = "checkout json demo", currency = "GEL" };

        var response = new Url().Post(order);

        Assert.Null(response.Error);
        Assert.Contains("token=", response.checkout_url, StringComparison.Ordinal);
        var status = new Status().Post(new() { order_id = order.order_id });
        Assert.Equal(("created", "100000", response.payment_id), (status.order_status, status.amount, status.payment_id));
    }

    [Fact(Skip = RunningGateway.Absent, SkipUnless = nameof(IsRunning))]
    public void Refusal_IsAMemberOfTheAnswer()
    {
        var response = new Url().Post(new() { order_id = Guid.NewGuid().ToString("N"), amount = 100, currency = "GEL" });

        Assert.Null(response.checkout_url);
        Assert.Equal(("1008", "Parameter `order_desc` is mandatory", 13), (response.Error!.ErrorCode, response.Error.ErrorMessage, response.Error.RequestId!.Length));
    }

    [Fact(Skip = RunningGateway.Absent, SkipUnless = nameof(IsRunning))]
    public void Token_IsGiven() => Assert.Matches("^[0-9a-f]{40}$", new Token().Post(new() { order_id = Guid.NewGuid().ToString("N"), amount = 100, order_desc = "x", currency = "GEL" }).token);

    [Fact(Skip = RunningGateway.Absent, SkipUnless = nameof(IsRunning))]
    public void CaptureAndReverse_OfAnOrderThatIsNotThere_AreRefused()
    {
        Assert.Equal("1018", new CloudIpspSDK.Order.Capture().Post(new() { order_id = "nobody", amount = 1, currency = "GEL" }).Error!.ErrorCode);
        Assert.Equal("1018", new Reverse().Post(new() { order_id = "nobody", amount = 1, currency = "GEL" }).Error!.ErrorCode);
    }
}
