using System.Buffers;
using System.Text;
using System.Text.Json;
using Tetri.Callbacks;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Protocol;
using Tetri.Protocol.Errors;

namespace Tetri.Tests.Protocol;

public class AnswerTests
{
    private static readonly DateTimeOffset CreatedAt = new(2024, 7, 13, 1, 23, 59, TimeSpan.Zero);

    // The order behind the published sample of a final response.
    private static readonly Order Sample = new()
    {
        Terms = new OrderTerms
        {
            MerchantId = 1396424,
            OrderId = "test33694502191",
            Amount = new Money(200, Currency.Find("UAH")!),
            Description = "Test payment",
            MerchantData = "Test merchant data",
            ReservationData = "e30=",
            Sender = new Sender { Email = "test@test.com" },
        },
        PaymentId = 805243692,
        State = OrderState.Approved,
        CreatedAt = CreatedAt,
        ExpiresAt = CreatedAt.AddSeconds(36_000),
        Payment = new Payment
        {
            Authorised = 200,
            Captured = 200,
            TransactionId = 1994930931,
            PaymentSystem = "card",
            MaskedCard = "444455XXXXXX1111",
            CardBin = 444455,
            CardType = "VISA",
            CardProduct = "empty_visa",
            Rrn = "111111111111",
            ApprovalCode = "123456",
            Eci = "5",
            ThreeDSecureVersion = 1,
            PayerIp = "178.54.60.26",
            EndedAt = CreatedAt.AddSeconds(9),
        },
    };

