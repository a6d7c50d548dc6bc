namespace Tetri.Protocol.Members;

using static MemberRule;

/// <summary>The members of every endpoint. A row is a rule; the signature stands last, since it is checked last.</summary>
internal static class Endpoints
{
    private static readonly MemberRule[] Order =
    [
        Id("order_id", 1024).Must(exceptWith: "subscription"),
        Text("order_desc", 1024).Must(),
        MemberRule.Amount("amount", zeroWith: "verification").Must(),
        MemberRule.Currency("currency").Must(),

        Url("response_url"),
        Url("server_callback_url"),
        Url("subscription_callback_url"),
        Url("chargeback_callback_url"),
        Url("cancel_url"),

        Integer("lifetime", 9, min: 1, max: Orders.OrderTerms.MaxLifetime),
        Choice("lang", 2, Languages.All),
        Text("merchant_data", 2048),
        Text("product_id", 1024),
        Id("design_id", 6),
        Text("reservation_data", 10_000),

        YesNo("preauth"),
        YesNo("delayed"),
        YesNo("required_rectoken"),
        YesNo("verification"),
        Choice("verification_type", 25, "amount", "code"),
        Id("rectoken", 64),
        Id("receiver_rectoken", 64),

        YesNo("subscription"),
        Nested("recurring_data", 10_000),
        Nested("receiver", 32_768),
        Id("order_type", 64),
        Id("operation_id", 1024),

        Id("payment_systems", 1024),
        Id("payment_method", 64),
        Id("default_payment_system", 25),

        Email("sender_email"),
        Id("sender_cell_phone", 50),
        Id("sender_account", 50),
        Id("sender_country", 256),
        Id("sender_city", 256),
        Text("sender_address", 1024),
        Id("sender_phone", 50),
        Id("sender_first_name", 256),
        Id("sender_last_name", 256),
        Id("sender_name", 256),
        Id("sender_familyName", 256),
        Id("iban", 64),
        Id("bic", 64),
        Id("client_ip", 64),
        Id("descriptor", 256),
    ];

    private static readonly MemberRule[] Reversal =
    [
        MemberRule.Amount("amount").Must(), MemberRule.Currency("currency").Must(), Id("reverse_id", 50), Text("comment", 1024), Email("email"),
        Nested("receiver", 32_768),
    ];

    private static readonly MemberRule[] Times = [Id("date_from", 19).Must(), Id("date_to", 19).Must(), Integer("after_payment_id", 13, min: 1)];

    private static readonly MemberRule[] Division =
    [
        Choice("order_type", 64, "settlement").Must(), Id("operation_id", 1024).Must(), MemberRule.Amount("amount").Must(), MemberRule.Currency("currency").Must(),
        Nested("receiver", 32_768).Must(), Id("order_id", 1024), Text("order_desc", 1024), Url("server_callback_url"), Url("response_url"),
    ];

    // Only what anybody may know and choose.
    private static readonly MemberRule[] Link =
    [
        MemberRule.Currency("currency").Must(), MemberRule.Amount("amount", zeroWith: "verification").Must(), Id("order_id", 1024), Text("order_desc", 1024),
        Url("response_url"), Url("server_callback_url"), Url("cancel_url"), Integer("lifetime", 9, min: 1, max: Orders.OrderTerms.MaxLifetime),
        Choice("lang", 2, Languages.All), Text("merchant_data", 2048), Text("product_id", 1024), Id("design_id", 6), Id("payment_systems", 1024),
        Id("default_payment_system", 25), Email("sender_email"),
    ];

    public static MemberTable CheckoutUrl { get; } = new([.. Common(), .. Order, Signature()]);

    public static MemberTable CheckoutToken { get; } = new([.. Common(), .. Order, Signature()]);

    public static MemberTable CheckoutRedirect { get; } = new([.. Common(), .. Order, Signature()]) { FailsAsPage = true };

    public static MemberTable StatusByOrderId { get; } = new([.. Common(), Id("order_id", 1024).Must(), Signature()]);

