using Tetri.Orders;
using Tetri.Payments;
using Tetri.Protocol;
using Tetri.Protocol.Members;

namespace Tetri.Tests.Protocol;

public class MemberCheckTests
{
    [Theory]
    [InlineData("amount", "10.5", 1007)]
    [InlineData("amount", "-5", 1007)]
    [InlineData("amount", "1234567890123", 1007)]
    [InlineData("amount", "0", 1023)]
    [InlineData("amount", "", 1009)]
    [InlineData("order_desc", "", 1009)]
    [InlineData("order_id", "a\nb", 1007)]
    [InlineData("currency", "III", 1007)]
    [InlineData("currency", "GE", 1007)]
    [InlineData("currency", "UZS", 1012)]
    [InlineData("currency", "gel", null)]
    [InlineData("lifetime", "0", 1007)]
    [InlineData("lifetime", "69120001", 1007)]
    [InlineData("lifetime", "69120000", null)]
    [InlineData("lang", "xx", 1007)]
    [InlineData("lang", "KA", null)]
    [InlineData("delayed", "n", null)]
    [InlineData("delayed", "no", 1007)]
    [InlineData("preauth", "true", 1007)]
    [InlineData("sender_email", "nobody", 1096)]
    [InlineData("sender_email", "test@test.com", null)]
    [InlineData("sender_email", "", null)]
    [InlineData("response_url", "example.com", 1007)]
    [InlineData("response_url", "javascript:alert(1)", 1007)]
    [InlineData("response_url", "ftp://example.com/", 1007)]
    [InlineData("response_url", "http://", 1007)]
    [InlineData("response_url", "http:///path", 1007)]
    [InlineData("response_url", "https://example.com/a b", 1007)]
    [InlineData("response_url", "https://example.com:99999/", 1007)]
    [InlineData("response_url", "https://example.com/\r\nX: y", 1007)]
    [InlineData("response_url", "http://myshop/callback/", null)]
    [InlineData("response_url", "http://127.0.0.1:5000", null)]
    [InlineData("response_url", "http://[::1]:5000/x?a=%D0%93", null)]
    [InlineData("response_url", "https://магазин.укр/дякуємо?order={order_id}#top", null)]
    [InlineData("rectoken", "0123456789012345678901234567890123456789012345678901234567890123", null)]
    [InlineData("rectoken", "01234567890123456789012345678901234567890123456789012345678901234", 1007)]
    [InlineData("merchant_id", "", 1009)]
    [InlineData("merchant_id", "shop", 1007)]
    [InlineData("unknown_member", "anything", null)]
    public void Value_IsTakenOrRefused(string name, string value, int? code)
    {
        var request = Given.Request(Given.SignedJson("test", Given.Order((name, value))));

        var error = Given.Check(request, Endpoints.CheckoutUrl) ?? OrderTermsReader.Read(request, Given.Shop, out _);
        Assert.Equal(code, error?.Code);
        if (code is 1007 or 1009)
            Assert.Equal(name, error!.Detail);
    }

    [Fact]
    public void AmountOfNothing_IsForVerificationOrdersOnly()
    {
        var request = Given.Request(Given.SignedJson("test", Given.Order(("amount", "0"), ("verification", "Y"))));

        Assert.Null(Given.Check(request, Endpoints.CheckoutUrl));
        Assert.Equal(1023, Given.Check(request, Endpoints.Capture)?.Code);
        Assert.Equal(1023, Given.Check(request, Endpoints.ReverseByOrderId)?.Code);
    }

    [Theory]
    [InlineData("merchant_id")]
    [InlineData("order_id")]
    [InlineData("order_desc")]
    [InlineData("amount")]
    [InlineData("currency")]
    [InlineData("signature")]
    public void MissingMember_IsMandatory(string name)
    {
        var body = Given.SignedJson("test", [.. Given.Order().Where(member => member.Name != name)]);
        if (name == "signature")
            body = Given.SignedJson("test", Given.Order()).Replace("\"signature\"", "\"signature_of_mine\"", StringComparison.Ordinal);

        var error = Given.Check(Given.Request(body), Endpoints.CheckoutUrl)!;
        Assert.Equal((1008, name), (error.Code, error.Detail));
    }

    [Fact]
    public void Missing_IsToldBeforeEmptyBeforeWrongBeforeUnsigned()
    {
        Assert.Equal(1008, Check(Given.Order(("lifetime", "x"), ("order_desc", "")).Where(member => member.Name != "amount")));
        Assert.Equal(1009, Check(Given.Order(("lifetime", "x"), ("order_desc", ""))));
        Assert.Equal(1007, Check(Given.Order(("lifetime", "x"))));
        Assert.Equal(1014, Check(Given.Order()));

        static int Check(IEnumerable<(string, string)> members) =>
            Given.Check(Given.Request(Given.SignedJson("wrong", [.. members])), Endpoints.CheckoutUrl)!.Code;
    }

