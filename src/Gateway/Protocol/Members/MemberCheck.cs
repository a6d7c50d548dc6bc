using System.Globalization;
using Tetri.Orders;
using Tetri.Protocol.Errors;

namespace Tetri.Protocol.Members;

/// <summary>Holds a request against its endpoint's table. The order of the checks is part of the protocol (docs/reference/errors.md).</summary>
internal static class MemberCheck
{
    private const string MerchantId = "merchant_id";

    /// <summary>Whether the endpoint can be asked in the request's format and version.</summary>
    public static GatewayError? CheckForm(ProtocolRequest request, MemberTable table, string? contentType) => (table.Versions, request.Version) switch
    {
        _ when table.JsonOnly && request.Format != WireFormat.Json =>
            new GatewayError(1021, ContentType.Printable(contentType), "the answer is an array, which only JSON has"),
        (SpokenVersions.Flat, MessageVersion.V20) => GatewayError.Incorrect("version", "this endpoint speaks 1.0 and 1.0.1"),
        (SpokenVersions.Only20, not MessageVersion.V20) => GatewayError.Incorrect("version", "this endpoint speaks 2.0 only"),
        _ => null,
    };

    /// <summary>The first check of all members: whom the request names.</summary>
    public static GatewayError? ReadMerchantId(ProtocolRequest request, out long id)
    {
        id = 0;
        if (!request.Members.TryGet(MerchantId, out var member) || member.Kind == MemberKind.Null)
            return GatewayError.Missing(MerchantId);
        if (member is { IsScalar: true, Value.Length: 0 })
            return GatewayError.Empty(MerchantId);
        return member.IsScalar && MemberValue.TryReadInteger(member.Value, 12, out id) && id > 0
            ? null
            : GatewayError.Incorrect(MerchantId, "it is a number of at most 12 digits");
    }

    /// <summary>All other members: what is missing, what is empty, what is wrong; the first of each in the table's order.</summary>
    public static GatewayError? Validate(ProtocolRequest request, MemberTable table) =>
        FindMissing(request, table) ?? FindIncorrect(request, table);

    private static GatewayError? FindMissing(ProtocolRequest request, MemberTable table)
    {
        GatewayError? empty = null;
        foreach (var rule in table.Rules)
        {
            if (!rule.Mandatory || rule.ExceptWith is { } exception && request.Members.Text(exception) is "Y" or "y")
                continue;
            if (!TryGet(request, rule, out var member) || member.Kind == MemberKind.Null)
                return GatewayError.Missing(rule.Name);
            if (member.Kind != MemberKind.Nested && member.Value.Length == 0)
                empty ??= GatewayError.Empty(rule.Name);
        }
        return empty;
    }

    private static GatewayError? FindIncorrect(ProtocolRequest request, MemberTable table)
    {
        foreach (var rule in table.Rules)
        {
            if (!TryGet(request, rule, out var member) || member.Kind == MemberKind.Null)
                continue;
            var error = member.Kind == MemberKind.Nested ? CheckNested(rule, member)
                : member.Value.Length == 0 ? null
                : MemberValue.Check(rule, member.Value, request.Members);
            if (error is not null)
                return error;
        }
        return null;
    }

    // In 1.0 and 1.0.1 a nested member has no signature; where one is wanted, its check says so.
    private static GatewayError? CheckNested(MemberRule rule, in Member member) =>
        rule.Type != MemberType.Nested ? GatewayError.Incorrect(rule.Name, "it takes one value, not an object or an array")
        : member.Value.Length > rule.MaxLength ? GatewayError.Incorrect(rule.Name, TooLong(rule))
        : null;

    // In 2.0 the signature stands beside the data, not among the order's members.
    private static bool TryGet(ProtocolRequest request, MemberRule rule, out Member member)
    {
        if (rule.Type != MemberType.Signature)
            return request.Members.TryGet(rule.Name, out member);
        if (request.Data is null && request.Members.TryGet(rule.Name, out member))
            return true;
        member = new Member(rule.Name, request.Signature ?? "", MemberKind.Text);
        return request.Signature is not null;
    }

    public static string TooLong(MemberRule rule) =>
        string.Create(CultureInfo.InvariantCulture, $"it is longer than {rule.MaxLength} characters");
}
