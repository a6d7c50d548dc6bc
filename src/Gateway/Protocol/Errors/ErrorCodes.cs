using System.Collections.Frozen;
using System.Globalization;

namespace Tetri.Protocol.Errors;

internal enum ErrorKind
{
    /// <summary>The request, the merchant's setup or the gateway stands in the way; sent as error_code.</summary>
    Request,

    /// <summary>The bank or a fraud check refused the payment; sent as response_code.</summary>
    Decline,

    /// <summary>What the payer sees on a page of ours; several error codes share one.</summary>
    Page,
}

/// <summary>A row of spec/error-codes.json.</summary>
/// <param name="PageCode">The code that the payer sees for this one.</param>
/// <param name="MerchantCanCause">A merchant's request can bring it about here, and spec/conformance has a case of it.</param>
internal sealed record ErrorCode(int Code, string Text, ErrorKind Kind, int? PageCode, bool MerchantCanCause);

/// <summary>Every code of the wire with its text. A test holds it equal to spec/error-codes.json.</summary>
internal static class ErrorCodes
{
    /// <summary>A payer whose error has no page code of its own reads that the order's data is wrong.</summary>
    private const int DefaultPageCode = 2008;

    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        Request(1002, "Application error", 2005, merchantCanCause: false),
        Request(1005, "Invalid format", 2008),
        Request(1006, "Merchant is not configured correctly", 2003, merchantCanCause: false),
        Request(1007, "Parameter `{param_name}` is incorrect", 2008),
        Request(1008, "Parameter `{param_name}` is mandatory", 2008),
        Request(1009, "Parameter `{param_name}` is empty", 2008),
        Request(1010, "Request Is empty", 2008),
        Request(1011, "Parameter `{param_name}` is missing", 2008, merchantCanCause: false),
        Request(1012, "Currency `{currency}` is not available for this merchant `{merchant_id}`", 2001),
        Request(1013, "Duplicate order `{order_id}` for merchant `{merchant_id}`", 2004),
        Request(1014, "Invalid signature", 2007),
        Request(1016, "Merchant not found", 2003),
        Request(1017, "No available payment systems", 2005),
        Request(1018, "Order `{order_id}` not found", 2008),
        Request(1019, "Order `{order_id}` already has been completed", 2009, merchantCanCause: false),
        Request(1021, "Unsupported Content-Type `{content_type}`", 2008),
        Request(1023, "Invalid amount", 2014),
        Request(1026, "Only redirect method allowed", 2021, merchantCanCause: false),
        Request(1027, "Preauth not allowed", 2021),
        Request(1028, "Custom design not found", 2008),
        Request(1034, "Please do not use symbol `{separator}` in parameters", 2008),
        Request(1035, "Token not found", 2008),
        Request(1036, "Invoice is paid", 2009, merchantCanCause: false),
        Request(1046, "Request contains non utf-8 symbol", 2008),
        Request(1052, "Order has expired", 2006),
        Request(1054, "Session expired", 2006, merchantCanCause: false),
        Request(1059, "Transaction with rectoken not allowed for merchant", 2021),
        Request(1060, "Recurring transaction not allowed for merchant", 2021),
        Request(1069, "Reverse not allowed. Turnover is not enough.", 2021),
        Request(1073, "3DSecure is mandatory for Maestro cards", 2038, merchantCanCause: false),
        Request(1074, "P2P credit allowed only by rectoken", 2021),
        Request(1075, "3DSecure is mandatory", 2038, merchantCanCause: false),
        Request(1076, "An error occurred while processing your payment. Invalid IBAN. Check the IBAN you entered, or use another IBAN", 2008),
        Request(1077, "Merchant is not activated yet. Only test IBAN allowed", 2003),
        Request(1081, "Insufficient funds on balance (p2p credit)", 2021),
        Request(1082, "Token has expired", 2008),
        Request(1084, "Only full refund allowed", 2014),
        Request(1086, "Transaction already finished", 2009, merchantCanCause: false),
        Request(1088, "Lookup code attempts limit exceeded", 2023, merchantCanCause: false),
        Request(1091, "Card not enrolled. Lookup required", 2038, merchantCanCause: false),
        Request(1092, "Invalid phone number", 2008, merchantCanCause: false),
        Request(1096, "Invalid E-mail", 2008),
        Request(1099, "P2P credit is not available for this IP address", 2021, merchantCanCause: false),
        Request(1100, "Operation not allowed", 2021),
        Request(1106, "Split error. Split payments not allowed for merchant.", 2021),
        Request(1107, "Split error. Settlement merchants have another company.", 2021),
        Request(1108, "Split error. Merchants in purchase and reverse do not match.", 2021),
        Request(1109, "Order already captured with different amount", 2014),
        Request(1114, "Settlement not allowed until order is captured", 2021),
        Request(1120, "Splitting amount does not correspond to purchase or capture amount", 2014),

