using System.Text.Json;
using Tetri.Orders;

namespace Tetri.Tests.Orders;

public class OrderTermsTests
{
    private static readonly OrderTerms Terms = new()
    {
        Description = "Two books",
        VerificationType = "code",
        SubscriptionCallbackUrl = "http://localhost/subscription",
        ChargebackCallbackUrl = "http://localhost/chargeback",
        DesignId = "1",
        PaymentMethod = "bank",
        DefaultPaymentSystem = "card",
        RecurringData = "{}",
        ParentOrderId = "first",
        Rectoken = "a",
        ReceiverRectoken = "b",
        ReceiverIban = "GE00",
        OrderType = "c",
        OperationId = "d",
        Descriptor = "e",
        RequestHash = new RequestHash(1, 0xabc),
    };

    [Fact]
    public void TermsThatFewOrdersHave_ComeBackFromTheStoredText()
    {
        var stored = JsonSerializer.Serialize(Terms, OrderJson.Default.OrderTerms);
        Assert.Equal(Terms, JsonSerializer.Deserialize(stored, OrderJson.Default.OrderTerms));
    }

    [Fact]
    public void StoredText_IsWhatOtherReleasesReadAndWrite()
    {
        const string Hash = "00000000000000000000000000000001" + "00000000000000000000000000000abc";
        var text = $$"""
            {"Description":"Two books","Version":"V101","Lifetime":36000,"Delayed":true,"VerificationType":"code",
            "SubscriptionCallbackUrl":"http://localhost/subscription","ChargebackCallbackUrl":"http://localhost/chargeback",
            "DesignId":"1","PaymentMethod":"bank","DefaultPaymentSystem":"card","RecurringData":"{}","ParentOrderId":"first",
            "Rectoken":"a","ReceiverRectoken":"b","ReceiverIban":"GE00","OrderType":"c","OperationId":"d","Descriptor":"e",
            "RequestHash":"{{Hash}}"}
            """;
        Assert.Equal(text.ReplaceLineEndings(""), JsonSerializer.Serialize(Terms, OrderJson.Default.OrderTerms));
        Assert.Equal(Hash, Terms.RequestHash.ToString());
    }

    [Fact]
    public void CopyWithAnotherTerm_LeavesTheFirstAsItWas()
    {
        var copy = Terms with { Descriptor = "another", DesignId = null };
        Assert.Equal(("e", "1", "another", null), (Terms.Descriptor, Terms.DesignId, copy.Descriptor, copy.DesignId));
        Assert.Equal("code", copy.VerificationType);
    }
}
