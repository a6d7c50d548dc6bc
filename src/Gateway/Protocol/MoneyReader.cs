using System.Globalization;
using Tetri.Payments;
using Tetri.Protocol.Errors;

namespace Tetri.Protocol;

/// <summary>Reads amount and currency of a request that passed all checks.</summary>
internal static class MoneyReader
{
    public static GatewayError? Read(MemberSet members, out Money money)
    {
        money = default;
        if (Currency.Find(members.Text("currency")!) is not { } currency)
            return GatewayError.Incorrect("currency", "ISO 4217 has no such currency");
        money = new Money(long.Parse(members.Text("amount")!, NumberStyles.None, CultureInfo.InvariantCulture), currency);
        return null;
    }
}
