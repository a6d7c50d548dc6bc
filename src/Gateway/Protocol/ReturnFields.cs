using Tetri.Merchants;
using Tetri.Orders;

namespace Tetri.Protocol;

/// <summary>What the payer's browser brings to response_url, as form fields or a query.</summary>
internal static class ReturnFields
{
    public static IReadOnlyList<KeyValuePair<string, string>> Of(ResponseMembers members, MessageVersion version, Merchant merchant, bool sandbox)
    {
        var signed = version == MessageVersion.V20
            ? ResponseEncoder.InVersion2(members, merchant.PaymentKey)
            : members.Signed(merchant.PaymentKey, sandbox);
        var fields = new List<KeyValuePair<string, string>>(signed.Set.Count);
        foreach (ref readonly var member in signed.Set.AsReceived)
            fields.Add(new(member.Name, member.Value));
        return fields;
    }
}
