using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tetri.Client.Wire;

namespace Tetri.Client;

/// <summary>Where to send the payer.</summary>
public sealed record CheckoutPage : MemberAnswer
{
    /// <summary>The page's address. Whoever has it can pay the order.</summary>
    public required string CheckoutUrl { get; init; }

    /// <summary>The gateway's name of the payment.</summary>
    [JsonConverter(typeof(IdConverter))]
    public string? PaymentId { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"CheckoutPage {{ PaymentId = {PaymentId} }}";
}

/// <summary>What the widget and mobile libraries begin with.</summary>
public sealed record CheckoutToken : MemberAnswer
{
    /// <summary>40 hex digits. Whoever has it can pay the order.</summary>
    public required string Token { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(CheckoutToken);
}

/// <summary>A form that the payer's browser posts.</summary>
/// <param name="Url">Where it posts.</param>
/// <param name="Fields">What it posts, with the signature.</param>
public sealed record CheckoutForm(string Url, IReadOnlyDictionary<string, string> Fields);

/// <summary>How a capture ended.</summary>
public sealed record Capture : MemberAnswer
{
    /// <summary>The shop's own name of the order.</summary>
    public string? OrderId { get; init; }

    /// <summary>The merchant's number.</summary>
    public long? MerchantId { get; init; }

    /// <summary><c>captured</c>, or <c>hold</c> where it was declined.</summary>
    public string? CaptureStatus { get; init; }

    /// <summary>Why it was declined.</summary>
    public int? ResponseCode { get; init; }

    /// <summary>The text of <see cref="ResponseCode"/>.</summary>
    public string? ResponseDescription { get; init; }
}

/// <summary>How a reversal ended.</summary>
public sealed record Reversal : MemberAnswer
{
    /// <summary>The shop's own name of the order.</summary>
    public string? OrderId { get; init; }

    /// <summary>The merchant's number.</summary>
    public long? MerchantId { get; init; }

    /// <summary><c>created</c>, <c>processing</c>, <c>approved</c> or <c>declined</c>.</summary>
    public string? ReverseStatus { get; init; }

    /// <summary>What was given back so far, in minor units.</summary>
    public long? ReversalAmount { get; init; }

    /// <summary>The shop's own name of the reversal, or the one that was made.</summary>
    public string? ReverseId { get; init; }

    /// <summary>The gateway's name of the transaction.</summary>
    [JsonConverter(typeof(IdConverter))]
    public string? TransactionId { get; init; }

    /// <summary>Why it was declined.</summary>
    public int? ResponseCode { get; init; }

    /// <summary>The text of <see cref="ResponseCode"/>.</summary>
    public string? ResponseDescription { get; init; }
}

/// <summary>How a division ended.</summary>
public sealed record Settlement : MemberAnswer
{
    /// <summary>The shop's own name of the division.</summary>
    public string? OrderId { get; init; }

    /// <summary>The order_id of the payment that is divided.</summary>
    public string? OperationId { get; init; }

    /// <summary>The merchant's number.</summary>
    public long? MerchantId { get; init; }

    /// <summary>The gateway's name of the division.</summary>
    [JsonConverter(typeof(IdConverter))]
    public string? PaymentId { get; init; }

    /// <summary>How it stands.</summary>
    public string? OrderStatus { get; init; }

    /// <summary><c>settlement</c>.</summary>
    public string? TranType { get; init; }

    /// <summary>Minor units.</summary>
    public long? Amount { get; init; }

    /// <summary>ISO 4217.</summary>
    public string? Currency { get; init; }

    /// <summary>The parts.</summary>
    public JsonNode? Transaction { get; init; }
}

/// <summary>One exchange with a bank. Amounts are minor units, as everywhere.</summary>
public sealed record Transaction : MemberAnswer
{
    /// <summary>The gateway's name of the transaction.</summary>
    [JsonConverter(typeof(IdConverter))]
    public string? Id { get; init; }

