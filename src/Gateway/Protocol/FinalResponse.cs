using System.Globalization;
using Tetri.Accounts;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Protocol.Errors;

namespace Tetri.Protocol;

/// <summary>How an order stands: the one set of members in status answers, callbacks, returns and reports. Empty members are present.</summary>
internal static class FinalResponse
{
    /// <param name="moved">What the ledger has of the order; reports show it, and are the only ones to know what was settled.</param>
    public static ResponseMembers Of(Order order, Merchant merchant, bool sandbox, OrderMovement? moved = null)
    {
        if (order.Terms.Payout)
            return PayoutResponse.Of(order, merchant, sandbox);
        var (terms, payment) = (order.Terms, order.Payment);
        var isApproved = order.State is OrderState.Approved or OrderState.Reversed;
        var responseCode = isApproved ? null : payment.ResponseCode;
        var fee = payment.Fee is { } kept ? moved?.Fee ?? kept : (long?)null;
        var actualAmount = payment.Captured > 0 ? payment.Captured : payment.Authorised;

        var members = new ResponseMembers(capacity: 48)
            .Add("rrn", payment.Rrn)
            .Add("masked_card", payment.MaskedCard)
            .Add("sender_cell_phone", terms.Sender?.CellPhone)
            .Add("sender_account", terms.Sender?.Account)
            .Add("currency", terms.Amount.Currency.Code)
            .Add("fee", fee is { } known ? Text(known) : "")
            .Add("reversal_amount", Text(moved?.Reversed ?? payment.Reversed))
            .Add("settlement_amount", Text(moved?.Settled ?? 0))
            .Add("actual_amount", isApproved ? Text(actualAmount) : "")
            .Add("response_description", responseCode is { } code ? ErrorCodes.Describe(code) : "")
            .Add("sender_email", terms.Sender?.Email ?? payment.Answers?.Email)
            .Add("order_status", StatusOf(order.State))
            .Add("response_status", "success")
            .Add("order_time", WireTime(order.CreatedAt))
            .Add("actual_currency", isApproved ? terms.Amount.Currency.Code : "")
            .Add("order_id", terms.OrderId)
            .Add("tran_type", terms.Verification ? "verification" : payment.Reversed > 0 ? "reverse" : "purchase")
            .Add("eci", payment.Eci)
            .Add("settlement_date", moved?.SettledAt is { } settled ? WireDate(settled) : "")
            .Add("payment_system", payment.PaymentSystem)
            .Add("approval_code", payment.ApprovalCode)
            .AddNumber("merchant_id", merchant.Id)
            .Add("settlement_currency", moved?.SettledAt is null ? "" : terms.Amount.Currency.Code)
            .AddNumber("payment_id", order.PaymentId)
            .AddNumber("card_bin", payment.CardBin)
            .AddNumber("response_code", responseCode)
            .Add("card_type", payment.CardType)
            .Add("amount", Text(terms.Amount.Minor))
            .Add("product_id", terms.ProductId)
            .Add("merchant_data", terms.MerchantData ?? payment.Answers?.Fields)
            .Add("rectoken", (isApproved ? payment.Rectoken : null) ?? terms.Rectoken)
            .Add("rectoken_lifetime", isApproved && payment.RectokenEndsAt is { } ends ? WireTime(ends) : "")
            .Add("verification_status", payment.VerificationStatus)
            .Add("parent_order_id", terms.ParentOrderId);
        if (terms.Version == MessageVersion.V10)
            return members;
        return members
            .Add("fee_oplata", "0")
            .Add("additional_info", AdditionalInfo.Of(order, sandbox));
    }

    public static string StatusOf(OrderState state) => state switch
    {
        OrderState.Created => "created",
        OrderState.Processing => "processing",
        OrderState.Approved => "approved",
        OrderState.Declined => "declined",
        OrderState.Expired => "expired",
        _ => "reversed",
    };

    public static string StatusOf(TransactionStatus status) => status switch
    {
        TransactionStatus.Approved => "approved",
        TransactionStatus.Declined => "declined",
        _ => "processing",
    };

    /// <summary>UTC, DD.MM.YYYY HH:mm:ss.</summary>
    public static string WireTime(DateTimeOffset time) => time.UtcDateTime.ToString("dd.MM.yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    public static string WireDate(DateTimeOffset time) => time.UtcDateTime.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    private static string Text(long minor) => minor.ToString(CultureInfo.InvariantCulture);
}
