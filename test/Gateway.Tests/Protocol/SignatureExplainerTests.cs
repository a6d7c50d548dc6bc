using System.Security.Cryptography;
using System.Text;
using Tetri.Merchants;
using Tetri.Protocol;
using Tetri.Protocol.Members;

namespace Tetri.Tests.Protocol;

public class SignatureExplainerTests
{
    private static readonly Merchant[] Known = [Given.Shop, Given.OldShop, Given.OtherShop];

    [Fact]
    public void Explanation_BeginsAsThePublishedErrorDoes()
    {
        var text = Explain("test|125|USD|1396424|demo order 789|Demo123456",
            ("amount", "125"), ("currency", "GEL"), ("order_desc", "demo order 789"), ("order_id", "Demo123456"));

        var expected = Sha1("test|125|GEL|1549901|demo order 789|Demo123456");
        Assert.StartsWith($"signature: `{expected}`; response_signature_string: `**********|125|GEL|1549901|demo order 789|Demo123456` ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("testcredit|1000|GEL|1549901|Test payment|Order1", "credit key")]
    [InlineData("other key|1000|GEL|1549901|Test payment|Order1", "key of merchant 700001")]
    [InlineData("other key|1000|GEL|700001|Test payment|Order1", "for merchant_id 700001")]
    [InlineData("test|1000|GEL|700001|Test payment|Order1", "for merchant_id 700001")]
    [InlineData("1000|GEL|1549901|Test payment|Order1", "secret is missing")]
    [InlineData("1000|GEL|1549901|Test payment|Order1|test", "secret was put at the end")]
    [InlineData("test\n|1000|GEL|1549901|Test payment|Order1", "line break behind it")]
    [InlineData("test|1000|GEL|1549901|Order1", "`order_desc` was sent but not signed")]
    [InlineData("test|1000|GEL|1549901|Test payment|Order1|1.0.1", "version 1.0.1 was signed but not sent")]
    [InlineData("test|1549901|Order1|Test payment|1000|GEL", "order in which they were sent")]
    [InlineData("test|1000|1549901|GEL|Order1|Test payment", "sorted by themselves")]
    [InlineData("test,1000,GEL,1549901,Test payment,Order1", "joined by a comma")]
    [InlineData("test1000GEL1549901Test paymentOrder1", "joined by nothing")]
    [InlineData("test|10.00|GEL|1549901|Test payment|Order1", "major units")]
    [InlineData("test|10|GEL|1549901|Test payment|Order1", "major units")]
    [InlineData("test|amount=1000|currency=GEL|merchant_id=1549901|order_desc=Test payment|order_id=Order1", "Names were signed")]
    [InlineData("test|1000|GEL|1549901|Test%20payment|Order1", "% escapes")]
    [InlineData("test|1000|GEL|1549901|Test payment|Order1|", "separator stands at the end")]
    [InlineData("something else", "No mistake that we know")]
    public void KnownMistake_IsNamed(string signedText, string cause) =>
        Assert.Contains(cause, Explain(signedText, Given.Order()[1..]), StringComparison.Ordinal);

    [Theory]
    [InlineData("test|1000|GEL||1549901|Test payment|Order1", "Empty members were kept")]
    public void EmptyMember_KeptAsASegment_IsNamed(string signedText, string cause) =>
        Assert.Contains(cause, Explain(signedText, Given.Order(("lang", ""))[1..]), StringComparison.Ordinal);

    [Theory]
    [InlineData("test|1000|GEL||1549901|Test payment|Order1", "null were kept as empty")]
    [InlineData("test|1000|GEL|null|1549901|Test payment|Order1", "signed as the text null")]
    public void NullMember_IsNamed(string signedText, string cause)
    {
        var body = $$"""{"request":{"merchant_id":1549901,"order_id":"Order1","order_desc":"Test payment","amount":1000,"currency":"GEL","lang":null,"signature":"{{Sha1(signedText)}}"} }""";
        Assert.Contains(cause, SignatureExplainer.Explain(Given.Request(body), Endpoints.CheckoutUrl, Given.Shop, Known), StringComparison.Ordinal);
    }

    [Fact]
    public void SlashesEscapedAsJson_AreNamed()
    {
        var text = Explain(@"test|1000|GEL|1549901|Test payment|Order1|https:\/\/a.b\/", Given.Order(("response_url", "https://a.b/"))[1..]);
        Assert.Contains(@"\/", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Hmac_IsNamed()
    {
        var mac = Convert.ToHexStringLower(HMACSHA1.HashData("test"u8, "1000|GEL|1549901|Test payment|Order1"u8));
        Assert.Contains("HMAC", Explain(new Request(mac), Given.Order()[1..]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("test|{0}", "JSON was signed before")]
    [InlineData("testcredit|{1}", "credit key")]
    [InlineData("other key|{1}", "merchant 700001")]
    [InlineData("{1}|test", "behind the data")]
    [InlineData("test{1}", "between the secret and the data is missing")]
    [InlineData("test|1000|GEL|1549901|x|V2", "one by one as in 1.0")]
    public void KnownMistakeOfVersion2_IsNamed(string signedText, string cause)
    {
        const string json = """{"order":{"merchant_id":1549901,"order_id":"V2","order_desc":"x","amount":1000,"currency":"GEL"}}""";
        var data = Convert.ToBase64String(Encoding.UTF8.GetBytes(json));
        var signature = Sha1(signedText.Replace("{0}", json, StringComparison.Ordinal).Replace("{1}", data, StringComparison.Ordinal));

        var request = Given.Request($$"""{"request":{"version":"2.0","data":"{{data}}","signature":"{{signature}}"} }""");
        Assert.Contains(cause, SignatureExplainer.Explain(request, Endpoints.CheckoutUrl, Given.Shop, Known), StringComparison.Ordinal);
    }

    [Fact]
    public void Secret_IsNeverShown()
    {
        var merchant = Given.Shop with { PaymentKey = "s3cret", CreditKey = "cr3dit" };
        var text = SignatureExplainer.Explain(Given.Request(Body("0", Given.Order()[1..])), Endpoints.CheckoutUrl, merchant, Known);

        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("cr3dit", text, StringComparison.Ordinal);
    }

    private sealed record Request(string Signature);

    private static string Explain(string signedText, params (string Name, string Value)[] members) => Explain(new Request(Sha1(signedText)), members);

    private static string Explain(Request request, params (string Name, string Value)[] members) =>
        SignatureExplainer.Explain(Given.Request(Body(request.Signature, members)), Endpoints.CheckoutUrl, Given.Shop, Known);

    private static string Body(string signature, (string Name, string Value)[] members)
    {
        var set = new ResponseMembers().Add("merchant_id", "1549901");
        foreach (var (name, value) in members)
            set.Add(name, value);
        return Encoding.UTF8.GetString(ResponseEncoder.Json(set.Add("signature", signature), "request").Span);
    }

    private static string Sha1(string text) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
}
