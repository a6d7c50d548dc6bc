namespace Tetri.Client;

/// <summary>An order by the shop's own name.</summary>
public sealed record StatusRequest : MemberRequest
{
    /// <summary>The shop's own name of the order.</summary>
    public required string OrderId { get; init; }
}

/// <summary>An order by the gateway's name of its payment.</summary>
public sealed record StatusByPaymentIdRequest : MemberRequest
{
    /// <summary>The gateway's name of the payment.</summary>
    public required string PaymentId { get; init; }
}

/// <summary>Takes what an order with <see cref="OrderRequest.Preauth"/> holds, or a part of it.</summary>
public sealed record CaptureRequest : MemberRequest
{
    /// <summary>The shop's own name of the order.</summary>
    public required string OrderId { get; init; }

    /// <summary>Minor units. The rest is released.</summary>
    public required long Amount { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }
}

/// <summary>Gives money back.</summary>
public abstract record ReversalRequest : MemberRequest
{
    private protected ReversalRequest()
    {
    }

    /// <summary>Minor units.</summary>
    public required long Amount { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>The shop's own name of the reversal: the same one gives nothing back twice. One is made where none is given. At most 50 characters.</summary>
    public string? ReverseId { get; init; }

    /// <summary>Why. At most 1024 characters.</summary>
    public string? Comment { get; init; }

    /// <summary>Who gives what back, of a divided payment.</summary>
    public IReadOnlyList<Receiver>? Receiver { get; init; }
}

/// <summary>Gives money back, by the shop's own name of the order.</summary>
public sealed record ReverseRequest : ReversalRequest
{
    /// <summary>The shop's own name of the order.</summary>
    public required string OrderId { get; init; }
}

/// <summary>Gives money back, by the gateway's name of the payment.</summary>
public sealed record ReverseByPaymentIdRequest : ReversalRequest
{
    /// <summary>The gateway's name of the payment.</summary>
    public required string PaymentId { get; init; }
}

/// <summary>Divides an approved payment.</summary>
public sealed record SettlementRequest : MemberRequest
{
    /// <summary>The order_id of the payment that is divided.</summary>
    public required string OperationId { get; init; }

    /// <summary>The shop's own name of the division.</summary>
    public string? OrderId { get; init; }

    /// <summary>Minor units.</summary>
    public required long Amount { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Between whom it is divided.</summary>
    public required IReadOnlyList<Receiver> Receiver { get; init; }
}

/// <summary>Orders of a time.</summary>
public sealed record ReportRequest : MemberRequest
{
    /// <summary>From when on.</summary>
    public required ReportTime DateFrom { get; init; }

    /// <summary>Until when.</summary>
    public required ReportTime DateTo { get; init; }

    /// <summary>Goes on behind the last payment of the report before.</summary>
    public string? AfterPaymentId { get; init; }
}
