using Tetri.Merchants;
using Tetri.Protocol.Errors;

namespace Tetri.Payments;

/// <summary>Who may divide a payment among whom, and how it goes back (docs/reference/splitting.md).</summary>
internal static class SplitRules
{
    private const int MerchantNotFound = 1016;
    private const int TurnoverNotEnough = 1069;
    private const int NotAllowed = 1106;
    private const int AnotherCompany = 1107;
    private const int OtherMerchants = 1108;
    private const int WrongSum = 1120;

    /// <param name="total">What the parts must make up.</param>
    public static GatewayError? Refusal(Merchant merchant, IReadOnlyList<SplitPart> parts, long total, KnownMerchants merchants)
    {
        if (!merchant.Settings.SplittingAllowed)
            return new GatewayError(NotAllowed);
        foreach (var part in parts)
        {
            if (merchants.Find(part.MerchantId) is not { } receiver)
                return new GatewayError(MerchantNotFound, Explanation: $"the receiver {part.MerchantId} is not known");
            if (receiver.Id != merchant.Id && (merchant.Settings.Company is null || receiver.Settings.Company != merchant.Settings.Company))
                return new GatewayError(AnotherCompany, Explanation: $"the receiver {part.MerchantId} is not of the merchant's company");
        }
        return Sum(parts) == total ? null : new GatewayError(WrongSum, Explanation: $"the parts make up {Sum(parts)}, not {total}");
    }

    /// <summary>Says what each part of a payment gives back.</summary>
    /// <param name="split">Null where the payment is not divided.</param>
    /// <param name="wished">From whom the merchant wants how much back; null: from all, in proportion.</param>
    public static GatewayError? GiveBack(Split? split, long amount, IReadOnlyList<SplitPart>? wished, out Split? begun)
    {
        begun = split;
        if (wished is null)
        {
            begun = split is null ? null : split with { GivingBack = split.SharesOf(amount) };
            return null;
        }
        if (split is null || wished.Any(part => split.Parts.All(known => known.MerchantId != part.MerchantId)))
            return new GatewayError(OtherMerchants);
        if (Sum(wished) != amount)
            return new GatewayError(WrongSum, Explanation: $"the parts make up {Sum(wished)}, not {amount}");
        long[] shares = [.. split.Parts.Select(part => wished.FirstOrDefault(other => other.MerchantId == part.MerchantId)?.Amount ?? 0)];
        if (split.Parts.Where((part, i) => shares[i] > part.Left).Any())
            return new GatewayError(TurnoverNotEnough, Explanation: "a receiver would give back more than he has");
        begun = split with { GivingBack = shares };
        return null;
    }

    private static long Sum(IReadOnlyList<SplitPart> parts) => parts.Sum(part => part.Amount);
}
