using System.Text;
using Tetri.Orders;
using Tetri.Protocol;
using Tetri.Protocol.Members;

namespace Tetri.Tests.Protocol;

public class EnvelopeTests
{
    private const string FormType = "application/x-www-form-urlencoded";

    private static readonly string SeedV2Data = Convert.ToBase64String(
        """{"order":{"merchant_id":1549901,"order_id":"V2","amount":1000,"currency":"GEL","order_desc":"Готель","version":"2.0","signature":"x"}}"""u8);

    [Theory]
    [InlineData("application/json")]
    [InlineData("APPLICATION/JSON;charset=UTF-8")]
    [InlineData("text/json")]
    [InlineData("Content-type: application/json; charset=utf-8")]
    [InlineData("content-type:CONTENT-TYPE: application/json")]
    [InlineData("Content-type: application/x-www-form-urlencoded; charset=utf-8")]
    [InlineData(FormType)]
    [InlineData("")]
    [InlineData(null)]
    public void Json_IsReadUnderEveryHeaderThatClientsSend(string? contentType)
    {
        var request = Given.Request(Given.SeedCreateOrder, contentType);

        Assert.Equal(WireFormat.Json, request.Format);
        Assert.Equal(MessageVersion.V101, request.Version);
        Assert.Equal("http://myshop/callback/", request.Members.Text("server_callback_url"));
        Assert.Equal("91ea7da493a8367410fe3d7f877fb5e0ed666490", request.Signature);
        Assert.Equal(1014, Given.Check(request, Endpoints.CheckoutUrl)!.Code);
        Assert.Null(Given.Check(request, Endpoints.CheckoutUrl, sandbox: true));
    }

    [Theory]
    [InlineData("text/plain", "{}", 1021)]
    [InlineData("multipart/form-data; boundary=x", "a=b", 1021)]
    [InlineData(null, "a=b", 1021)]
    [InlineData(null, "", 1010)]
    [InlineData("application/json", " \r\n", 1010)]
    [InlineData("application/json", """{"request":{}}""", 1010)]
    [InlineData("application/json", "{}", 1005)]
    [InlineData("application/json", "[]", 1005)]
    [InlineData("application/json", "null", 1005)]
    [InlineData("application/json", "order_id=1", 1005)]
    [InlineData("application/json", """{"request":[]}""", 1005)]
    [InlineData("application/json", """{"request":{"a":1}""", 1005)]
    [InlineData("application/json", """{"request":{"a":1}} x""", 1005)]
    [InlineData("application/json", """{"request":{"a":1},"request":{"a":2}}""", 1005)]
    [InlineData("application/json", """{"request":{"a":1,"a":2}}""", 1005)]
    [InlineData("application/json", """{"request":{"a":"\ud800"}}""", 1046)]
    [InlineData("application/json", """{"request":{"a":"x\u0000y"}}""", 1046)]
    [InlineData("application/json", """{"request":{"a":{"b":"\udc00"}}}""", 1046)]
    [InlineData(FormType, "a=1&a=2", 1005)]
    [InlineData(FormType, "a=%FF", 1046)]
    [InlineData(FormType, "a=%00", 1046)]
    [InlineData("application/xml", "<xml/>", 1005)]
    [InlineData("application/xml", "text", 1005)]
    [InlineData("application/xml", "<request><a>cut off", 1005)]
    [InlineData("application/xml", "<request><a", 1005)]
    [InlineData("application/xml", "<!DOCTYPE request [<!ENTITY x 'y'>]><request><a>&x;</a></request>", 1005)]
    [InlineData("application/xml", "<request><a>&xxe;</a></request>", 1005)]
    [InlineData("application/xml", "<request><a>&#0;</a></request>", 1046)]
    [InlineData("application/xml", "<request><a>&#xD800;</a></request>", 1046)]
    [InlineData("application/xml", "<request><a>1</a><a>2</a></request>", 1005)]
    public void WhatCannotBeRead_IsNamed(string? contentType, string body, int code) =>
        Assert.Equal(code, Given.Decode(body, contentType).Error?.Code);

    [Fact]
    public void BytesThatAreNotUtf8_AreRefused()
    {
        var windows1251 = Encoding.Latin1.GetBytes("""{"request":{"order_desc":"ÃÎÒÅËÜ"}}""");

        Assert.Equal(1046, Envelope.Decode(windows1251, "application/json; charset=windows-1251").Error!.Code);
    }