    /// <summary>The gateway's name of the payment.</summary>
    [JsonConverter(typeof(IdConverter))]
    public string? PaymentId { get; init; }

    /// <summary>The transaction that this one follows.</summary>
    [JsonConverter(typeof(IdConverter))]
    public string? ParentTranId { get; init; }

    /// <summary>The shop's own name of the order.</summary>
    public string? OrderId { get; init; }

    /// <summary>The merchant's number.</summary>
    public long? MerchantId { get; init; }

    /// <summary><c>purchase</c>, <c>capture</c>, <c>reverse</c> …</summary>
    public string? TranType { get; init; }

    /// <summary>How it ended.</summary>
    public string? TransactionStatus { get; init; }

    /// <summary>Minor units.</summary>
    public long? Amount { get; init; }

    /// <summary>ISO 4217.</summary>
    public string? Currency { get; init; }

    /// <summary>Minor units.</summary>
    public long? ActualAmount { get; init; }

    /// <summary>ISO 4217.</summary>
    public string? ActualCurrency { get; init; }

    /// <summary>Minor units.</summary>
    public long? ReversalAmount { get; init; }

    /// <summary>Minor units.</summary>
    public long? CaptureAmount { get; init; }

    /// <summary><c>hold</c> or <c>captured</c>.</summary>
    public string? CaptureStatus { get; init; }

    /// <summary>Whether the amount was held first.</summary>
    public bool? Preauth { get; init; }

    /// <summary>Why it was declined.</summary>
    public int? ResponseCode { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? Timestart { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Timeend { get; init; }

    /// <summary>Milliseconds.</summary>
    public long? Duration { get; init; }

    /// <summary><c>card</c>.</summary>
    public string? PaymentSystem { get; init; }

    /// <summary>First six and last four digits.</summary>
    public string? MaskedCard { get; init; }

    /// <summary>First six digits.</summary>
    public string? CardBin { get; init; }

    /// <summary><c>VISA</c>.</summary>
    public string? CardType { get; init; }

    /// <summary>How far 3-D Secure went.</summary>
    public string? Eci { get; init; }

    /// <summary>The bank's reference.</summary>
    public string? SenderRrn { get; init; }

    /// <summary>The bank's approval.</summary>
    public string? SenderApprovalCode { get; init; }

    /// <summary>The payer's e-mail address.</summary>
    public string? SenderEmail { get; init; }

    /// <summary>The stored card.</summary>
    public string? Rectoken { get; init; }

    /// <summary>Names and amounts only.</summary>
    public override string ToString() => $"Transaction {{ Id = {Id}, TranType = {TranType}, TransactionStatus = {TransactionStatus}, Amount = {Amount}, Currency = {Currency} }}";
}

/// <summary>What the fiscal service said.</summary>
public sealed record FiscalData : MemberAnswer
{
    /// <summary>Why there is nothing.</summary>
    public string? Error { get; init; }
}

/// <summary>Either the issuer wants to see the payer, or there is an order already.</summary>
public sealed record DirectPayment : MemberAnswer
{
    /// <summary>Where the payer's browser posts <see cref="Pareq"/>, <see cref="Md"/> and a TermUrl. Null when there is an order.</summary>
    public string? AcsUrl { get; init; }

    /// <summary>Posted as PaReq.</summary>
    public string? Pareq { get; init; }

    /// <summary>Posted as MD.</summary>
    public string? Md { get; init; }

    /// <summary>The order, when the issuer does not ask.</summary>
    public Order? Order { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Order is null ? "DirectPayment { the issuer asks }" : $"DirectPayment {{ {Order} }}";
}

/// <summary>How a subscription stands.</summary>
public sealed record SubscriptionState : MemberAnswer
{
    /// <summary>The shop's own name of the order that began it.</summary>
    public string? OrderId { get; init; }

    /// <summary>The merchant's number.</summary>
    public long? MerchantId { get; init; }

    /// <summary><c>active</c> or <c>disabled</c>.</summary>
    public string? Status { get; init; }
}
