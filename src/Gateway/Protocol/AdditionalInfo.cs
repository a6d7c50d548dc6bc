using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tetri.Orders;
using Tetri.Payments;

namespace Tetri.Protocol;

/// <summary>The JSON text inside additional_info, spaced as old clients know it: <c>", "</c> and <c>": "</c>. It is signed byte for byte.</summary>
internal static class AdditionalInfo
{
    public static string Of(Order order, bool sandbox)
    {
        var payment = order.Payment;
        var currency = order.Terms.Amount.Currency;
        var isApproved = order.State is OrderState.Approved or OrderState.Reversed;
        var isCaptured = payment.Captured > 0;

        var text = new StringBuilder("{", 640);
        var capture = !order.Terms.Preauth || order.Terms.Verification || !isApproved ? null : isCaptured ? "captured" : "hold";
        Append(text, "capture_status", Quoted(capture));
        Append(text, "capture_amount", capture == "captured" ? MajorUnits(new Money(payment.Captured, currency)) : "null");
        Append(text, "reservation_data", Quoted(ReservationText(order.Terms.ReservationData)));
        Append(text, "transaction_id", payment.TransactionId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null");
        Append(text, "bank_response_code", "null");
        Append(text, "bank_response_description", "null");
        Append(text, "client_fee", MajorUnits(new Money(isApproved ? payment.ClientFee : 0, currency)));
        Append(text, "settlement_fee", "0.0");
        Append(text, "bank_name", "null");
        Append(text, "bank_country", "null");
        Append(text, "card_type", Quoted(payment.CardType));
        Append(text, "card_product", Quoted(payment.CardProduct));
        Append(text, "card_category", "null");
        Append(text, "timeend", Quoted(payment.EndedAt is { } ended ? FinalResponse.WireTime(ended) : null));
        Append(text, "ipaddress_v4", Quoted(payment.PayerIp));
        Append(text, "payment_method", Quoted(payment.PaymentMethod ?? payment.PaymentSystem));
        if (payment.ThreeDSecureVersion is { } version)
            Append(text, "version_3ds", version == 2 ? "2" : "1");
        if (sandbox)
            Append(text, "is_test", "true");
        return text.Append('}').ToString();
    }

    // A float of the old server: at least one digit behind the point, no zeros after that.
    public static string MajorUnits(Money amount)
    {
        var text = amount.ToMajorText();
        if (!text.Contains('.', StringComparison.Ordinal))
            return text + ".0";
        var bare = text.TrimEnd('0');
        return bare[^1] == '.' ? bare + "0" : bare;
    }

    private static string? ReservationText(string? base64)
    {
        if (base64 is null)
            return null;
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length) || !System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, length)))
            return null;
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static void Append(StringBuilder text, string name, string json)
    {
        if (text.Length > 1)
            text.Append(", ");
        text.Append('"').Append(name).Append("\": ").Append(json);
    }

    public static string Quoted(string? value) =>
        value is null ? "null" : $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
