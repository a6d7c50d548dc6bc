using Tetri.Accounts;
using Tetri.Merchants;
using Tetri.Orders;

namespace Tetri.Payments;

/// <summary>What became of a promocode that the payer typed.</summary>
internal enum PromocodeUse
{
    None,
    Applied,

    /// <summary>The merchant has no such code.</summary>
    Unknown,

    /// <summary>It is for other cards, or for certain ones and the card is not known yet.</summary>
    OtherCard,
}

/// <summary>
/// What an order costs its payer: its amount, less what a promocode takes off, and the fee that the payer bears (docs/reference/fee.md).
/// The one place that says so; whole minor units only.
/// </summary>
internal sealed record Quote
{
    /// <summary>Of the order.</summary>
    public required Money Amount { get; init; }

    public long Discount { get; init; }

    /// <summary>Hundredths of a percent.</summary>
    public int DiscountBasisPoints { get; init; }

    public long ClientFee { get; init; }

    /// <summary>The one that was applied.</summary>
    public string? Promocode { get; init; }

    public PromocodeUse Use { get; init; }

    /// <summary>What the payer pays.</summary>
    public Money Total => Amount with { Minor = Amount.Minor - Discount + ClientFee };

    /// <summary>A verification costs nothing, so nothing is added to it or taken off.</summary>
    public static Quote Of(Order order, MerchantSettings settings, string? bin, string? promocode) =>
        order.Terms.Verification ? new Quote { Amount = order.Terms.Amount } : Of(order.Terms.Amount, settings, bin, promocode);

    /// <param name="bin">The card number's first digits, six or more; null while it is not known.</param>
    public static Quote Of(Money amount, MerchantSettings settings, string? bin, string? promocode)
    {
        var code = promocode?.Trim() is { Length: > 0 } typed ? typed : null;
        var known = code is null ? null : settings.Promocodes.FirstOrDefault(offered => offered.Code.Equals(code, StringComparison.OrdinalIgnoreCase));
        var fits = known is not null && (known.Bins.Count == 0 || known.Bins.Any(prefix => bin?.StartsWith(prefix, StringComparison.Ordinal) == true));
        var points = fits ? known!.BasisPoints : 0;

        // Rounded down, and less than all: some of the amount is always left to pay.
        var discount = amount.Minor * points / Movements.BasisPointsOfAll;
        var discounted = amount.Minor - discount;
        var percentage = Movements.Fee(discounted, settings.ClientFeeBasisPoints);
        var fix = settings.ClientFeeFixed.FirstOrDefault(fee => fee.Currency == amount.Currency.Code)?.Minor ?? 0;
        return new Quote
        {
            Amount = amount,
            Discount = discount,
            DiscountBasisPoints = points,
            ClientFee = amount.Minor > 0 ? percentage + fix : 0,
            Promocode = fits ? known!.Code : null,
            Use = code is null ? PromocodeUse.None : known is null ? PromocodeUse.Unknown : fits ? PromocodeUse.Applied : PromocodeUse.OtherCard,
        };
    }

    /// <summary>The part of the payer's fee that is in a part of what was held; half a minor unit is rounded up.</summary>
    public static long FeeInPart(long clientFee, long part, long whole) =>
        whole == 0 ? 0 : (long)(((Int128)clientFee * part * 2 + whole) / ((Int128)whole * 2));
}