        Decline(1000, "General decline"),
        Decline(1003, "Invalid CVV2 code", 2017),
        Decline(1004, "Do not honor"),
        Decline(1015, "Invalid card number", 2013),
        Decline(1024, "3DSecure authentication failed", 2015),
        Decline(1025, "Invalid card expiry date", 2016),
        Decline(1037, "Decline, not sufficient funds", 2019),
        Decline(1040, "Transaction amount exceeds card internet limit", 2025),
        Decline(1041, "Card is in black list"),
        Decline(1042, "Stolen card"),
        Decline(1043, "Restricted Card"),
        Decline(1044, "Lost card"),
        Decline(1045, "Card is blocked by acquirer bank"),
        Decline(1047, "Card exceeds withdrawal frequency limit", 2023),
        Decline(1048, "Card exceeds withdrawal amount limit", 2025),
        Decline(1049, "Unknown payment system error"),
        Decline(1051, "Declined by antifraud", 2040),
        Decline(1053, "3DSecure card verification failed. Directory server or issuer not available.", 2015),
        Decline(1055, "P2P limit exceeded"),
        Decline(1057, "Sender card declined by issuer", 2018),
        Decline(1058, "Receiver card declined by issuer", 2018),
        Decline(1061, "PIN tries exceeded", 2023),
        Decline(1062, "Not permitted to merchant", 2021),
        Decline(1063, "Not permitted to client"),
        Decline(1064, "Call your bank"),
        Decline(1065, "Invalid transaction"),
        Decline(1066, "System malfunction"),
        Decline(1067, "Incorrect PIN"),
        Decline(1068, "Format error"),
        Decline(1070, "Transaction is routed to another terminal"),
        Decline(1072, "Recurring chain declined"),
        Decline(1078, "Token deactivated by bank"),
        Decline(1079, "Card is blocked by issuing bank"),
        Decline(1080, "Decline, exceeds receiving card count limit"),
        Decline(1083, "Decline, exceeds receiving card amount limit"),
        Decline(1087, "Terminal closed by acquiring bank"),
        Decline(1089, "Acquiring bank request timeout"),
        Decline(1090, "P2P card credit not allowed for this country"),
        Decline(1097, "Decline, refer to card issuer"),
        Decline(1098, "SEPA: payment accepted, then cancelled before collection"),
        Decline(1102, "Antifraud decline. Prepaid cards are blocked", 2040),
        Decline(1103, "Receipt created", null),
        Decline(1104, "Country not allowed by bank-acquirer"),
        Decline(1105, "Antifraud decline. Only full 3D-Secure allowed.", 2038),
        Decline(1111, "Your card is not supported. Please use card of {extended}", 2039),
        Decline(1115, "Pick up card (no fraud)"),
        Decline(1116, "Pick up card, special condition (fraud account)"),
        Decline(1117, "Security violation"),
        Decline(1122, "Connection closed unexpectedly"),
        Decline(1123, "Acquiring bank request timeout. Transaction reversed."),
        Decline(1125, "Maestro cards are not allowed", 2039),

        Page(2000, "The bank declined this payment"),
        Page(2001, "The shop does not take this currency", merchantCanCause: true),
        Page(2002, "Cookies are switched off in this browser"),
        Page(2003, "The shop is not set up correctly", merchantCanCause: true),
        Page(2004, "An order with this number was made before", merchantCanCause: true),
        Page(2005, "No payment method is available right now", merchantCanCause: true),
        Page(2006, "The time to pay this order is over"),
        Page(2007, "The order's signature is wrong", merchantCanCause: true),
        Page(2008, "The order's data is wrong", merchantCanCause: true),
        Page(2009, "This order is paid already"),
        Page(2013, "The card number is wrong"),
        Page(2014, "The order's amount is wrong", merchantCanCause: true),
        Page(2015, "The bank could not confirm that it is you"),
        Page(2016, "The card's expiry date is wrong"),
        Page(2017, "The card's security code is wrong"),
        Page(2018, "The bank declined this card"),
        Page(2019, "There is not enough money on the card"),
        Page(2021, "The shop may not take this kind of payment", merchantCanCause: true),
        Page(2023, "Too many attempts"),
        Page(2025, "The card's limit for internet payments is reached"),
        Page(2038, "The shop takes only payments that the bank confirms (3-D Secure)"),
        Page(2039, "This card is not supported"),
        Page(2040, "The payment was stopped by fraud checks"),
    ];

    private static readonly FrozenDictionary<int, ErrorCode> ByCode = All.ToFrozenDictionary(row => row.Code);

    public static ErrorCode? Find(int code) => ByCode.GetValueOrDefault(code);

    /// <summary>The text of a response_code, for response_description and the page.</summary>
    public static string Describe(int code) => Fill(Find(code)?.Text ?? "", new GatewayError(code));

    public static int PageCodeOf(int code) => Find(code)?.PageCode ?? DefaultPageCode;

    /// <summary>The error_message of a refusal.</summary>
    /// <param name="explain">Test mode: says behind an invalid signature what the gateway signed.</param>
    public static string TextOf(GatewayError error, bool explain = false)
    {
        var text = Fill(Find(error.Code)?.Text ?? "", error);
        return explain && error is { Code: 1014, Explanation: { } explanation } ? $"{text} {explanation}" : text;
    }

    private static string Fill(string template, GatewayError error)
    {
        if (!template.Contains('{', StringComparison.Ordinal))
            return template;
        var text = template.Replace("{merchant_id}", error.MerchantId?.ToString(CultureInfo.InvariantCulture) ?? "", StringComparison.Ordinal);
        var start = text.IndexOf('{', StringComparison.Ordinal);
        return start < 0 ? text : string.Concat(text.AsSpan(0, start), error.Detail, text.AsSpan(text.IndexOf('}', start) + 1));
    }

    private static ErrorCode Request(int code, string text, int pageCode, bool merchantCanCause = true) =>
        new(code, text, ErrorKind.Request, pageCode, merchantCanCause);

    private static ErrorCode Decline(int code, string text, int? pageCode = 2000) =>
        new(code, text, ErrorKind.Decline, pageCode, MerchantCanCause: false);

    private static ErrorCode Page(int code, string text, bool merchantCanCause = false) =>
        new(code, text, ErrorKind.Page, null, merchantCanCause);
}
