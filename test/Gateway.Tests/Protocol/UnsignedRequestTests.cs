using System.Globalization;
using Tetri.Merchants;
using Tetri.Protocol;
using Tetri.Protocol.Members;
using Tetri.Subscriptions;

namespace Tetri.Tests.Protocol;

public class UnsignedRequestTests
{
    [Theory]
    [InlineData("10025", "10025")]
    [InlineData("100.25", null)]
    public void AmountInMinorUnits_IsTakenAsItIs(string sent, string? minor) => Assert.Equal(minor, Read(sent, "GEL", new AmountUnit.Minor()));

    [Theory]
    [InlineData("100.20", "GEL", "10020")]
    [InlineData("100.2", "GEL", "10020")]
    [InlineData("100", "GEL", "10000")]
    [InlineData("100", "JPY", "100")]
    [InlineData("1.005", "KWD", "1005")]
    [InlineData("0.29", "GEL", "29")]
    [InlineData("100.205", "GEL", null)]
    [InlineData("0.30000000000000004", "GEL", null)]
    [InlineData("1,000.00", "GEL", null)]
    [InlineData("100,20", "GEL", null)]
    [InlineData("1e3", "GEL", null)]
    [InlineData("-1", "GEL", null)]
    [InlineData("100.5", "JPY", null)]
    public void AmountInMajorUnits_IsNeverRounded(string sent, string currency, string? minor) => Assert.Equal(minor, Read(sent, currency, new AmountUnit.Major()));

    [Theory]
    [InlineData("500", "500", "GEL", "500")]
    [InlineData("5", "500", "GEL", "500")]
    [InlineData("5.00", "500", "GEL", "500")]
    [InlineData("0.05", "5", "GEL", "5")]
    [InlineData("5", "500", "JPY", "500")]
    [InlineData("50", "500", "GEL", null)]
    [InlineData("50000", "500", "GEL", null)]
    [InlineData("5.01", "500", "GEL", null)]
    public void AmountSaidTwice_IsTheFirst_OrRefused(string sent, string announced, string currency, string? minor) =>
        Assert.Equal(minor, Read(sent, currency, new AmountUnit.Announced(announced)));

    [Theory]
    [InlineData("15.5", null, "10", "GEL", "1550")]
    [InlineData("1550", "1000", "1000", "GEL", "1550")]
    [InlineData("15.50", "1000", "10", "GEL", "1550")]
    [InlineData("15", "1000", "10", "JPY", "1500")]
    [InlineData("15.505", null, "10", "GEL", null)]
    public void AmountOfASchedule_IsWrittenAsTheOrders(string ofSchedule, string? announced, string amount, string currency, string? minor)
    {
        var members = Given.Members(("merchant_id", "1549901"), ("amount", amount), ("currency", currency), ("recurring", "y"));
        members.Add("recurring_data", $$"""{"period":"month","every":1,"amount":{{ofSchedule}},"quantity":0,"start_time":"","trial_quantity":0}""", MemberKind.Nested);
        var chosen = new MemberSet();

        var error = UnsignedRequest.Choose(members, Endpoints.Unsigned, announced is null ? new AmountUnit.Major() : new AmountUnit.Announced(announced), chosen);

        Assert.Equal(minor is null ? "recurring_data.amount" : null, error?.Detail);
        if (minor is null)
            return;
        Assert.Equal("Y", chosen.Text("subscription"));
        Assert.True(chosen.TryGet("recurring_data", out var schedule));
        Assert.Null(RecurringData.Read(schedule.Value, out var read));
        Assert.Equal((long.Parse(minor, CultureInfo.InvariantCulture), null), (read.Schedule.Amount, read.Schedule.Quantity));
    }

    [Theory]
    [InlineData("rectoken")]
    [InlineData("receiver_rectoken")]
    [InlineData("preauth")]
    [InlineData("client_ip")]
    [InlineData("card_number")]
    [InlineData("cvv2")]
    public void WhatOnlyAMerchantMaySay_AndTheCard_AreLeftOut(string name)
    {
        var chosen = new MemberSet();

        Assert.Null(UnsignedRequest.Choose(Given.Members(Given.Order((name, "Y"))), Endpoints.Unsigned, new AmountUnit.Minor(), chosen));

        Assert.True(chosen.TryGet("order_id", out _));
        Assert.False(chosen.TryGet(name, out _));
    }

