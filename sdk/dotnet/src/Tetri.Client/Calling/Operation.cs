namespace Tetri.Client.Calling;

internal enum Repeat
{
    /// <summary>Changes nothing.</summary>
    Read,

    /// <summary>Is sent with an idempotency key.</summary>
    Key,

    /// <summary>The gateway answers the same again.</summary>
    Same,

    /// <summary>Is sent again only when the gateway can't have carried it out.</summary>
    Once,

    /// <summary>Is never sent by the client.</summary>
    Browser,
}

internal enum Signed
{
    Required,
    WhenPresent,
    Rows,
    No,
}

/// <summary>What is known of an operation; spec/client/operations.json holds the same, and a test compares them.</summary>
internal sealed record Operation(string Name, string Path, Repeat Repeat, int Timeout, Signed Signed)
{
    private static readonly ProtocolVersion[] Flat = [ProtocolVersion.V10, ProtocolVersion.V101];
    private static readonly ProtocolVersion[] Every = [.. Flat, ProtocolVersion.V20];
    private static readonly WireFormat[] JsonOnly = [WireFormat.Json];

    public static readonly Operation CheckoutUrl = new("checkout.url", "checkout/url", Repeat.Key, 30, Signed.WhenPresent);
    public static readonly Operation CheckoutToken = new("checkout.token", "checkout/token", Repeat.Key, 30, Signed.No);
    public static readonly Operation CheckoutForm = new("checkout.form", "checkout/redirect", Repeat.Browser, 30, Signed.No) { Formats = [WireFormat.Form], Versions = Flat };
    public static readonly Operation CheckoutVerification = new("checkout.verification", "checkout/url", Repeat.Key, 30, Signed.WhenPresent) { Adds = new("verification", "Y") };
    public static readonly Operation OrdersStatus = new("orders.status", "status/order_id", Repeat.Read, 30, Signed.Required);
    public static readonly Operation OrdersStatusByPaymentId = new("orders.status_by_payment_id", "status/payment_id", Repeat.Read, 30, Signed.Required);
    public static readonly Operation OrdersCapture = new("orders.capture", "capture/order_id", Repeat.Same, 75, Signed.Required);
    public static readonly Operation OrdersReverse = new("orders.reverse", "reverse/order_id", Repeat.Same, 75, Signed.Required) { Made = "reverse_id" };
    public static readonly Operation OrdersReverseByPaymentId = new("orders.reverse_by_payment_id", "reverse/payment_id", Repeat.Same, 75, Signed.Required) { Made = "reverse_id" };
    public static readonly Operation OrdersSettle = new("orders.settle", "settlement", Repeat.Once, 30, Signed.Required) { Formats = JsonOnly, Versions = [ProtocolVersion.V20], Adds = new("order_type", "settlement") };
    public static readonly Operation OrdersTransactions = new("orders.transactions", "transaction_list", Repeat.Read, 30, Signed.No) { Formats = JsonOnly, Versions = Flat, VersionSent = false };
    public static readonly Operation OrdersReport = new("orders.report", "reports", Repeat.Read, 120, Signed.Rows) { Formats = JsonOnly };
    public static readonly Operation OrdersFiscalData = new("orders.fiscal_data", "fiscal_data", Repeat.Read, 30, Signed.No);
    public static readonly Operation CardsStep1 = new("cards.step1", "3dsecure_step1", Repeat.Key, 75, Signed.WhenPresent);
    public static readonly Operation CardsStep2 = new("cards.step2", "3dsecure_step2", Repeat.Same, 75, Signed.WhenPresent);
    public static readonly Operation CardsRecurring = new("cards.recurring", "recurring", Repeat.Key, 75, Signed.Required);
    public static readonly Operation PayoutsToCard = new("payouts.to_card", "p2pcredit", Repeat.Once, 75, Signed.Required) { UsesCreditKey = true };
    public static readonly Operation PayoutsToAccount = new("payouts.to_account", "ibancredit", Repeat.Once, 75, Signed.Required) { UsesCreditKey = true };
    public static readonly Operation SubscriptionsStart = new("subscriptions.start", "subscription", Repeat.Same, 30, Signed.Required) { Adds = new("action", "start") };
    public static readonly Operation SubscriptionsStop = new("subscriptions.stop", "subscription", Repeat.Same, 30, Signed.Required) { Adds = new("action", "stop") };

    public static IReadOnlyList<Operation> All { get; } =
    [
        CheckoutUrl, CheckoutToken, CheckoutForm, CheckoutVerification, OrdersStatus, OrdersStatusByPaymentId, OrdersCapture, OrdersReverse,
        OrdersReverseByPaymentId, OrdersSettle, OrdersTransactions, OrdersReport, OrdersFiscalData, CardsStep1, CardsStep2, CardsRecurring,
        PayoutsToCard, PayoutsToAccount, SubscriptionsStart, SubscriptionsStop,
    ];

    public bool UsesCreditKey { get; private init; }

    public IReadOnlyList<WireFormat> Formats { get; private init; } = [WireFormat.Json, WireFormat.Form];

    public IReadOnlyList<ProtocolVersion> Versions { get; private init; } = Every;

    public bool VersionSent { get; private init; } = true;

    /// <summary>A member that the operation itself sets.</summary>
    public KeyValuePair<string, string>? Adds { get; private init; }

    /// <summary>A member that is made where the caller gives none.</summary>
    public string? Made { get; private init; }
}
