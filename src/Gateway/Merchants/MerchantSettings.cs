using System.Text.Json.Serialization;

namespace Tetri.Merchants;

/// <summary>What a merchant may have otherwise than the default. Set by <c>tetri merchants set</c> under the names below in snake_case.</summary>
/// <remarks>
/// What has a default of its own can be set, not only initialised: generated JSON code gives every initialised property a value, so a row that an earlier release
/// wrote would lose the defaults of what it does not know.
/// </remarks>
internal sealed record MerchantSettings
{
    /// <summary>Where the payer returns when the order names no response_url.</summary>
    public string? ResponseUrl { get; init; }

    /// <summary>Where callbacks go when the order names no server_callback_url.</summary>
    public string? ServerCallbackUrl { get; init; }

    /// <summary>How the payer's browser brings the result to the shop: POST (a form) or GET (a redirect with a query).</summary>
    public string ReturnMethod { get; set; } = "POST";

    /// <summary>json, or form for shops that read callbacks from form fields. Protocol 2.0 is always JSON.</summary>
    public string CallbackFormat { get; set; } = "json";

    /// <summary>Sends error_code as a JSON number instead of a string.</summary>
    public bool NumericErrorCode { get; init; }

    /// <summary>An identical signed request for an order that is still unpaid answers as the first did instead of 1013.</summary>
    public bool ReplayIdenticalOrders { get; init; }

    /// <summary>Live only: orders without a signature, made in the browser, from the origins of <see cref="ShopOrigins"/> or by a button's link.</summary>
    public bool UnsignedOrders { get; init; }

    public IReadOnlyList<string> ShopOrigins { get; set; } = [];

    /// <summary>Live only: callbacks to plain http addresses.</summary>
    public bool PlainHttpCallbacks { get; init; }

    /// <summary>Payments may be divided among merchants of one company; else 1106.</summary>
    public bool SplittingAllowed { get; init; }

    /// <summary>Names whose the merchant is: payments are divided only among merchants with the same one.</summary>
    public string? Company { get; init; }

    /// <summary>False where the acquirer gives this merchant no holds; preauth is then refused with 1027.</summary>
    public bool PreauthAllowed { get; set; } = true;

    /// <summary>False where this merchant may not store cards; what asks for it is refused with 1059.</summary>
    public bool RectokenAllowed { get; set; } = true;

    /// <summary>
    /// What names the payer whose cards the page keeps for him: sender_account, sender_email or none. Only for a merchant that sends it for payers who have
    /// signed in with it: whoever is named sees the cards.
    /// </summary>
    public string SavedCards { get; set; } = "none";

    /// <summary>False where this merchant may not charge stored cards while the payer is away; that is refused with 1060.</summary>
    public bool RecurringAllowed { get; set; } = true;

    /// <summary>What the gateway keeps of what is taken, in hundredths of a percent.</summary>
    public int FeeBasisPoints { get; init; }

    /// <summary>What the payer pays on top of an order's amount, in hundredths of a percent of it.</summary>
    public int ClientFeeBasisPoints { get; init; }

    /// <summary>What the payer pays on top whatever the amount, by currency.</summary>
    public IReadOnlyList<FixedFee> ClientFeeFixed { get; set; } = [];

    /// <summary>Codes that take something off an order's amount.</summary>
    public IReadOnlyList<Promocode> Promocodes { get; set; } = [];

    /// <summary>Whether the page asks for the card's CVV: mandatory, optional or absent.</summary>
    public string Cvv2Requirement { get; set; } = "mandatory";

    /// <summary>Sandbox only: Apple Pay and Google Pay by wallets of our own, where the real ones are not set up.</summary>
    public bool SimulatedWallets { get; init; }

    /// <summary>Where the merchant is, ISO 3166-1 in two letters; Apple Pay asks for it.</summary>
    public string? Country { get; init; }

    /// <summary>The identifier that Apple knows the merchant by.</summary>
    public string? ApplePayMerchantId { get; init; }

    /// <summary>Where Apple has seen the merchant's page: the host that payers open.</summary>
    public string? ApplePayDomain { get; init; }

    /// <summary>The path of a PEM file with the merchant identity certificate and its key.</summary>
    public string? ApplePayCertificate { get; init; }

    /// <summary>The acquirer's name at Google, for whom Google Pay seals.</summary>
    public string? GooglePayGateway { get; init; }

    /// <summary>The merchant's id at that acquirer.</summary>
    public string? GooglePayGatewayMerchantId { get; init; }

    /// <summary>The merchant's id at Google, which Google asks for in production.</summary>
    public string? GooglePayMerchantId { get; init; }

    /// <summary>TEST or PRODUCTION.</summary>
    public string GooglePayEnvironment { get; set; } = "TEST";

    /// <summary>A payout may not be more than the merchant's balance; it is then refused with 1081.</summary>
    public bool PayoutNeedsBalance { get; init; }

    /// <summary>Payouts go to stored cards only; a card's number is then refused with 1074.</summary>
    public bool PayoutOnlyByRectoken { get; init; }

    /// <summary>The design_ids that orders may name; any other is refused with 1028.</summary>
    public IReadOnlyList<string> Designs { get; set; } = [];

    /// <summary>The page's accent colour, #rrggbb.</summary>
    public string? Accent { get; init; }

    public string? LogoUrl { get; init; }
}

/// <param name="Minor">Minor units of the currency.</param>
internal sealed record FixedFee(string Currency, long Minor);

/// <param name="BasisPoints">What it takes off, in hundredths of a percent.</param>
/// <param name="Bins">What the numbers of the cards that it is for begin with; none: it is for every card.</param>
internal sealed record Promocode(string Code, int BasisPoints, IReadOnlyList<string> Bins);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MerchantSettings))]
internal sealed partial class MerchantJson : JsonSerializerContext;