    [Fact]
    public void NamesThatBrowsersUse_AreRead()
    {
        var members = Given.Members(("email", "payer@example.com"), ("order_id", ""));
        members.Add("custom", """{"size":{"label":"Size","value":"L"}}""", MemberKind.Nested);
        var chosen = new MemberSet();

        Assert.Null(UnsignedRequest.Choose(members, Endpoints.Unsigned, new AmountUnit.Minor(), chosen));

        Assert.Equal(("payer@example.com", """{"size":{"label":"Size","value":"L"}}"""), (chosen.Text("sender_email"), chosen.Text("merchant_data")));
    }

    [Theory]
    [InlineData("""{"customer_name":"Nino","customer_zip":108,"simulator":{"decline":1004},"3ds_mandatory":true}""", """{"customer_name":"Nino","customer_zip":"108"}""")]
    [InlineData("""{"3ds_mandatory":true,"phonemobile":""}""", null)]
    [InlineData("""["customer_name"]""", null)]
    public void PayerThatThePageDescribes_StandsInReservationData_AndNothingElseDoes(string customer, string? reservation)
    {
        var members = Given.Members(Given.Order(("reservation_data", "eyJzaW11bGF0b3IiOnt9fQ==")));
        members.Add("customer_data", customer, MemberKind.Nested);
        var chosen = new MemberSet();

        Assert.Null(UnsignedRequest.Choose(members, Endpoints.Unsigned, new AmountUnit.Minor(), chosen));
        UnsignedRequest.Complete(chosen, Given.Shop);

        Assert.Equal(reservation, chosen.Text("reservation_data") is { } base64 ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(base64)) : null);
    }

    [Theory]
    [InlineData("server_callback_url", "https://shop.example/callback", true)]
    [InlineData("server_callback_url", "https://shop.example/other", false)]
    [InlineData("server_callback_url", "http://169.254.169.254/", false)]
    [InlineData("response_url", "https://other.example/back", true)]
    [InlineData("response_url", "https://other.example/elsewhere", false)]
    [InlineData("response_url", "https://shop.example/any?a=1", true)]
    [InlineData("response_url", "https://SHOP.example/any", true)]
    [InlineData("response_url", "https://shop.example:444/any", false)]
    [InlineData("response_url", "http://shop.example/any", false)]
    [InlineData("response_url", "https://shop.example@evil.example/", false)]
    [InlineData("response_url", "https://shop.example.evil.example/", false)]
    [InlineData("cancel_url", "https://shop.example/cart", true)]
    [InlineData("cancel_url", "https://asking.example/cart", true)]
    [InlineData("cancel_url", "https://evil.example/", false)]
    public void Address_MustBeTheMerchantsOwn(string name, string url, bool isAllowed)
    {
        var settings = new MerchantSettings
        {
            ServerCallbackUrl = "https://shop.example/callback",
            ResponseUrl = "https://other.example/back",
            ShopOrigins = ["https://shop.example"],
        };

        var error = UnsignedRequest.CheckAddresses(Given.Members((name, url)), settings, shopOrigin: "https://asking.example");

        Assert.Equal(isAllowed ? null : name, error?.Detail);
    }

    private static string? Read(string amount, string currency, AmountUnit unit)
    {
        var chosen = new MemberSet();
        var members = Given.Members(("merchant_id", "1549901"), ("amount", amount), ("currency", currency));
        if (UnsignedRequest.Choose(members, Endpoints.Unsigned, unit, chosen) is { } refusal)
        {
            Assert.Equal((1007, "amount"), (refusal.Code, refusal.Detail));
            return null;
        }
        return MemberCheck.Validate(new ProtocolRequest { Format = WireFormat.Json, Version = Tetri.Orders.MessageVersion.V101, Members = chosen }, Endpoints.Unsigned) is null
            ? chosen.Text("amount")
            : null;
    }
}
