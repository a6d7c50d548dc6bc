using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Tetri.Payments;

namespace Tetri.Orders;

/// <summary>What the merchant asked for when the order was made. It never changes.</summary>
internal sealed record OrderTerms
{
    public const string CardSystem = "card";

    private static readonly char[] Separators = [',', ';'];

    /// <summary>Seconds that an order lives when its request names none.</summary>
    public const int DefaultLifetime = 36_000;

    /// <summary>The longest lifetime, in seconds: 800 days.</summary>
    public const int MaxLifetime = 69_120_000;

    /// <summary>What few orders say, in an object that the others share, so that each of them is smaller.</summary>
    private RareTerms _rare = RareTerms.None;

    [JsonIgnore]
    public long MerchantId { get; init; }

    /// <summary>The merchant's own id, unique within the merchant.</summary>
    [JsonIgnore]
    public string OrderId { get; init; } = "";

    [JsonIgnore]
    public Money Amount { get; init; }

    /// <summary>For an order that its merchant gave no id.</summary>
    public static string NewOrderId(long merchantId) =>
        string.Create(CultureInfo.InvariantCulture, $"{merchantId}_{RandomNumberGenerator.GetHexString(32, lowercase: true)}");

    public required string Description { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public MessageVersion Version { get; init; } = MessageVersion.V101;

    /// <summary>Seconds from creation.</summary>
    public int Lifetime { get; init; } = DefaultLifetime;

    /// <summary>A declined try leaves the order open until its lifetime is over.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public bool Delayed { get; init; } = true;

    /// <summary>Hold the amount; the merchant captures later.</summary>
    public bool Preauth { get; init; }

    /// <summary>The order only proves the card: what was taken goes back by itself.</summary>
    public bool Verification { get; init; }

    /// <summary>What proves the card: amount (that it can be held; the default) or code (that its holder can read the description of the hold).</summary>
    public string? VerificationType { get => _rare.VerificationType; init => _rare = value == _rare.VerificationType ? _rare : _rare with { VerificationType = value }; }

    [JsonIgnore]
    public bool VerifiesByCode => Verification && VerificationType == "code";

    public bool RequiredRectoken { get; init; }
    public string? ResponseUrl { get; init; }
    public string? ServerCallbackUrl { get; init; }
    public string? SubscriptionCallbackUrl { get => _rare.SubscriptionCallbackUrl; init => _rare = value == _rare.SubscriptionCallbackUrl ? _rare : _rare with { SubscriptionCallbackUrl = value }; }
    public string? ChargebackCallbackUrl { get => _rare.ChargebackCallbackUrl; init => _rare = value == _rare.ChargebackCallbackUrl ? _rare : _rare with { ChargebackCallbackUrl = value }; }
    public string? CancelUrl { get => _rare.CancelUrl; init => _rare = value == _rare.CancelUrl ? _rare : _rare with { CancelUrl = value }; }
    public string? MerchantData { get; init; }
    public string? ProductId { get; init; }

    /// <summary>Two letters, lower case.</summary>
    public string? Language { get; init; }

    public string? DesignId { get => _rare.DesignId; init => _rare = value == _rare.DesignId ? _rare : _rare with { DesignId = value }; }

    /// <summary>Base64 of a JSON object, kept as the text that was signed.</summary>
    public string? ReservationData { get => _rare.ReservationData; init => _rare = value == _rare.ReservationData ? _rare : _rare with { ReservationData = value }; }

    /// <summary>How the payer may pay, with commas or semicolons between; cards where it is empty.</summary>
    public string? PaymentSystems { get => _rare.PaymentSystems; init => _rare = value == _rare.PaymentSystems ? _rare : _rare with { PaymentSystems = value }; }
    public string? PaymentMethod { get => _rare.PaymentMethod; init => _rare = value == _rare.PaymentMethod ? _rare : _rare with { PaymentMethod = value }; }
    public string? DefaultPaymentSystem { get => _rare.DefaultPaymentSystem; init => _rare = value == _rare.DefaultPaymentSystem ? _rare : _rare with { DefaultPaymentSystem = value }; }
    public bool Subscription { get; init; }

    /// <summary>JSON text of recurring_data.</summary>
    public string? RecurringData { get => _rare.RecurringData; init => _rare = value == _rare.RecurringData ? _rare : _rare with { RecurringData = value }; }

    /// <summary>Of a scheduled charge: the order that began the subscription.</summary>
    public string? ParentOrderId { get => _rare.ParentOrderId; init => _rare = value == _rare.ParentOrderId ? _rare : _rare with { ParentOrderId = value }; }

    /// <summary>Among whom the amount is divided; null where it is not.</summary>
    public IReadOnlyList<SplitPart>? Parts { get => _rare.Parts; init => _rare = ReferenceEquals(value, _rare.Parts) ? _rare : _rare with { Parts = value }; }

    [JsonIgnore]
    public bool TakesCard => Names(CardSystem);

    /// <summary>Whether the payer may pay in this way.</summary>
    public bool Names(string system)
    {
        var named = PaymentSystems?.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return named is { Length: > 0 } ? named.Contains(system, StringComparer.OrdinalIgnoreCase) : system == CardSystem;
    }

    /// <summary>The card is stored with the approval, so that it can be charged again.</summary>
    [JsonIgnore]
    public bool StoresCard => RequiredRectoken || Subscription;

    public string? Rectoken { get => _rare.Rectoken; init => _rare = value == _rare.Rectoken ? _rare : _rare with { Rectoken = value }; }
    public string? ReceiverRectoken { get => _rare.ReceiverRectoken; init => _rare = value == _rare.ReceiverRectoken ? _rare : _rare with { ReceiverRectoken = value }; }

    /// <summary>The money goes out: to a card, or to <see cref="ReceiverIban"/>.</summary>
    public bool Payout { get; init; }

    public string? ReceiverIban { get => _rare.ReceiverIban; init => _rare = value == _rare.ReceiverIban ? _rare : _rare with { ReceiverIban = value }; }
    public string? OrderType { get => _rare.OrderType; init => _rare = value == _rare.OrderType ? _rare : _rare with { OrderType = value }; }
    public string? OperationId { get => _rare.OperationId; init => _rare = value == _rare.OperationId ? _rare : _rare with { OperationId = value }; }
    public string? ClientIp { get; init; }
    public string? Descriptor { get => _rare.Descriptor; init => _rare = value == _rare.Descriptor ? _rare : _rare with { Descriptor = value }; }
    public Sender? Sender { get => _rare.Sender; init => _rare = ReferenceEquals(value, _rare.Sender) ? _rare : _rare with { Sender = value }; }

    /// <summary>Of all members as received: tells an identical repeat from another order under the same id.</summary>
    public RequestHash RequestHash { get; init; }

    /// <summary>The shop itself brings the card, or charges a stored one: there is no page on which the payer could try again.</summary>
    public bool PaidByShop { get; init; }

    /// <summary>The order was made in the browser without a signature.</summary>
    public bool Unsigned { get; init; }
}

/// <summary>The terms that few orders have; <see cref="OrderTerms"/> says what they mean.</summary>
internal sealed record RareTerms
{
    public static readonly RareTerms None = new();

