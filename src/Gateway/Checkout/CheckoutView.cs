using System.Text.Json.Serialization;
using Tetri.Cards;
using Tetri.Payments;

namespace Tetri.Checkout;

/// <summary>What the page shows: one flat form of the view that web/checkout/state.ts describes as a union.</summary>
internal sealed record CheckoutView
{
    /// <summary>unknown, open, method, challenge, code, bank, processing, approved, declined, expired or reversed.</summary>
    public required string State { get; init; }

    public string? Token { get; init; }
    public string? OrderId { get; init; }
    public string? PaymentId { get; init; }

    /// <summary>Minor units as text.</summary>
    public string? Amount { get; init; }

    public string? Currency { get; init; }
    public int? Decimals { get; init; }
    public string? Description { get; init; }
    public MerchantView? Merchant { get; init; }

    /// <summary>Milliseconds since 1970 by our clock.</summary>
    public long? Now { get; init; }

    public long? ExpiresAt { get; init; }
    public bool? Test { get; init; }
    public IReadOnlyList<TestCardView>? TestCards { get; init; }
    public bool? ValidateExpiry { get; init; }
    public bool? Preauth { get; init; }
    public bool? Verification { get; init; }
    public SubscriptionView? Subscription { get; init; }

    /// <summary>Where the payer may pay other than the amount.</summary>
    public PriceView? Price { get; init; }

    /// <summary>Those that the payer keeps with this merchant.</summary>
    public IReadOnlyList<SavedCard>? Cards { get; init; }

    /// <summary>The payer may keep the card that he types.</summary>
    public bool? MayKeepCard { get; init; }

    /// <summary>optional or absent; null: the CVV must be typed.</summary>
    public string? Cvv2Requirement { get; init; }

    public DeclineView? LastDecline { get; init; }
    public string? MaskedCard { get; init; }
    public string? CardType { get; init; }
    public string? ApprovalCode { get; init; }
    /// <summary>Of an approved payment: when it was approved, and where its receipt is. The receipt itself has no address of one.</summary>
    public long? PaidAt { get; init; }

    public string? ReceiptUrl { get; init; }
    public string? ReturnUrl { get; init; }
    public string? CancelUrl { get; init; }
    public IReadOnlyList<string>? Languages { get; init; }

    /// <summary>The shop's page may ask the payer for his e-mail: the order names none.</summary>
    public bool? TakesEmail { get; init; }

    /// <summary>It may ask for more beside the card: the order has no merchant_data.</summary>
    public bool? TakesFields { get; init; }

    /// <summary>The payer may pay with a card.</summary>
    public bool? TakesCard { get; init; }

    /// <summary>The wallets that he may pay with; null where there is none.</summary>
    public IReadOnlyList<WalletView>? Wallets { get; init; }

    /// <summary>The banks where he may pay instead.</summary>
    public IReadOnlyList<BankView>? Banks { get; init; }

    /// <summary>Of the state bank: where the payer is, the way there, and whether he may turn back and pay in another way.</summary>
    public BankView? Bank { get; init; }

    public string? BankUrl { get; init; }

    /// <summary>The same way as a picture for the payer's phone.</summary>
    public string? BankQrUrl { get; init; }
    public bool? MayLeaveBank { get; init; }

    /// <summary>Where the shop takes its payers back, and how a finished order stands, by the names of the wire.</summary>
    public string? ResponseUrl { get; init; }

    public IReadOnlyDictionary<string, string>? OrderData { get; init; }

    /// <summary>Of the states method and challenge.</summary>
    public string? Transaction { get; init; }

    public string? FrameUrl { get; init; }

    /// <summary>Of the state challenge: which window the issuer lays its page out for (01 to 05), where the challenge says so.</summary>
    public string? ChallengeWindowSize { get; init; }

    /// <summary>Of the state code.</summary>
    public int? TriesLeft { get; init; }

    /// <summary>A code that is always right; in the sandbox only.</summary>
    public string? TestCode { get; init; }
    public int? TimeoutSeconds { get; init; }

    /// <summary>The first screen shows more than a card form, or follows one.</summary>
    [JsonIgnore]
    public bool NeedsAllTexts =>
        this is not { State: "open" or "unknown", LastDecline: null, Banks: null or { Count: 0 }, Cards: null or { Count: 0 }, MayKeepCard: null or false, Subscription: null, Price: null };
}

internal sealed record MerchantView(string Name, string? LogoUrl, string? Accent);

/// <param name="Name">applepay or googlepay.</param>
internal sealed record WalletView(string Name)
{
    /// <summary>Of the sandbox's own wallet; the amount is added to it.</summary>
    public string? SheetUrl { get; init; }

    /// <summary>What the real one is asked with, JSON.</summary>
    public string? Request { get; init; }

    /// <summary>Of Apple Pay where the order is still to come: in whose name the page asks for a session.</summary>
    public long? MerchantId { get; init; }
}

/// <param name="System">opb or installments.</param>
internal sealed record BankView(string System, string Method, string Name);

internal sealed record TestCardView(string Number, string Expiry, string Cvv, string Label, string Brand);

/// <summary>What the order costs its payer: the answer of /checkout/fee, and a part of the view. Minor units as text.</summary>
internal sealed record PriceView
{
    public required string TotalAmount { get; init; }
    public required string FeeAmount { get; init; }
    public required string DiscountAmount { get; init; }

