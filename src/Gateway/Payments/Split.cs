using System.Text.Json.Serialization;

namespace Tetri.Payments;

/// <summary>What one merchant has of a divided payment, in minor units.</summary>
internal sealed record SplitPart(long MerchantId, long Amount)
{
    public long Reversed { get; init; }

    /// <summary>settlement_description: what the receiver reads on his statement.</summary>
    public string? Description { get; init; }

    [JsonIgnore]
    public long Left => Amount - Reversed;
}

/// <summary>How a payment is divided. Its parts always make up what is left of the payment (docs/reference/splitting.md).</summary>
internal sealed record Split(IReadOnlyList<SplitPart> Parts)
{
    /// <summary>The order_id of the settlement that divided it; null where the order itself was made divided.</summary>
    public string? SettlementId { get; init; }

    /// <summary>What each part gives back in the reversal that is under way.</summary>
    public IReadOnlyList<long>? GivingBack { get; init; }

    [JsonIgnore]
    public long Left => Parts.Sum(part => part.Left);

    /// <summary>Of another amount in the same proportion: what was taken of a hold, or what a subscription charges.</summary>
    public Split OfAmount(long amount)
    {
        var shares = Apportionment.Of(amount, [.. Parts.Select(part => part.Amount)]);
        return this with { Parts = [.. Parts.Select((part, i) => part with { Amount = shares[i] })] };
    }

    /// <summary>What each part gives back where the merchant does not say: in proportion to what it has left.</summary>
    public long[] SharesOf(long amount) => Apportionment.Of(amount, [.. Parts.Select(part => part.Left)]);

    /// <summary>After a reversal, as it was begun.</summary>
    public Split AfterReversal(long amount)
    {
        var shares = GivingBack ?? SharesOf(amount);
        return this with { GivingBack = null, Parts = [.. Parts.Select((part, i) => part with { Reversed = part.Reversed + shares[i] })] };
    }
}
