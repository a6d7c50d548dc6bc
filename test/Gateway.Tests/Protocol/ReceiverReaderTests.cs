using Tetri.Payments;
using Tetri.Protocol;

namespace Tetri.Tests.Protocol;

public class ReceiverReaderTests
{
    [Fact]
    public void Receivers_AreReadWithNumbersOrTexts()
    {
        Assert.Null(Read("""[{"type":"merchant","requisites":{"amount":"500","merchant_id":600001,"fee_partner_amount":1}},{"requisites":{"merchant_id":"700001","amount":400,"settlement_description":"rent"},"type":"merchant"}]""", out var parts));

        Assert.Equal([new SplitPart(600001, 500), new SplitPart(700001, 400) { Description = "rent" }], parts!);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("""[{"type":"merchant"}]""")]
    [InlineData("""[{"type":"merchant","requisites":{"amount":1}}]""")]
    [InlineData("""[{"type":"merchant","requisites":{"merchant_id":1}}]""")]
    [InlineData("""[{"type":"merchant","requisites":{"merchant_id":1,"amount":0}}]""")]
    [InlineData("""[{"type":"merchant","requisites":{"merchant_id":1,"amount":1.5}}]""")]
    [InlineData("""[{"type":"merchant","requisites":{"merchant_id":1,"amount":1}},{"type":"merchant","requisites":{"merchant_id":1,"amount":1}}]""")]
    // No number of a card may be kept, so none is taken.
    [InlineData("""[{"type":"card","requisites":{"amount":1,"card_number":"4444555566661111"}}]""")]
    [InlineData("""[{"type":"merchant","requisites":{"amount":1,"merchant_id":1,"card_number":"4444555566661111"}}]""")]
    public void Receivers_ThatAreNone_AreRefused(string json) => Assert.Equal("receiver", Read(json, out _)!.Detail);

    private static Tetri.Protocol.Errors.GatewayError? Read(string json, out IReadOnlyList<SplitPart>? parts)
    {
        var members = new MemberSet();
        members.Add("receiver", json, MemberKind.Nested);
        return ReceiverReader.Read(members, out parts);
    }
}
