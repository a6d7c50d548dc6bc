using System.Globalization;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Protocol.Errors;
using Tetri.Protocol.Members;

namespace Tetri.Protocol;

/// <summary>How the check of a request's signature ended.</summary>
/// <param name="FormerId">The merchant's former id that the signature was made with.</param>
internal readonly record struct SignatureVerdict(GatewayError? Error, long? FormerId)
{
    public static SignatureVerdict Accepted => default;

    public static SignatureVerdict Refused(GatewayError error) => new(error, null);
}

/// <summary>Decides whether a request was signed by the merchant it names.</summary>
internal static class SignatureCheck
{
    /// <param name="request">Its signature has the right shape (<see cref="MemberCheck"/>).</param>
    /// <param name="acceptFormerIds">Sandbox only: ids that the merchant had before.</param>
    public static SignatureVerdict Check(ProtocolRequest request, MemberTable table, Merchant merchant, bool acceptFormerIds)
    {
        var key = table.KeyOf(merchant);
        if (request is { Version: MessageVersion.V20, Data: { } data })
            return Signature.Fits(request.Signature!, key, data) ? SignatureVerdict.Accepted : Refused();
        if (FindUnsignable(request.Members, table) is { } unsignable)
            return SignatureVerdict.Refused(unsignable);

        if (IsSigned(request, key, table, null))
            return SignatureVerdict.Accepted;
        foreach (var id in acceptFormerIds ? merchant.FormerIds : [])
        {
            if (IsSigned(request, key, table, id.ToString(CultureInfo.InvariantCulture)))
                return new SignatureVerdict(null, id);
        }
        return Refused();
    }

    // Clients sign what they send, also what this endpoint does not know.
    private static bool IsSigned(ProtocolRequest request, string key, MemberTable table, string? merchantId) =>
        Signature.Fits(request.Signature!, key, request.Members, new SigningScope { Known = table, MerchantId = merchantId })
        || Signature.Fits(request.Signature!, key, request.Members, new SigningScope { MerchantId = merchantId });

    // Names are not signed, so a separator inside a value lets two different requests share a signature.
    private static GatewayError? FindUnsignable(MemberSet members, MemberTable table)
    {
        foreach (ref readonly var member in members.AsReceived)
        {
            if (member.Kind == MemberKind.Nested && table.Knows(member.Name))
                return new GatewayError(1014, Explanation: $"(`{member.Name}` holds nested values, which have no signature in this version: use version 2.0)");
            if (member.IsScalar && member.Value.Contains(Signature.Separator, StringComparison.Ordinal))
                return new GatewayError(1034, "|", $"{member.Name} holds it");
        }
        return null;
    }

    private static SignatureVerdict Refused() => SignatureVerdict.Refused(new GatewayError(1014));
}