    [Theory]
    [InlineData("91EA7DA493A8367410FE3D7F877FB5E0ED666490")]
    [InlineData("91ea7da493a8367410fe3d7f877fb5e0ed66649")]
    [InlineData("91ea7da493a8367410fe3d7f877fb5e0ed6664901")]
    [InlineData("test")]
    public void SignatureOfAnotherShape_IsIncorrect(string signature)
    {
        var body = Given.SeedCreateOrder.Replace("91ea7da493a8367410fe3d7f877fb5e0ed666490", signature, StringComparison.Ordinal);

        var error = Given.Check(Given.Request(body), Endpoints.CheckoutUrl, sandbox: true)!;
        Assert.Equal((1007, "signature"), (error.Code, error.Detail));
    }

    [Fact]
    public void NestedValueInAScalarMember_IsIncorrect()
    {
        var error = Given.Check(Given.Request("""{"request":{"merchant_id":1549901,"order_id":{"a":1},"order_desc":"x","amount":1,"currency":"GEL","signature":"x"}}"""), Endpoints.CheckoutUrl)!;
        Assert.Equal((1007, "order_id"), (error.Code, error.Detail));
    }

    [Fact]
    public void ZeroAmount_IsForVerification()
    {
        var request = Given.Request(Given.SignedJson("test", Given.Order(("amount", "0"), ("verification", "y"), ("verification_type", "amount"))));
        Assert.Null(Given.Check(request, Endpoints.CheckoutUrl));
    }

    [Fact]
    public void LongText_IsCountedInCharactersNotCodeUnits()
    {
        var face = string.Concat(Enumerable.Repeat("🙂", 1024));
        Assert.Null(Given.Check(Given.Request(Given.SignedJson("test", Given.Order(("order_desc", face)))), Endpoints.CheckoutUrl));
        Assert.Equal(1007, Given.Check(Given.Request(Given.SignedJson("test", Given.Order(("order_desc", face + "🙂")))), Endpoints.CheckoutUrl)!.Code);
    }

    [Fact]
    public void Terms_HoldWhatTheRequestSaid()
    {
        var request = Given.Request(Given.SignedJson("test", Given.Order(
            ("currency", "usd"), ("lifetime", "600"), ("delayed", "n"), ("preauth", "Y"), ("lang", "KA"), ("sender_email", "a@b.c"),
            ("merchant_data", "{\"a\": 1}"), ("response_url", "https://shop.example/back"), ("version", "1.0"))));
        Assert.Null(Given.Check(request, Endpoints.CheckoutUrl));

        Assert.Null(OrderTermsReader.Read(request, Given.Shop, out var terms));
        Assert.Equal((1549901, "Order1", 1000, "USD"), (terms.MerchantId, terms.OrderId, terms.Amount.Minor, terms.Amount.Currency.Code));
        Assert.Equal((MessageVersion.V10, 600, false, true, "ka"), (terms.Version, terms.Lifetime, terms.Delayed, terms.Preauth, terms.Language));
        Assert.Equal(("a@b.c", "{\"a\": 1}", "https://shop.example/back"), (terms.Sender!.Email, terms.MerchantData, terms.ResponseUrl));
        Assert.Equal(request.Hash, terms.RequestHash);
    }

    [Fact]
    public void TermsOfASplitSubscription_AreRead()
    {
        var data = Convert.ToBase64String("""{"order":{"merchant_id":1549901,"order_id":"S1","order_desc":"x","amount":100,"currency":"GEL","subscription":"Y","recurring_data":{"amount":100,"Readonly":"y"},"receiver":[{"type":"merchant","requisites":{"merchant_id":"7","amount":100,"settlement_description":"rent"}}]}}"""u8);
        var request = Given.Request($$"""{"request":{"version":"2.0","data":"{{data}}","signature":"{{Signature.Compute("test", data)}}"} }""");
        Assert.Null(Given.Check(request, Endpoints.CheckoutUrl));

        Assert.Null(OrderTermsReader.Read(request, Given.Shop, out var terms));
        Assert.Equal((true, """{"amount":100,"Readonly":"y"}"""), (terms.Subscription, terms.RecurringData));
        Assert.Equal([new SplitPart(7, 100) { Description = "rent" }], terms.Parts!);
        Assert.Equal((OrderTerms.DefaultLifetime, true, MessageVersion.V20), (terms.Lifetime, terms.Delayed, terms.Version));
    }
}
