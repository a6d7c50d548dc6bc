using System.Globalization;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Payments;

namespace Tetri.Checkout;

/// <summary>What an order costs its payer, as the page shows it.</summary>
internal static class CheckoutPrice
{
    public const string Mandatory = "mandatory";
    public const string Absent = "absent";

    /// <summary>Null where the payer pays the order's amount and nothing can change it.</summary>
    /// <param name="quote">With the card and the promocode that were typed; null: none was.</param>
    public static PriceView? Of(Order order, MerchantSettings settings, Quote? quote)
    {
        var payment = order.Payment;
        if (!order.IsOpen || order.OpenTransactionId is not null)
            return payment.ClientFee == 0 && payment.Discount == 0
                ? null
                : Of(new Quote { Amount = order.Terms.Amount, ClientFee = payment.ClientFee, Discount = payment.Discount, Promocode = payment.Promocode }, settings);
        var mayDiffer = settings is not { ClientFeeBasisPoints: 0, ClientFeeFixed.Count: 0, Promocodes.Count: 0 };
        return mayDiffer && !order.Terms.Verification ? Of(quote ?? Quote.Of(order, settings, bin: null, promocode: null), settings) : null;
    }

    public static PriceView Of(Quote quote, MerchantSettings settings) => new()
    {
        TotalAmount = Text(quote.Total.Minor),
        FeeAmount = Text(quote.ClientFee),
        DiscountAmount = Text(quote.Discount),
        DiscountPercent = Percent(quote.DiscountBasisPoints),
        Promocode = quote.Promocode,
        PromocodeFault = quote.Use switch
        {
            PromocodeUse.Unknown => "unknown",
            PromocodeUse.OtherCard => "other_card",
            _ => null,
        },
        TakesPromocode = settings.Promocodes.Count > 0,
        Cvv2Requirement = settings.Cvv2Requirement,
    };

    /// <summary>1250 hundredths of a percent are 12.5.</summary>
    private static string Percent(int basisPoints)
    {
        var (whole, rest) = Math.DivRem(basisPoints, 100);
        return rest == 0 ? Text(whole) : $"{Text(whole)}.{rest.ToString("D2", CultureInfo.InvariantCulture).TrimEnd('0')}";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