    public string? VerificationType { get; init; }
    public string? SubscriptionCallbackUrl { get; init; }
    public string? ChargebackCallbackUrl { get; init; }
    public string? CancelUrl { get; init; }
    public string? DesignId { get; init; }
    public string? ReservationData { get; init; }
    public string? PaymentSystems { get; init; }
    public string? PaymentMethod { get; init; }
    public string? DefaultPaymentSystem { get; init; }
    public string? RecurringData { get; init; }
    public string? ParentOrderId { get; init; }
    public IReadOnlyList<SplitPart>? Parts { get; init; }
    public string? Rectoken { get; init; }
    public string? ReceiverRectoken { get; init; }
    public string? ReceiverIban { get; init; }
    public string? OrderType { get; init; }
    public string? OperationId { get; init; }
    public string? Descriptor { get; init; }
    public Sender? Sender { get; init; }
}

/// <summary>What the merchant says of the payer.</summary>
internal sealed record Sender
{
    public string? Email { get; init; }
    public string? CellPhone { get; init; }
    public string? Account { get; init; }
    public string? Country { get; init; }
    public string? City { get; init; }
    public string? Address { get; init; }
    public string? Phone { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Name { get; init; }
    public string? FamilyName { get; init; }
    public string? Iban { get; init; }
    public string? Bic { get; init; }
}

/// <summary>The protocol version an order was made in; callbacks and returns speak the same.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MessageVersion>))]
internal enum MessageVersion
{
    V10,
    V101,
    V20,
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(OrderTerms))]
internal sealed partial class OrderJson : JsonSerializerContext;
