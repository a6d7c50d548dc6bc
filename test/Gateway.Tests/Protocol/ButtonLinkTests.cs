using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Protocol;

namespace Tetri.Tests.Protocol;

public class ButtonLinkTests
{
    [Theory]
    [InlineData("10.5", "1050")]
    [InlineData("\"10.50\"", "1050")]
    [InlineData("10", "1000")]
    [InlineData("10.505", null)]
    [InlineData("1e3", null)]
    [InlineData("{}", null)]
    public void Amount_IsReadInMajorUnits(string json, string? minor)
    {
        var members = new MemberSet();

        var error = ButtonLink.Read($$"""{"merchant_id":1549901,"currency":"GEL","amount":{{json}}}""", members);

        Assert.Equal(minor, error is null ? members.Text("amount") : null);
        Assert.Equal(minor is null ? "amount" : null, error?.Detail);
    }

    [Fact]
    public void MembersOfParams_AreTakenWhereTheLinkItselfHasNone()
    {
        var members = new MemberSet();

        Assert.Null(ButtonLink.Read("""{"merchant_id":1549901,"currency":"GEL","amount":1,"lang":"ka","params":{"lang":"en","order_id":"A-1"},"fields":[{"name":"a"}]}""", members));

        Assert.Equal(("ka", "A-1", """[{"name":"a"}]"""), (members.Text("lang"), members.Text("order_id"), members.Text("merchant_data")));
    }

    [Theory]
    [InlineData("rectoken", "x")]
    [InlineData("receiver_rectoken", "x")]
    [InlineData("verification", "Y")]
    [InlineData("subscription", "Y")]
    [InlineData("preauth", "Y")]
    [InlineData("client_ip", "1.1.1.1")]
    public void WhatOnlyAMerchantMayAskFor_IsLeftOut(string name, string value)
    {
        var members = new MemberSet();

        Assert.Null(ButtonLink.Read($$"""{"merchant_id":1549901,"currency":"GEL","amount":1,"{{name}}":"{{value}}","params":{"{{name}}":"{{value}}"} }""", members));

        Assert.False(members.TryGet(name, out _));
    }

    [Theory]
    [InlineData(null, 1010)]
    [InlineData("", 1010)]
    [InlineData("dc75627e73000f3b6fb87c83db2fc64767fe1b63", 1005)]
    [InlineData("[]", 1005)]
    [InlineData("""{"amount":1,"amount":2}""", 1005)]
    [InlineData("""{"a":1}}""", 1005)]
    public void WhatIsNoObject_IsRefused(string? json, int code) => Assert.Equal(code, ButtonLink.Read(json, new MemberSet())!.Code);

    [Fact]
    public void Link_ThatNamesNothing_GetsTheMerchantsNameAndAnOrderOfItsOwn()
    {
        var members = new MemberSet();
        UnsignedRequest.Complete(members, Given.Shop);

        Assert.Equal(Given.Shop.Name, members.Text("order_desc"));
        Assert.Matches("^1549901_[0-9a-f]{32}$", OrderTerms.NewOrderId(Given.Shop.Id));
        Assert.NotEqual(OrderTerms.NewOrderId(Given.Shop.Id), OrderTerms.NewOrderId(Given.Shop.Id));
    }
}
