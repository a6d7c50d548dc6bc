using System.Globalization;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Protocol.Errors;

namespace Tetri.Protocol;

/// <summary>How a payout stands: what answers, status and callbacks tell of it. It is shorter than what they tell of a payment.</summary>
internal static class PayoutResponse
{
    public static ResponseMembers Of(Order order, Merchant merchant, bool sandbox)
    {
        var (terms, payment) = (order.Terms, order.Payment);
        var members = new ResponseMembers(capacity: 24)
            .Add("order_id", terms.OrderId)
            .AddNumber("merchant_id", merchant.Id)
            .AddNumber("payment_id", order.PaymentId)
            .Add("order_status", FinalResponse.StatusOf(order.State))
            .Add("response_status", "success")
            .AddNumber("response_code", payment.ResponseCode)
            .Add("response_description", payment.ResponseCode is { } code ? ErrorCodes.Describe(code) : "")
            .Add("tran_type", "p2p credit")
            .Add("amount", terms.Amount.Minor.ToString(CultureInfo.InvariantCulture))
            .Add("currency", terms.Amount.Currency.Code)
            .Add("order_time", FinalResponse.WireTime(order.CreatedAt))
            .Add("payment_system", payment.PaymentSystem)
            .Add("masked_card", payment.MaskedCard)
            .AddNumber("card_bin", payment.CardBin)
            .Add("card_type", payment.CardType)
            .Add("approval_code", payment.ApprovalCode)
            .Add("product_id", terms.ProductId);
        return terms.Version == MessageVersion.V10 ? members : members.Add("additional_info", AdditionalInfo.Of(order, sandbox));
    }
}
