using System.Globalization;

namespace Tetri.Payments;

/// <summary>An amount in minor units of its currency.</summary>
internal readonly record struct Money(long Minor, Currency Currency)
{
    public static Money Zero(Currency currency) => new(0, currency);

    /// <summary>The amount in major units with a point, for example 100.25; never rounded.</summary>
    public string ToMajorText()
    {
        if (Currency.Decimals == 0)
            return Minor.ToString(CultureInfo.InvariantCulture);
        long scale = Currency.Decimals == 3 ? 1000 : 100;
        var (whole, rest) = Math.DivRem(Math.Abs(Minor), scale);
        var sign = Minor < 0 ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{whole}.{rest.ToString(Currency.Decimals == 3 ? "D3" : "D2", CultureInfo.InvariantCulture)}");
    }

    public override string ToString() => $"{ToMajorText()} {Currency.Code}";
}
