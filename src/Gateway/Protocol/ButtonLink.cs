using System.Text;
using Tetri.Protocol.Errors;
using Tetri.Protocol.Members;

namespace Tetri.Protocol;

/// <summary>Reads the JSON of a payment button's link. Nobody signed it, so it may say only what anybody may choose (docs/reference/buttons.md).</summary>
internal static class ButtonLink
{
    public const int MaxLength = 8 * 1024;

    private const string Nested = "params";

    public static GatewayError? Read(string? json, MemberSet into)
    {
        if (string.IsNullOrWhiteSpace(json))
            return new GatewayError(1010, Explanation: "the link has no button");
        if (json.Length > MaxLength)
            return GatewayError.Malformed($"the button is longer than {MaxLength} characters");
        var members = new MemberSet();
        return ReadObject(json, members)
            ?? (members.TryGet(Nested, out var more) && more.Kind == MemberKind.Nested ? ReadObject(more.Value, members) : null)
            ?? UnsignedRequest.Choose(members, Endpoints.Button, new AmountUnit.Major(), into);
    }

    private static GatewayError? ReadObject(string json, MemberSet into)
    {
        var bytes = Encoding.UTF8.GetBytes($$"""{"button":{{json}}}""");
        var members = new MemberSet();
        if (JsonBody.Read(bytes, "button"u8, members) is { } error)
            return error;
        foreach (ref readonly var member in members.AsReceived)
        {
            if (!into.TryGet(member.Name, out _) && into.Add(member.Name, member.Value, member.Kind) is { } full)
                return full;
        }
        return null;
    }
}
