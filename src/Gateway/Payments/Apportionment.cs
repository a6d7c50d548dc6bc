namespace Tetri.Payments;

/// <summary>Divides an amount in proportion, to the last minor unit: what rounding down leaves goes to the largest remainders, one unit each.</summary>
internal static class Apportionment
{
    /// <summary>Shares that make up the amount; each is the exact share rounded down or up. Of equal remainders the first is the larger.</summary>
    /// <param name="weights">None below zero, and one above.</param>
    public static long[] Of(long amount, IReadOnlyList<long> weights)
    {
        Int128 whole = 0;
        foreach (var weight in weights)
            whole += weight;
        var shares = new long[weights.Count];
        var remainders = new Int128[weights.Count];
        var left = amount;
        for (var i = 0; i < shares.Length; i++)
        {
            var (share, remainder) = Int128.DivRem((Int128)amount * weights[i], whole);
            (shares[i], remainders[i]) = ((long)share, remainder);
            left -= shares[i];
        }
        foreach (var place in Enumerable.Range(0, shares.Length).OrderByDescending(place => remainders[place]).Take((int)left))
            shares[place]++;
        return shares;
    }
}
