using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tetri.Client.Wire;

namespace Tetri.Client;

/// <summary>An order as it stands. Amounts are minor units.</summary>
public sealed record Order : MemberAnswer
{
    /// <summary>The shop's own name of the order.</summary>
    public required string OrderId { get; init; }

    /// <summary>One of <see cref="OrderStatuses"/>.</summary>
    public required string OrderStatus { get; init; }

    /// <summary>The merchant's number.</summary>
    public long? MerchantId { get; init; }

    /// <summary>The gateway's name of the payment. All its digits count; it is no number to calculate with.</summary>
    [JsonConverter(typeof(IdConverter))]
    public string? PaymentId { get; init; }

    /// <summary>What was asked for, in minor units of <see cref="Currency"/>.</summary>
    public long? Amount { get; init; }

    /// <summary>ISO 4217.</summary>
    public string? Currency { get; init; }

    /// <summary>What was charged or is held, in minor units of <see cref="ActualCurrency"/>.</summary>
    public long? ActualAmount { get; init; }

    /// <summary>ISO 4217.</summary>
    public string? ActualCurrency { get; init; }

    /// <summary>What was given back so far, in minor units.</summary>
    public long? ReversalAmount { get; init; }

    /// <summary>Minor units of <see cref="SettlementCurrency"/>.</summary>
    public long? SettlementAmount { get; init; }

    /// <summary>ISO 4217.</summary>
    public string? SettlementCurrency { get; init; }

    /// <summary>DD.MM.YYYY.</summary>
    public string? SettlementDate { get; init; }

    /// <summary>Minor units.</summary>
    public long? Fee { get; init; }

    /// <summary>Minor units.</summary>
    public long? FeeOplata { get; init; }

    /// <summary>Why it was declined: one of <see cref="ErrorCodes"/>.</summary>
    public int? ResponseCode { get; init; }

    /// <summary>The text of <see cref="ResponseCode"/>.</summary>
    public string? ResponseDescription { get; init; }

    /// <summary>What the newest transaction did: <c>purchase</c>, <c>reverse</c>, <c>verification</c>, <c>p2p credit</c>.</summary>
    public string? TranType { get; init; }

    /// <summary>First six and last four digits.</summary>
    public string? MaskedCard { get; init; }

    /// <summary>First six digits.</summary>
    public string? CardBin { get; init; }

    /// <summary><c>VISA</c>.</summary>
    public string? CardType { get; init; }

    /// <summary>The bank's reference of the payment.</summary>
    public string? Rrn { get; init; }

    /// <summary>The bank's approval.</summary>
    public string? ApprovalCode { get; init; }

    /// <summary>How far 3-D Secure went: 5 whole, 6 attempted, 7 not.</summary>
    public string? Eci { get; init; }

    /// <summary><c>card</c>.</summary>
    public string? PaymentSystem { get; init; }

    /// <summary>The payer's e-mail address.</summary>
    public string? SenderEmail { get; init; }

    /// <summary>The payer's telephone number.</summary>
    public string? SenderCellPhone { get; init; }

    /// <summary>The payer's account.</summary>
    public string? SenderAccount { get; init; }

    /// <summary>When the order was created.</summary>
    public DateTimeOffset? OrderTime { get; init; }

    /// <summary>The shop's own name of what is sold.</summary>
    public string? ProductId { get; init; }

    /// <summary>What the shop gave along.</summary>
    public string? MerchantData { get; init; }

    /// <summary>The stored card. Whoever has it and the payment key can charge it.</summary>
    public string? Rectoken { get; init; }

    /// <summary>Until when the stored card can be charged.</summary>
    public DateTimeOffset? RectokenLifetime { get; init; }

    /// <summary>How a verification stands: <c>created</c>, <c>incorrect</c>, <c>failed</c>, <c>verified</c>.</summary>
    public string? VerificationStatus { get; init; }

    /// <summary>The order that began the subscription, of a scheduled charge.</summary>
    public string? ParentOrderId { get; init; }

    /// <summary>JSON with more about the payment.</summary>
    public string? AdditionalInfo { get; init; }

    /// <summary>Parts of a divided payment.</summary>
    public JsonNode? Transaction { get; init; }

    /// <summary>Names and amounts only.</summary>
    public override string ToString() =>
        $"Order {{ OrderId = {OrderId}, PaymentId = {PaymentId}, OrderStatus = {OrderStatus}, Amount = {Amount}, Currency = {Currency} }}";
}

/// <summary>How an order can stand.</summary>
public static class OrderStatuses
{
    /// <summary>No card was given yet.</summary>
    public const string Created = "created";

    /// <summary>A try is under way, or one was declined and the payer may try again.</summary>
    public const string Processing = "processing";

    /// <summary>Paid, or held.</summary>
    public const string Approved = "approved";

    /// <summary>Not paid, and it never will be.</summary>
    public const string Declined = "declined";

    /// <summary>Nobody paid in time.</summary>
    public const string Expired = "expired";

    /// <summary>All of it was given back.</summary>
    public const string Reversed = "reversed";
}