    /// <summary>Such as 12.5.</summary>
    public required string DiscountPercent { get; init; }

    /// <summary>The promocode that was applied.</summary>
    public string? Promocode { get; init; }

    /// <summary>Why the one that was typed was not: unknown or other_card.</summary>
    public string? PromocodeFault { get; init; }

    /// <summary>The merchant has promocodes.</summary>
    public bool TakesPromocode { get; init; }

    public required string Cvv2Requirement { get; init; }
}

/// <summary>Asks what an order costs with a card: by its token, or before it is made by its merchant, amount and currency.</summary>
internal sealed record FeeRequest
{
    public string? Token { get; init; }
    public long? MerchantId { get; init; }

    /// <summary>Minor units as text.</summary>
    public string? Amount { get; init; }

    public string? Currency { get; init; }

    /// <summary>Six or more of the card number's first digits.</summary>
    public string? CardBin { get; init; }

    /// <summary>Of a card that the payer keeps, instead of digits.</summary>
    public string? Hash { get; init; }

    public string? Promocode { get; init; }
}

/// <summary>What the payer agrees to be charged later.</summary>
internal sealed record SubscriptionView
{
    /// <summary>Minor units as text.</summary>
    public required string Amount { get; init; }

    /// <summary>day, week or month.</summary>
    public required string Period { get; init; }

    public required int Every { get; init; }
    public int? Quantity { get; init; }

    /// <summary>Milliseconds since 1970; not where the payer's changes would move it.</summary>
    public long? FirstAt { get; init; }

    public long? LastAt { get; init; }

    /// <summary>Nothing is charged before the first charge.</summary>
    public required bool Trial { get; init; }

    public required bool Editable { get; init; }
    public required bool Optional { get; init; }
}

/// <summary>What the payer made of the schedule: within the bounds of recurring_data.</summary>
internal sealed record ScheduleRequest
{
    public string? Amount { get; init; }
    public string? Period { get; init; }
    public int? Every { get; init; }
    public int? Quantity { get; init; }
}

/// <param name="Bank">The name of the bank where the payer was; null for cards.</param>
internal sealed record DeclineView(int Code, string? Bank);

/// <summary>The answer to every call of the page: the order as it is, and what was wrong with the call.</summary>
internal sealed record CheckoutAnswer(CheckoutView View, CheckoutError? Error = null);

/// <param name="Code">A code of the shared table.</param>
/// <param name="Field">cardNumber, expiryDate, cvv2 or code where one of them is at fault.</param>
internal sealed record CheckoutError(int Code, string? Field = null);

internal sealed record PayRequest
{
    public string? Token { get; init; }
    public string? CardNumber { get; init; }
    public string? ExpiryDate { get; init; }
    public string? Cvv2 { get; init; }

    /// <summary>What a wallet gave instead of a card, JSON as text.</summary>
    public string? Container { get; init; }

    /// <summary>Of an order whose schedule the payer may change or leave out.</summary>
    public ScheduleRequest? Schedule { get; init; }

    /// <summary>Of a card that the payer keeps, instead of number and expiry date.</summary>
    public string? Hash { get; init; }

    /// <summary>The payer wants to keep the card.</summary>
    public bool SaveCard { get; init; }

    public string? Promocode { get; init; }

    /// <summary>What the payer answered to the shop's fields, by name; his e-mail as email.</summary>
    public IReadOnlyDictionary<string, string>? Extras { get; init; }

    /// <summary>What the payer saw on the button, minor units as text: nothing else is charged. Null charges whatever the order costs.</summary>
    public string? TotalAmount { get; init; }
}

/// <summary>The bank that the payer chose; none when he leaves it.</summary>
internal sealed record BankRequest
{
    public string? Token { get; init; }
    public string? System { get; init; }
    public string? Method { get; init; }
    public string? Promocode { get; init; }

    /// <summary>As of <see cref="PayRequest"/>.</summary>
    public IReadOnlyDictionary<string, string>? Extras { get; init; }

    /// <summary>As of <see cref="PayRequest"/>.</summary>
    public string? TotalAmount { get; init; }
}

/// <param name="MerchantId">Instead of a token, of an order that is still to come.</param>
/// <param name="Url">Where Safari says that Apple is.</param>
internal sealed record AppleRequest(string? Token, long? MerchantId, string? Url);

/// <summary>The code in the description of the hold, as the payer typed it.</summary>
internal sealed record CodeRequest
{
    public string? Token { get; init; }
    public string? Code { get; init; }
}

/// <summary>A card that the payer keeps no longer.</summary>
internal sealed record ForgetCardRequest
{
    public string? Token { get; init; }
    public string? Hash { get; init; }
}

/// <summary>A call about a transaction of the order: the method frame ended, or the payer closed the issuer's window.</summary>
internal sealed record TransactionRequest
{
    public string? Token { get; init; }
    public string? Transaction { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CheckoutAnswer))]
[JsonSerializable(typeof(CheckoutView))]
[JsonSerializable(typeof(PayRequest))]
[JsonSerializable(typeof(BankRequest))]
[JsonSerializable(typeof(FeeRequest))]
[JsonSerializable(typeof(PriceView))]
[JsonSerializable(typeof(ForgetCardRequest))]
[JsonSerializable(typeof(CodeRequest))]
[JsonSerializable(typeof(AppleRequest))]
[JsonSerializable(typeof(TransactionRequest))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class CheckoutJson : JsonSerializerContext;
