using CsCheck;
using Tetri.Orders;

namespace Tetri.Tests.Orders;

public class OrderRulesTests
{
    private static readonly Gen<OrderEvent> AnyEvent = Gen.Enum<OrderEvent>();

    [Theory]
    [InlineData(OrderState.Created, OrderEvent.PaymentStarted, true, OrderState.Processing)]
    [InlineData(OrderState.Processing, OrderEvent.PaymentApproved, true, OrderState.Approved)]
    [InlineData(OrderState.Processing, OrderEvent.PaymentDeclined, true, OrderState.Processing)]
    [InlineData(OrderState.Processing, OrderEvent.PaymentDeclined, false, OrderState.Declined)]
    [InlineData(OrderState.Processing, OrderEvent.VerificationFailed, true, OrderState.Declined)]
    [InlineData(OrderState.Created, OrderEvent.LifetimeOver, false, OrderState.Expired)]
    [InlineData(OrderState.Processing, OrderEvent.LifetimeOver, false, OrderState.Declined)]
    [InlineData(OrderState.Approved, OrderEvent.PartlyReversed, false, OrderState.Approved)]
    [InlineData(OrderState.Approved, OrderEvent.FullyReversed, false, OrderState.Reversed)]
    internal void Event_InItsPlace_MovesTheOrderForward(OrderState from, OrderEvent happened, bool mayRetry, OrderState to)
    {
        var step = OrderRules.Next(from, happened, mayRetry);

        Assert.True(step.Changes);
        Assert.Equal(to, step.State);
        Assert.Equal(happened != OrderEvent.PaymentStarted, step.OwesCallback);
    }

    [Fact]
    public void LateDecline_AfterApproval_ChangesNothing()
    {
        foreach (var mayRetry in new[] { true, false })
            Assert.False(OrderRules.Next(OrderState.Approved, OrderEvent.PaymentDeclined, mayRetry).Changes);
    }

    [Theory]
    [InlineData(OrderState.Declined)]
    [InlineData(OrderState.Expired)]
    [InlineData(OrderState.Reversed)]
    [InlineData(OrderState.Approved)]
    internal void Approval_OfAClosedOrder_GoesBack(OrderState closed)
    {
        var step = OrderRules.Next(closed, OrderEvent.PaymentApproved, mayRetry: true);

        Assert.True(step.ReversesPayment);
        Assert.Equal(closed, step.State);
    }

    /// <summary>Whatever happens, in whatever order: an order only moves along created, processing, then one of the ends, approved to reversed.</summary>
    [Fact]
    public void AnySequence_NeverRunsBackwards() =>
        Gen.Select(AnyEvent, Gen.Bool).List[1, 40].Sample(events =>
        {
            var state = OrderState.Created;
            foreach (var (happened, mayRetry) in events)
            {
                var next = OrderRules.Next(state, happened, mayRetry).State;
                if (Rank(next) < Rank(state) || (Rank(next) == Rank(state) && next != state))
                    return false;
                state = next;
            }
            return true;
        });

    private static int Rank(OrderState state) => state switch
    {
        OrderState.Created => 0,
        OrderState.Processing => 1,
        OrderState.Reversed => 3,
        _ => 2,
    };
}
