using System.Text.Json.Serialization;

namespace Tetri.Client;

/// <summary>An order to create.</summary>
public record OrderRequest : MemberRequest
{
    /// <summary>The shop's own name of the order, unique. At most 1024 characters.</summary>
    public required string OrderId { get; init; }

    /// <summary>What the payer reads. At most 1024 characters.</summary>
    public required string OrderDesc { get; init; }

    /// <summary>Minor units: 1050 is 10.50 GEL.</summary>
    public required long Amount { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Where the payer's browser returns to.</summary>
    public string? ResponseUrl { get; init; }

    /// <summary>Where the gateway tells of the outcome.</summary>
    public string? ServerCallbackUrl { get; init; }

    /// <summary>Where the gateway tells of scheduled charges.</summary>
    public string? SubscriptionCallbackUrl { get; init; }

    /// <summary>Where the gateway tells of chargebacks.</summary>
    public string? ChargebackCallbackUrl { get; init; }

    /// <summary>Where the page's Cancel leads.</summary>
    public string? CancelUrl { get; init; }

    /// <summary>Seconds in which the order can be paid. 36000 where nothing is said.</summary>
    public int? Lifetime { get; init; }

    /// <summary>The page's language: <c>ka</c>.</summary>
    public string? Lang { get; init; }

    /// <summary>Comes back in status and callbacks. At most 2048 characters.</summary>
    public string? MerchantData { get; init; }

    /// <summary>The shop's own name of what is sold.</summary>
    public string? ProductId { get; init; }

    /// <summary>Holds the amount; a capture takes it.</summary>
    public bool? Preauth { get; init; }

    /// <summary>Whether the payer may try again after a decline. Yes where nothing is said.</summary>
    public bool? Delayed { get; init; }

    /// <summary>Stores the card, so that it can be charged again.</summary>
    public bool? RequiredRectoken { get; init; }

    /// <summary>Gives the amount back once the card has proved to be good.</summary>
    public bool? Verification { get; init; }

    /// <summary><c>amount</c> or <c>code</c>: with <c>code</c> the payer also types a code from the statement.</summary>
    public string? VerificationType { get; init; }

    /// <summary>Begins a subscription; <see cref="RecurringData"/> says its schedule.</summary>
    public bool? Subscription { get; init; }

    /// <summary>The schedule of a subscription.</summary>
    public RecurringData? RecurringData { get; init; }

    /// <summary>Between whom the payment is divided.</summary>
    public IReadOnlyList<Receiver>? Receiver { get; init; }

    /// <summary>What the payer may pay with, separated by commas: <c>card</c>.</summary>
    public string? PaymentSystems { get; init; }

    /// <summary>What the page shows first.</summary>
    public string? DefaultPaymentSystem { get; init; }

    /// <summary>The design of the page.</summary>
    public string? DesignId { get; init; }

    /// <summary>Base64 of JSON about the buyer.</summary>
    public string? ReservationData { get; init; }

    /// <summary>The payer's e-mail address.</summary>
    public string? SenderEmail { get; init; }

    /// <summary>The payer's IP address.</summary>
    public string? ClientIp { get; init; }
}

/// <summary>The schedule of a subscription.</summary>
public sealed record RecurringData
{
    /// <summary>Minor units of each charge.</summary>
    public required long Amount { get; init; }

    /// <summary><c>day</c>, <c>week</c> or <c>month</c>.</summary>
    public required string Period { get; init; }

    /// <summary>How many periods lie between charges.</summary>
    public required int Every { get; init; }

    /// <summary>How many charges there are; or <see cref="EndTime"/>.</summary>
    public int? Quantity { get; init; }

    /// <summary>The first charge, in UTC. When the order is approved, where nothing is said.</summary>
    [JsonConverter(typeof(Wire.ScheduleTimeConverter))]
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>The end, in UTC.</summary>
    [JsonConverter(typeof(Wire.ScheduleTimeConverter))]
    public DateTimeOffset? EndTime { get; init; }

    /// <summary><c>day</c>, <c>week</c> or <c>month</c>: the period of <see cref="TrialQuantity"/>.</summary>
    public string? TrialPeriod { get; init; }

    /// <summary>How many periods are free before the first charge.</summary>
    public int? TrialQuantity { get; init; }

    /// <summary>Whether the payer sees the schedule: <c>y</c>, <c>n</c>, <c>hidden</c> or <c>shown_readonly</c>.</summary>
    public string? State { get; init; }

    /// <summary><c>y</c> or <c>n</c>: whether the payer may not change the schedule.</summary>
    public string? Readonly { get; init; }
}

/// <summary>One of those between whom a payment is divided.</summary>
public sealed record Receiver
{
    /// <summary><c>merchant</c>.</summary>
    public string Type { get; init; } = "merchant";

    /// <summary>Who it is and what it gets.</summary>
    public required Requisites Requisites { get; init; }
}

/// <summary>Who a receiver is and what it gets.</summary>
public sealed record Requisites
{
    /// <summary>The merchant's number.</summary>
    public required long MerchantId { get; init; }

    /// <summary>Minor units.</summary>
    public required long Amount { get; init; }

    /// <summary>What the receiver reads.</summary>
    public string? SettlementDescription { get; init; }
}