    [Fact]
    public void ByteOrderMark_IsPassedOver() =>
        Assert.Null(Envelope.Decode([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Given.SeedCreateOrder)], null).Error);

    [Fact]
    public void Numbers_KeepTheTextTheyWereSentWith()
    {
        var members = Given.Request("""{"request":{"a":1000,"b":1000.00,"c":1e3,"d":-0,"e":true,"f":null,"g":{"h" : [1]}}}""").Members;

        Assert.Equal(["1000", "1000.00", "1e3", "-0", "true", "", """{"h" : [1]}"""], members.AsReceived.ToArray().Select(member => member.Value));
        Assert.Equal([MemberKind.Number, MemberKind.Number, MemberKind.Number, MemberKind.Number, MemberKind.True, MemberKind.Null, MemberKind.Nested],
            members.AsReceived.ToArray().Select(member => member.Kind));
    }

    [Fact]
    public void Bounds_AreHeld()
    {
        var wide = string.Join(',', Enumerable.Range(0, MemberSet.Limit + 1).Select(i => $"\"m{i}\":1"));
        var deep = new string('[', 40) + new string(']', 40);
        var deepXml = string.Concat(Enumerable.Range(0, 40).Select(_ => "<a>"));

        Assert.Equal(1005, Given.Decode("{\"request\":{" + wide + "}}").Error!.Code);
        Assert.Equal(1005, Given.Decode("{\"request\":{\"a\":" + deep + "}}").Error!.Code);
        Assert.Equal(1005, Given.Decode($"<request>{deepXml}", "text/xml").Error!.Code);
        Assert.Equal(1005, Given.Decode($"{new string('n', 200)}=1", FormType).Error!.Code);
    }

    [Fact]
    public void XmlOfThePhpClient_IsReadThoughItIsNeverClosed()
    {
        const string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<request><order_id>1549901_ab</order_id><merchant_id>1549901</merchant_id>"
            + "<order_desc>Order pay #: &quot;A&quot; &amp; &#039;B&#039;</order_desc><amount>1000</amount><currency>GEL</currency>"
            + "<signature>0000000000000000000000000000000000000000</signature>\n</xml>\n";

        var request = Given.Request(xml, "application/xml");

        Assert.Equal(WireFormat.Xml, request.Format);
        Assert.Equal("Order pay #: \"A\" & 'B'", request.Members.Text("order_desc"));
        Assert.Equal(6, request.Members.Count);
    }

    [Fact]
    public void NestedXmlOfThePhpClient_SwallowsWhatFollows()
    {
        var request = Given.Request("<request><merchant_id>1</merchant_id><recurring_data><amount>1</amount><period>day</period><order_id>x</order_id>\n</xml>\n", "text/xml");

        Assert.True(request.Members.TryGet("recurring_data", out var nested));
        Assert.Equal(MemberKind.Nested, nested.Kind);
        Assert.Null(request.Members.Text("order_id"));
    }

    [Fact]
    public void WellFormedXml_MayHoldCommentsAttributesAndCharacterData()
    {
        var members = Given.Request("<?xml version='1.0'?><!-- c --><request a='>'><b x=\"1\">1 &lt; 2</b><c/><d></d><e><![CDATA[<&>]]></e><f>&#x413;&#1086;</f></request>", "application/xml").Members;

        Assert.Equal(["1 < 2", "", "", "<&>", "Го"], members.AsReceived.ToArray().Select(member => member.Value));
    }

    [Fact]
    public void Form_KeepsEmptyValuesAndUnescapes()
    {
        var members = Given.Request("&order_desc=%D0%93%D0%BE+x%3Dy&rrn=&flag&odd=100%&merchant_id=1\r\n", FormType).Members;

        Assert.Equal(["Го x=y", "", "", "100%", "1"], members.AsReceived.ToArray().Select(member => member.Value));
    }

    [Theory]
    [InlineData("\"2.0\"")]
    [InlineData("2.0")]
    [InlineData("2")]
    public void Version2_OpensTheDataAndDropsWhatIsRepeatedInside(string version)
    {
        var request = Given.Request(V2(SeedV2Data, version));

        Assert.Equal(MessageVersion.V20, request.Version);
        Assert.Equal(SeedV2Data, request.Data);
        Assert.Equal("Готель", request.Members.Text("order_desc"));
        Assert.Equal(5, request.Members.Count);
        Assert.Null(Given.Check(request, Endpoints.CheckoutUrl));
    }

    [Fact]
    public void Version2_TakesBase64WithoutPaddingOrWithLineBreaksAndChecksTheTextAsSent()
    {
        Assert.EndsWith("=", SeedV2Data, StringComparison.Ordinal);
        foreach (var data in new[] { SeedV2Data.TrimEnd('='), SeedV2Data.Insert(76, "\\r\\n") })
            Assert.Null(Given.Check(Given.Request(V2(data, "\"2.0\"")), Endpoints.CheckoutUrl));
    }

    [Theory]
    [InlineData("""{"request":{"version":"2.0","signature":"x"}}""", 1008, "data")]
    [InlineData("""{"request":{"version":"2.0","data":"***"}}""", 1007, "data")]
    [InlineData("""{"request":{"version":"2.0","data":"e30="}}""", 1007, "data")]
    [InlineData("""{"request":{"version":"3.0","data":"e30="}}""", 1007, "version")]
    [InlineData("""{"request":{"version":{"a":1}}}""", 1007, "version")]
    public void BrokenVersion2_NamesTheParameter(string body, int code, string parameter)
    {
        var error = Given.Decode(body).Error!;
        Assert.Equal((code, parameter), (error.Code, error.Detail));
    }

    [Fact]
    public void SameQuestionInAnotherOrderAndFormat_HasTheSameHash()
    {
        var json = Given.Request("""{"request":{"merchant_id":1,"order_id":"a","amount":"100","lang":"","signature":"x"}}""");
        var form = Given.Request("amount=100&order_id=a&merchant_id=1&signature=y", FormType);
        var other = Given.Request("amount=10&order_id=0a&merchant_id=1", FormType);

        Assert.Equal(json.Hash, form.Hash);
        Assert.NotEqual(json.Hash, other.Hash);
        // The text is in every order's row and must not change between releases.
        Assert.Equal("890974e6c29040fe7c6c3df7b17bc59f5836334aa5bbf95f04fb9351d7be4d7a", json.Hash.ToString());
        Assert.True(RequestHash.TryParse(json.Hash.ToString(), out var read));
        Assert.Equal(json.Hash, read);
    }

    // The escaped line break is two characters in JSON and one break in the text that is signed.
    private static string V2(string data, string version) =>
        $$"""{"request":{"version":{{version}},"data":"{{data}}","signature":"{{Signature.Compute("test", data.Replace("\\r\\n", "\r\n", StringComparison.Ordinal))}}"} }""";
}
