using Microsoft.Extensions.Configuration;
using Tetri.Cards;
using Tetri.Checkout;
using Tetri.Tests.Store;

namespace Tetri.Tests.Checkout;

public class CheckoutTokenTests
{
    private static readonly Tetri.Orders.Order Order = TestStore.Order("A-1") with { PaymentId = 100_000_001 };

    private static CheckoutToken Tokens(string keys) => new(KeyRing.Open(
        new ConfigurationBuilder().AddInMemoryCollection([new("Tetri:MasterKeys", keys)]).Build(), new GatewayOptions()));

    private static string Key(int id) => $"{id}:{Convert.ToBase64String(Enumerable.Repeat((byte)id, 32).ToArray())}";

    [Fact]
    public void IssuedToken_SaysWhereItsOrderLives_AndOpensIt()
    {
        var tokens = Tokens(Key(1));
        var token = tokens.Issue(Order);

        Assert.Matches("^[0-9a-f]{40}$", token);
        Assert.True(CheckoutToken.TryRead(token, out var merchantId, out var paymentId));
        Assert.Equal((1549901, 100_000_001), (merchantId, paymentId));
        Assert.True(tokens.Opens(token, Order));
    }

    [Fact]
    public void LargestPaymentIdThatFits_HasAToken_AndTheNextIsRefused()
    {
        var tokens = Tokens(Key(1));
        var last = Order with { PaymentId = (1L << 40) - 1 };

        Assert.True(CheckoutToken.TryRead(tokens.Issue(last), out _, out var paymentId));
        Assert.Equal(last.PaymentId, paymentId);
        Assert.Throws<ArgumentOutOfRangeException>(() => tokens.Issue(Order with { PaymentId = 1L << 40 }));
    }

    [Fact]
    public void TokenChangedInAnyDigit_DoesNotOpen()
    {
        var tokens = Tokens(Key(1));
        var token = tokens.Issue(Order);
        for (var i = 0; i < token.Length; i++)
        {
            var changed = $"{token[..i]}{(token[i] == '0' ? '1' : '0')}{token[(i + 1)..]}";
            Assert.False(tokens.Opens(changed, Order));
        }
    }

    [Fact]
    public void TokenOfBeforeARestore_DoesNotOpenAnotherOrderOfTheSamePaymentId()
    {
        var tokens = Tokens(Key(1));
        var token = tokens.Issue(Order);

        Assert.False(tokens.Opens(token, Order with { CreatedAt = Order.CreatedAt.AddMilliseconds(1) }));
        Assert.False(tokens.Opens(token, TestStore.Order("A-2") with { PaymentId = 100_000_001 }));
    }

    [Fact]
    public void TokenOfAnOlderKey_StillOpens_UntilTheKeyIsGone()
    {
        var token = Tokens(Key(1)).Issue(Order);

        Assert.True(Tokens($"{Key(1)} {Key(2)}").Opens(token, Order));
        Assert.False(Tokens(Key(2)).Opens(token, Order));
    }

    [Theory]
    [InlineData("")]
    [InlineData("zz")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void OtherText_IsNoToken(string text) => Assert.False(CheckoutToken.TryRead(text, out _, out _));
}
