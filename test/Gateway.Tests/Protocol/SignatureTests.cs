using System.Text;
using System.Text.Json;
using Tetri.Protocol;
using Tetri.Protocol.Members;

namespace Tetri.Tests.Protocol;

public class SignatureTests
{
    private static readonly JsonElement Spec = SpecFiles.Read("signature-vectors.json");

    public static TheoryData<string> V1Names() => [.. Spec.GetProperty("v1").EnumerateArray().Select(row => row.GetProperty("name").GetString()!)];

    [Theory, MemberData(nameof(V1Names))]
    public void PublishedMembers_GiveThePublishedSignature(string name)
    {
        var (members, secret, signature) = Vector(name);

        Assert.Equal(signature, Signature.Compute(secret, members));
        Assert.True(Signature.Fits(signature, secret, members));
    }

    [Theory, MemberData(nameof(V1Names))]
    public void AnyMemberChangedAddedOrRemoved_NoLongerFits(string name)
    {
        var (members, secret, signature) = Vector(name);
        var signed = members.AsReceived.ToArray().Where(member => member.IsSigned).Select(member => (member.Name, member.Value)).ToArray();

        for (var i = 0; i < signed.Length; i++)
        {
            var changed = signed.ToArray();
            changed[i].Value += "1";
            Assert.False(Signature.Fits(signature, secret, Given.Members(changed)), $"{signed[i].Name} was changed");
            Assert.False(Signature.Fits(signature, secret, Given.Members(signed.Where((_, index) => index != i))), $"{signed[i].Name} was removed");
        }
        Assert.False(Signature.Fits(signature, secret, Given.Members(signed.Append(("zz_more", "0")))));
        Assert.False(Signature.Fits(signature, secret + "x", members));
        Assert.False(Signature.Fits(signature.ToUpperInvariant(), secret, members));
    }

    [Fact]
    public void V2Data_GivesThePublishedSignature()
    {
        foreach (var row in Spec.GetProperty("v2").EnumerateArray())
        {
            var (secret, data, signature) = (Text(row, "secret"), Text(row, "data"), Text(row, "signature"));
            Assert.Equal(signature, Signature.Compute(secret, data));
            Assert.False(Signature.Fits(signature, secret, data + "="));
            Assert.False(Signature.Fits(signature, "other", data));
        }
    }

    [Fact]
    public void Secret_IsMaskedWhereverItStands()
    {
        foreach (var row in Spec.GetProperty("masked").EnumerateArray())
        {
            var secret = Text(row, "secret");
            var signed = Signature.SigningString(secret, ReadMembers(row.GetProperty("members")));
            Assert.Equal(Text(row, "response_signature_string"), Signature.Masked(signed, secret));
        }
    }

    [Fact]
    public void AnotherMerchantsName_IsRefused()
    {
        var request = Given.Request(Given.SignedJson("test", Given.Order()));
        Assert.Null(Given.Check(request, Endpoints.CheckoutUrl));

        Assert.Equal(1014, Given.Check(request, Endpoints.CheckoutUrl, Given.OtherShop)!.Code);
    }

    [Fact]
    public void MemberUnknownToTheEndpoint_MayBeSignedOrNot()
    {
        var unsignedExtra = Given.SignedJson("test", Given.Order()).Replace("\"request\":{", "\"request\":{\"campaign\":\"autumn\",", StringComparison.Ordinal);

        Assert.Null(Given.Check(Given.Request(unsignedExtra), Endpoints.CheckoutUrl));
        Assert.Null(Given.Check(Given.Request(Given.SignedJson("test", Given.Order(("campaign", "autumn")))), Endpoints.CheckoutUrl));
    }

    [Theory]
    [InlineData(Given.SeedCreateOrder)]
    [InlineData("""
        {
          "request": {
            "version": "1.0.1",
            "order_id": "test_order_id_132412412",
            "currency": "GEL",
            "merchant_id": 1549901,
            "order_desc": "Test order",
            "amount": 10025,
            "response_url": "https://example.com/thankyoupage",
            "server_callback_url": "https://example.com/api/callback",
            "signature": "7f52380cefaf3cb793746e2deeb56cf7cd75d532"
          }
        }
        """)]
    public void PublishedRequest_FitsTheFormerIdOnlyInTheSandbox(string body)
    {
        var request = Given.Request(body);

        var verdict = SignatureCheck.Check(request, Endpoints.CheckoutUrl, Given.Shop, acceptFormerIds: true);
        Assert.Null(verdict.Error);
        Assert.Equal(1396424, verdict.FormerId);
        Assert.Equal(1014, Given.Check(request, Endpoints.CheckoutUrl)!.Code);
        Assert.Null(Given.Check(Given.Request(body.Replace("1549901", "1396424", StringComparison.Ordinal)), Endpoints.CheckoutUrl, Given.OldShop));
    }

    [Fact]
    public void PublishedForm_FitsNoIdAndIsRefused()
    {
        const string form = "order_id=test8651190566&merchant_id=1549901&order_desc=Test+order&amount=200&currency=UAH"
            + "&response_url=https%3A%2F%2Fapi.flitt.com%2Ftest%2Fresponsepage%2F&signature=31c758a76a5dae87f087df171092684130a12bf3";

        var request = Given.Request(form, "application/x-www-form-urlencoded");
        Assert.Equal(1014, Given.Check(request, Endpoints.CheckoutRedirect, sandbox: true)!.Code);
    }

    [Fact]
    public void SeparatorInAValue_IsRefusedBecauseTwoRequestsWouldShareASignature()
    {
        var request = Given.Request(Given.SignedJson("test", Given.Order(("order_desc", "A|B"))));

        var error = Given.Check(request, Endpoints.CheckoutUrl);
        Assert.Equal((1034, "|"), (error!.Code, error.Detail));
    }

    [Fact]
    public void NestedMember_NeedsVersion2()
    {
        var v1 = Given.SignedJson("test", Given.Order()).Replace("\"request\":{", "\"request\":{\"recurring_data\":{\"amount\":100},", StringComparison.Ordinal);
        var data = Convert.ToBase64String("""{"order":{"merchant_id":1549901,"order_id":"S1","order_desc":"x","amount":100,"currency":"GEL","subscription":"Y","recurring_data":{"amount":100,"period":"month","every":1}}}"""u8);
        var v2 = V2(data, Signature.Compute("test", data));

        var error = Given.Check(Given.Request(v1), Endpoints.CheckoutUrl);
        Assert.Equal(1014, error!.Code);
        Assert.Contains("use version 2.0", error.Explanation, StringComparison.Ordinal);
        Assert.Null(Given.Check(Given.Request(v2), Endpoints.CheckoutUrl));
        Assert.Equal(1014, Given.Check(Given.Request(V2(data, Signature.Compute("other", data))), Endpoints.CheckoutUrl)!.Code);
    }

    private static (MemberSet Members, string Secret, string Signature) Vector(string name)
    {
        var row = Spec.GetProperty("v1").EnumerateArray().Single(row => Text(row, "name") == name);
        return (ReadMembers(row.GetProperty("members")), Text(row, "secret"), Text(row, "signature"));
    }

    private static MemberSet ReadMembers(JsonElement members)
    {
        var set = new MemberSet();
        Assert.Null(JsonBody.Read(Encoding.UTF8.GetBytes("{\"request\":" + members.GetRawText() + "}"), "request"u8, set));
        return set;
    }

    private static string V2(string data, string signature) =>
        $$"""{"request":{"version":"2.0","data":"{{data}}","signature":"{{signature}}"} }""";

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