    public static MemberTable StatusByPaymentId { get; } = new([.. Common(), Integer("payment_id", 19, min: 1).Must(), Signature()]);

    /// <summary>A card in the shop's own hands (PCI DSS).</summary>
    public static MemberTable DirectStep1 { get; } = new(
    [
        .. Common(), .. Order,
        CardNumber(MemberNames.CardNumber), CardExpiry("expiry_date"), CardCode(MemberNames.CardCode),
        Text("cavv", 64), Id("eci", 2), Choice("wallet", 16, "applepay", "googlepay"), Text("container", 16_384), Id("schemeid", 64),
        Signature(),
    ]);

    public static MemberTable DirectStep2 { get; } = new(
        [.. Common(), Id("order_id", 1024).Must(), Text("pares", 16_384).Must(), Id("md", 1024).Must(), Signature()]);

    /// <summary>A new order that a stored card pays.</summary>
    public static MemberTable Recurring { get; } = new(
        [.. Common(), .. Order.Select(rule => rule.Name == "rectoken" ? rule.Must() : rule), Signature()]);

    public static MemberTable Capture { get; } = new(
        [.. Common(), Id("order_id", 1024).Must(), MemberRule.Amount("amount").Must(), MemberRule.Currency("currency").Must(), Signature()]);

    public static MemberTable ReverseByOrderId { get; } = new([.. Common(), Id("order_id", 1024).Must(), .. Reversal, Signature()]);

    public static MemberTable Subscription { get; } = new(
        [.. Common(), Id("order_id", 1024).Must(), Choice("action", 5, "start", "stop").Must(), Signature()]);

    public static MemberTable ReverseByPaymentId { get; } = new([.. Common(), Integer("payment_id", 19, min: 1).Must(), .. Reversal, Signature()]);

    /// <summary>Version is no member of it: clients send it signed and unsigned, and either signature holds.</summary>
    public static MemberTable TransactionList { get; } = new([Merchant(), Id("order_id", 1024).Must(), Signature()]) { JsonOnly = true, Versions = SpokenVersions.Flat };

    public static MemberTable Reports { get; } = new([.. Common(), .. Times, Signature()]) { JsonOnly = true };

    public static MemberTable FiscalData { get; } = new([.. Common(), Id("order_id", 1024).Must(), Signature()]);

    public static MemberTable Settlement { get; } = new([.. Common(), .. Division, Signature()]) { Versions = SpokenVersions.Only20 };

    /// <summary>A link without a signature.</summary>
    public static MemberTable Button { get; } = new([Merchant(), .. Link]) { FailsAsPage = true };

    /// <summary>An order that a browser or an app makes without a signature. The card, where one comes along, is no member of it.</summary>
    public static MemberTable Unsigned { get; } = new(
    [
        Merchant(), .. Link, YesNo("required_rectoken"), YesNo("verification"), Choice("verification_type", 25, "amount", "code"),
        YesNo("subscription"), Nested("recurring_data", 10_000), Nested("customer_data", 4096),
    ]);

    /// <summary>A payout to a card; one of the receivers must be there.</summary>
    public static MemberTable CardPayout { get; } = new(
        [.. Common(), .. Order, CardNumber(MemberNames.ReceiverCardNumber), Id("external_rectoken", 64), Signature()])
    {
        Key = MerchantKey.Credit,
    };

    public static MemberTable IbanPayout { get; } = new([.. Common(), .. Order, Id("receiver_iban", 42).Must(), Signature()]) { Key = MerchantKey.Credit };

    public static IReadOnlyList<MemberTable> All { get; } =
    [
        CheckoutUrl, CheckoutToken, CheckoutRedirect, StatusByOrderId, StatusByPaymentId, DirectStep1, DirectStep2, Recurring, Capture, ReverseByOrderId, ReverseByPaymentId,
        TransactionList, Reports, FiscalData, Settlement, Button, Unsigned,
        Subscription, CardPayout, IbanPayout,
    ];

    private static MemberRule[] Common() => [Merchant(), Id("version", 10)];

    private static MemberRule Merchant() => Integer("merchant_id", 12, min: 1).Must();
}
