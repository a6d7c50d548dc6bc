using System.Globalization;
using System.Text;
using Tetri.Orders;
using Tetri.Payments;

namespace Tetri.Protocol;

/// <summary>The member transaction, in version 2.0 only: the parts of a divided payment, amounts in major units.</summary>
internal static class SplitMembers
{
    public static ResponseMembers AddSplit(this ResponseMembers members, Order order)
    {
        if (order.Payment.Split is not { } split)
            return members;
        var text = new StringBuilder("[");
        foreach (var part in split.Parts)
        {
            text.Append(text.Length > 1 ? "," : "")
                .Append(CultureInfo.InvariantCulture, $"{{\"type\":\"settlement\",\"status\":\"{StatusOf(order)}\",\"merchant_id\":{part.MerchantId}")
                .Append(CultureInfo.InvariantCulture, $",\"amount\":{Major(part.Amount)},\"reversal_amount\":{Major(part.Reversed)},\"fee\":0.0")
                .Append(CultureInfo.InvariantCulture, $",\"parent_tran_id\":{order.Payment.TransactionId?.ToString(CultureInfo.InvariantCulture) ?? "null"}")
                .Append(CultureInfo.InvariantCulture, $",\"id\":null,\"doc_no\":null,\"receiver\":{{\"settlement_description\":{AdditionalInfo.Quoted(part.Description)}}}}}");
        }
        return members.AddJson("transaction", text.Append(']').ToString());

        string Major(long minor) => AdditionalInfo.MajorUnits(new Money(minor, order.Terms.Amount.Currency));
    }

    private static string StatusOf(Order order) => order.Payment.IsHeld ? "created" : order.Payment.Left == 0 ? "reversed" : "approved";
}
