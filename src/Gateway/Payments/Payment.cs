using System.Text.Json.Serialization;
using Tetri.Subscriptions;

namespace Tetri.Payments;

/// <summary>The collecting of one order: the amounts authorised, captured and reversed in minor units of the order's currency, and what the acquirer last said.</summary>
internal sealed record Payment
{
    /// <summary>Spelled as on the wire: the code is awaited.</summary>
    public const string VerificationCreated = "created";

    /// <summary>A wrong code was typed; there are tries left.</summary>
    public const string VerificationIncorrect = "incorrect";

    public const string VerificationFailed = "failed";
    public const string Verified = "verified";

    public static readonly Payment None = new();

    public long Authorised { get; init; }
    public long Captured { get; init; }
    public long Reversed { get; init; }

    /// <summary>What a payout sent to its receiver.</summary>
    public long PaidOut { get; init; }

    /// <summary>What was kept of the amount taken; null where the merchant had no fee.</summary>
    public long? Fee { get; init; }

    /// <summary>What the payer pays on top of the order's amount; within the amounts above. Of a hold that was taken in part, what is in the part.</summary>
    public long ClientFee { get; init; }

    /// <summary>What a promocode took off the order's amount.</summary>
    public long Discount { get; init; }

    public string? Promocode { get; init; }

    /// <summary>What was kept of the amount taken: the merchant's fee and the payer's.</summary>
    [JsonIgnore]
    public long FeesTaken => (Fee ?? 0) + (Captured > 0 ? ClientFee : 0);

    /// <summary>What the payer has paid and did not get back; of a hold what could still be taken or freed.</summary>
    [JsonIgnore]
    public long Left => (Captured > 0 ? Captured : Authorised) - Reversed;

    [JsonIgnore]
    public bool IsHeld => Authorised > 0 && Captured == 0;

    /// <summary>Of the transaction that decided the order's state, or of the last try.</summary>
    public long? TransactionId { get; init; }

    public string? PaymentSystem { get; init; }

    /// <summary>The bank where the payer pays, or the wallet that his card is in, as payment_method on the wire; null for a card alone.</summary>
    public string? PaymentMethod { get; init; }

    /// <summary>Where the payer is to decide, while he has not.</summary>
    public string? BankUrl { get; init; }

    public string? MaskedCard { get; init; }
    public int? CardBin { get; init; }
    public string? CardType { get; init; }
    public string? CardProduct { get; init; }
    public string? Rrn { get; init; }
    public string? ApprovalCode { get; init; }
    public string? Eci { get; init; }
    public int? ThreeDSecureVersion { get; init; }

    /// <summary>Why the last try was declined: a code of the shared table.</summary>
    public int? ResponseCode { get; init; }

    public string? PayerIp { get; init; }

    /// <summary>The stored card that pays, or that this payment makes; the merchant learns it with the approval.</summary>
    public string? Rectoken { get; init; }

    public DateTimeOffset? RectokenEndsAt { get; init; }

    /// <summary>The stored card that the payer keeps for himself. Nobody is told of it.</summary>
    public string? SavedCard { get; init; }

    /// <summary>What the payer made of the subscription's schedule; null where he left it as the merchant asked for it.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>What the payer answered on the page, where the merchant's order left it open.</summary>
    public PayerAnswers? Answers { get; init; }

    public string? VerificationStatus { get; init; }

    /// <summary>Wrong codes typed so far.</summary>
    public int WrongCodes { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Among whom it is divided; null where it is not.</summary>
    public Split? Split { get; init; }
}

/// <param name="Email">The payer's own; null where he was not asked.</param>
/// <param name="Fields">The shop's fields, JSON as text.</param>
internal sealed record PayerAnswers(string? Email, string? Fields);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Payment))]
internal sealed partial class PaymentJson : JsonSerializerContext;