    [Fact]
    public void ApprovedOrder_GivesThePublishedResponseToTheLastByte()
    {
        var published = SpecFiles.Read("signature-vectors.json").GetProperty("v1").EnumerateArray()
            .Single(row => row.GetProperty("name").GetString() == "final response, approved");

        var members = FinalResponse.Of(Sample, Given.OldShop, sandbox: true);
        var signed = members.Signed("test", explain: true);

        var expected = published.GetProperty("members").EnumerateObject().ToDictionary(member => member.Name, member => (member.Value.ValueKind, member.Value.ToString()));
        using var json = JsonDocument.Parse(ResponseEncoder.Json(members, root: null));
        Assert.Equal(expected, json.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => (member.Value.ValueKind, member.Value.ToString())));
        Assert.Equal(published.GetProperty("signature").GetString(), signed.Text("signature"));
        Assert.Equal(SpecFiles.Read("signature-vectors.json").GetProperty("masked")[0].GetProperty("response_signature_string").GetString(),
            signed.Text("response_signature_string"));
    }

    [Fact]
    public void LiveAnswer_SaysNothingOfTheSignedText()
    {
        var body = Text(body => ResponseEncoder.Success(body, FinalResponse.Of(Sample, Given.OldShop, sandbox: false), AnswerSignature.Always, "test", new(WireFormat.Json, MessageVersion.V101, Explain: false)));

        Assert.DoesNotContain("response_signature_string", body, StringComparison.Ordinal);
        Assert.DoesNotContain("is_test", body, StringComparison.Ordinal);
        Assert.DoesNotContain("error_", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Fee_IsToldWhereThereIsOne()
    {
        var members = FinalResponse.Of(Sample with { Payment = Sample.Payment with { Fee = 5 } }, Given.OldShop, sandbox: true);

        Assert.Equal("5", members.Text("fee"));
        Assert.Equal("", FinalResponse.Of(Sample, Given.OldShop, sandbox: true).Text("fee"));
    }

    [Fact]
    public void CallbackOfAPayout_IsSignedWithTheCreditKey()
    {
        var payout = Sample with { Terms = Sample.Terms with { Payout = true } };

        using var json = JsonDocument.Parse(CallbackEncoder.Encode(CallbackOf(payout, MessageVersion.V101), payout, Given.OldShop, sandbox: false).Body);
        using var v2 = JsonDocument.Parse(CallbackEncoder.Encode(CallbackOf(payout, MessageVersion.V20), payout, Given.OldShop, sandbox: false).Body);

        var signed = PayoutResponse.Of(payout, Given.OldShop, sandbox: false).Signed(Given.OldShop.CreditKey, explain: false);
        Assert.Equal(signed.Text("signature"), json.RootElement.GetProperty("signature").GetString());
        Assert.Equal(Signature.Compute(Given.OldShop.CreditKey, v2.RootElement.GetProperty("data").GetString()!), v2.RootElement.GetProperty("signature").GetString());
    }

    [Fact]
    public void Version10_KnowsNoAdditionalInfo()
    {
        var members = FinalResponse.Of(Sample with { Terms = Sample.Terms with { Version = MessageVersion.V10 } }, Given.OldShop, sandbox: true);

        Assert.Null(members.Text("additional_info"));
        Assert.Null(members.Text("fee_oplata"));
    }

    [Fact]
    public void CreatedOrder_HasEmptyMembersNeverNull()
    {
        var created = Sample with { State = OrderState.Created, Payment = Payment.None };
        var body = Text(body => ResponseEncoder.Success(body, FinalResponse.Of(created, Given.OldShop, sandbox: true), AnswerSignature.Always, "test", new(WireFormat.Json, MessageVersion.V101, true)));

        using var json = JsonDocument.Parse(body);
        var response = json.RootElement.GetProperty("response");
        Assert.All(response.EnumerateObject(), member => Assert.NotEqual(JsonValueKind.Null, member.Value.ValueKind));
        foreach (var empty in new[] { "actual_amount", "actual_currency", "card_bin", "response_code", "payment_system", "rrn" })
            Assert.Equal("", response.GetProperty(empty).GetString());
        Assert.Equal("0", response.GetProperty("reversal_amount").GetString());
        Assert.Equal("created", response.GetProperty("order_status").GetString());
        Assert.StartsWith("{\"capture_status\": null, \"capture_amount\": null, ", response.GetProperty("additional_info").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void DeclinedTry_SaysWhy()
    {
        var declined = Sample with { State = OrderState.Processing, Payment = new Payment { ResponseCode = 1051 } };
        var members = FinalResponse.Of(declined, Given.OldShop, sandbox: false);

        Assert.Equal(("processing", "1051", "Declined by antifraud", "success"),
            (members.Text("order_status"), members.Text("response_code"), members.Text("response_description"), members.Text("response_status")));
    }

    [Fact]
    public void CapturedHold_IsToldInMajorUnits()
    {
        var hold = Sample with { Terms = Sample.Terms with { Preauth = true }, Payment = Sample.Payment with { Captured = 0 } };
        Assert.Contains("\"capture_status\": \"hold\", \"capture_amount\": null", Info(hold), StringComparison.Ordinal);

        Assert.Contains("\"capture_status\": \"captured\", \"capture_amount\": 1.0,", Info(hold with { Payment = hold.Payment with { Captured = 100 } }), StringComparison.Ordinal);
        Assert.Contains("\"capture_amount\": 1.5,", Info(hold with { Payment = hold.Payment with { Captured = 150 } }), StringComparison.Ordinal);
        Assert.Contains("\"capture_amount\": 1.25,", Info(hold with { Payment = hold.Payment with { Captured = 125 } }), StringComparison.Ordinal);
    }

    [Fact]
    public void Answer_IsWrittenLikeItsRequest()
    {
        var members = new ResponseMembers().Add("response_status", "success").Add("rrn", "").AddNumber("card_bin", null).AddNumber("payment_id", 7)
            .Add("order_desc", "Готель & <b> \"x\" a=b+c");

        Assert.Equal("""{"response":{"response_status":"success","rrn":"","card_bin":"","payment_id":7,"order_desc":"Готель & <b> \"x\" a=b+c"}}""", Write(WireFormat.Json));
        Assert.Equal("response_status=success&rrn=&card_bin=&payment_id=7&order_desc=%D0%93%D0%BE%D1%82%D0%B5%D0%BB%D1%8C+%26+%3Cb%3E+%22x%22+a%3Db%2Bc", Write(WireFormat.Form));
        Assert.Equal("<?xml version=\"1.0\" encoding=\"UTF-8\"?><response><response_status>success</response_status><rrn /><payment_id>7</payment_id>"
            + "<order_desc>Готель &amp; &lt;b&gt; &quot;x&quot; a=b+c</order_desc></response>", Write(WireFormat.Xml));

        string Write(WireFormat format) => Text(body => ResponseEncoder.Success(body, members, AnswerSignature.InVersion2, "test", new(format, MessageVersion.V101, true)));
    }

    [Fact]
    public void FormAndXmlAnswers_VerifyWhenReadBack()
    {
        var members = FinalResponse.Of(Sample, Given.OldShop, sandbox: false);
        var form = Text(body => ResponseEncoder.Success(body, members, AnswerSignature.Always, "test", new(WireFormat.Form, MessageVersion.V101, false)));
        var xml = Text(body => ResponseEncoder.Success(body, members, AnswerSignature.Always, "test", new(WireFormat.Xml, MessageVersion.V101, false))).Replace("response>", "request>", StringComparison.Ordinal);

        foreach (var request in new[] { Given.Request(form, "application/x-www-form-urlencoded"), Given.Request(xml, "application/xml") })
            Assert.True(Signature.Fits(request.Signature!, "test", request.Members));
    }

    [Fact]
    public void Version2Answer_IsSignedOverItsDataAndATokenIsNot()
    {
        var form = new AnswerForm(WireFormat.Json, MessageVersion.V20, Explain: true);
        var members = new ResponseMembers().Add("response_status", "success").Add("token", "ab");

        using var json = JsonDocument.Parse(Text(body => ResponseEncoder.Success(body, members, AnswerSignature.InVersion2, "test", form)));
        var response = json.RootElement.GetProperty("response");
        var data = response.GetProperty("data").GetString()!;
        Assert.Equal("2.0", response.GetProperty("version").GetString());
        Assert.Equal(Signature.Compute("test", data), response.GetProperty("signature").GetString());
        Assert.Equal("""{"order":{"response_status":"success","token":"ab"}}""", Encoding.UTF8.GetString(Convert.FromBase64String(data)));
        Assert.Equal("""{"response":{"response_status":"success","token":"ab"}}""", Text(body => ResponseEncoder.Success(body, members, AnswerSignature.Never, "test", form)));
    }

    [Fact]
    public void Failure_IsFlatInEveryVersionAndItsCodeIsTextUnlessAsked()
    {
        var form = new AnswerForm(WireFormat.Json, MessageVersion.V20, Explain: false);

        Assert.Equal("""{"response":{"response_status":"failure","error_message":"Parameter `amount` is mandatory","error_code":"1008","request_id":"5htKi0wf7zEHn"}}""",
            Text(body => ResponseEncoder.Failure(body, GatewayError.Missing("amount"), "5htKi0wf7zEHn", form)));
        Assert.Contains("\"error_code\":1008,", Text(body => ResponseEncoder.Failure(body, GatewayError.Missing("amount"), "5htKi0wf7zEHn", form, numericCode: true)), StringComparison.Ordinal);
    }

    [Fact]
    public void Callback_TellsTheStateItWasOwedForInItsOrdersVersion()
    {
        var later = Sample with { State = OrderState.Reversed, Payment = Sample.Payment with { Reversed = 200 } };
        var callback = CallbackOf(Sample, MessageVersion.V101);

        var json = CallbackEncoder.Encode(callback, later, Given.OldShop, sandbox: false);
        using var flat = JsonDocument.Parse(json.Body);
        Assert.Equal(ContentType.Json, json.ContentType);
        Assert.Equal("approved", flat.RootElement.GetProperty("order_status").GetString());
        Assert.Equal("0", flat.RootElement.GetProperty("reversal_amount").GetString());

        var form = CallbackEncoder.Encode(callback, later, Given.OldShop with { Settings = new MerchantSettings { CallbackFormat = "form" } }, sandbox: false);
        var read = Given.Request(Text(form), form.ContentType);
        Assert.True(Signature.Fits(read.Signature!, "test", read.Members));

        using var v2 = JsonDocument.Parse(CallbackEncoder.Encode(CallbackOf(Sample, MessageVersion.V20), Sample, Given.OldShop, sandbox: true).Body);
        Assert.Equal(["version", "data", "signature"], v2.RootElement.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void Return_CarriesTheSameMembers()
    {
        var members = FinalResponse.Of(Sample, Given.OldShop, sandbox: true);

        var fields = ReturnFields.Of(members, MessageVersion.V101, Given.OldShop, sandbox: true).ToDictionary(StringComparer.Ordinal);
        Assert.Equal("b7884b5c4906956fbac4d20390388d913a78c0b0", fields["signature"]);
        Assert.Contains("response_signature_string", fields.Keys);
        Assert.Equal(["version", "data", "signature"], ReturnFields.Of(members, MessageVersion.V20, Given.OldShop, sandbox: true).Select(field => field.Key));
    }

    private static Callback CallbackOf(Order order, MessageVersion version) => new()
    {
        MerchantId = order.MerchantId,
        PaymentId = order.PaymentId,
        OrderId = order.Terms.OrderId,
        Url = "http://localhost/",
        OrderVersion = 1,
        MessageVersion = version,
        Content = JsonSerializer.Serialize(new CallbackContent { State = order.State, Payment = order.Payment }, CallbackJson.Default.CallbackContent),
        OwedAt = CreatedAt,
        DueAt = CreatedAt,
    };

    private static string Info(Order order) => AdditionalInfo.Of(order, sandbox: false);

    private static string Text(WireMessage message) => Encoding.UTF8.GetString(message.Body.Span);

    private static string Text(Func<IBufferWriter<byte>, long> write)
    {
        var body = new ArrayBufferWriter<byte>();
        var length = write(body);
        Assert.Equal(body.WrittenCount, length);
        return Encoding.UTF8.GetString(body.WrittenSpan);
    }
}
