namespace Tetri.Client;

/// <summary>An order and the card that pays it. For shops that may handle card numbers (PCI DSS).</summary>
public sealed record CardOrderRequest : OrderRequest
{
    /// <summary>The card's number, digits only.</summary>
    public required string CardNumber { get; init; }

    /// <summary>MMYY.</summary>
    public required string ExpiryDate { get; init; }

    /// <summary>The card's security code.</summary>
    public string? Cvv2 { get; init; }
}

/// <summary>What the issuer sent back to the shop.</summary>
public sealed record Step2Request : MemberRequest
{
    /// <summary>The shop's own name of the order.</summary>
    public required string OrderId { get; init; }

    /// <summary>PaRes, as it came.</summary>
    public required string Pares { get; init; }

    /// <summary>MD, as it came.</summary>
    public required string Md { get; init; }
}

/// <summary>An order that a stored card pays, without its payer.</summary>
public sealed record RecurringRequest : OrderRequest
{
    /// <summary>The stored card: <see cref="Order.Rectoken"/> of a payment with <see cref="OrderRequest.RequiredRectoken"/>.</summary>
    public required string Rectoken { get; init; }
}

/// <summary>Money to a card; one of the two says which.</summary>
public sealed record CardPayoutRequest : OrderRequest
{
    /// <summary>The card's number, digits only. For shops that may handle card numbers (PCI DSS).</summary>
    public string? ReceiverCardNumber { get; init; }

    /// <summary>A stored card.</summary>
    public string? ReceiverRectoken { get; init; }
}

/// <summary>Money to an account.</summary>
public sealed record AccountPayoutRequest : OrderRequest
{
    /// <summary>The account.</summary>
    public required string ReceiverIban { get; init; }
}

/// <summary>A subscription, by the order that began it.</summary>
public sealed record SubscriptionRequest : MemberRequest
{
    /// <summary>The shop's own name of the order that began it.</summary>
    public required string OrderId { get; init; }
}
