namespace Tetri.Orders;

/// <summary>The states of an order, as on the wire.</summary>
internal enum OrderState
{
    Created,
    Processing,
    Approved,
    Declined,
    Expired,
    Reversed,
}

/// <summary>What can happen to an order.</summary>
internal enum OrderEvent
{
    /// <summary>A payment was asked for.</summary>
    PaymentStarted,

    /// <summary>The acquirer took or holds the amount.</summary>
    PaymentApproved,

    /// <summary>The acquirer refused.</summary>
    PaymentDeclined,

    /// <summary>The acquirer never heard of the payment that the payer asked for on the page: it was no try, and he may try again.</summary>
    PaymentLost,

    /// <summary>The payer did not prove the card: too many wrong codes, or none in time. A delayed order ends too: another card would mean new guesses.</summary>
    VerificationFailed,

    /// <summary>The lifetime is over and no transaction is open.</summary>
    LifetimeOver,

    /// <summary>The held amount, or a part of it, was taken.</summary>
    Captured,

    /// <summary>A part of the amount went back.</summary>
    PartlyReversed,

    /// <summary>All of the amount went back.</summary>
    FullyReversed,
}

/// <summary>What an event does to an order.</summary>
/// <param name="State">The state afterwards.</param>
/// <param name="Changes">False: the event is too late or out of place and nothing is written.</param>
/// <param name="OwesCallback">The merchant must be told.</param>
/// <param name="ReversesPayment">Money came for an order that is closed: it must go back by itself.</param>
internal readonly record struct OrderStep(OrderState State, bool Changes, bool OwesCallback, bool ReversesPayment);

/// <summary>
/// The one place that says how an order moves (docs/reference/order-states.md). State only moves forward:
/// a late decline never overturns an approval, and reversed is final.
/// </summary>
internal static class OrderRules
{
    public static bool IsOpen(OrderState state) => state is OrderState.Created or OrderState.Processing;

    /// <param name="mayRetry">The order is delayed and its lifetime is not over: a declined try leaves it open.</param>
    public static OrderStep Next(OrderState state, OrderEvent happened, bool mayRetry) => (state, happened) switch
    {
        (OrderState.Created or OrderState.Processing, OrderEvent.PaymentStarted) => Silent(OrderState.Processing),
        (OrderState.Created or OrderState.Processing, OrderEvent.PaymentApproved) => Told(OrderState.Approved),
        (OrderState.Created or OrderState.Processing, OrderEvent.PaymentDeclined) =>
            Told(mayRetry ? OrderState.Processing : OrderState.Declined),

        (OrderState.Processing, OrderEvent.PaymentLost) => Told(OrderState.Processing),

        (OrderState.Processing, OrderEvent.VerificationFailed) => Told(OrderState.Declined),

        // Nobody typed a card into a created order; a processing one had a try that failed.
        (OrderState.Created, OrderEvent.LifetimeOver) => Told(OrderState.Expired),
        (OrderState.Processing, OrderEvent.LifetimeOver) => Told(OrderState.Declined),

        (OrderState.Approved, OrderEvent.Captured or OrderEvent.PartlyReversed) => Told(OrderState.Approved),
        (OrderState.Approved, OrderEvent.FullyReversed) => Told(OrderState.Reversed),

        (OrderState.Declined or OrderState.Expired or OrderState.Reversed or OrderState.Approved, OrderEvent.PaymentApproved) =>
            new OrderStep(state, Changes: false, OwesCallback: false, ReversesPayment: true),

        _ => new OrderStep(state, Changes: false, OwesCallback: false, ReversesPayment: false),
    };

    private static OrderStep Silent(OrderState state) => new(state, Changes: true, OwesCallback: false, ReversesPayment: false);

    private static OrderStep Told(OrderState state) => new(state, Changes: true, OwesCallback: true, ReversesPayment: false);
}
