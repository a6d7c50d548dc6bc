using System.Collections.Frozen;
using System.Text;
using Tetri.Protocol.Members;

namespace Tetri.Protocol;

/// <summary>The names that requests are made of, kept once so that reading a request allocates none.</summary>
internal static class MemberNames
{
    /// <summary>Longer names are refused unread.</summary>
    public const int MaxLength = 128;

    public const string CardNumber = "card_number";
    public const string CardCode = "cvv2";
    public const string ReceiverCardNumber = "receiver_card_number";

    /// <summary>Whether a member's value must be kept nowhere, not even as part of a hash: there are too few cards to hide one in it.</summary>
    public static bool IsCardData(string name) => name is CardNumber or CardCode or ReceiverCardNumber or "container";

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Known =
        Endpoints.All.SelectMany(table => table.Rules).Select(rule => rule.Name)
            .Concat(["version", "data", Signature.MemberName])
            .ToFrozenSet(StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    public static string Of(ReadOnlySpan<char> name) => Known.TryGetValue(name, out var known) ? known : name.ToString();

    /// <param name="name">Well-formed UTF-8 of at most <see cref="MaxLength"/> bytes.</param>
    public static string Of(ReadOnlySpan<byte> name)
    {
        Span<char> chars = stackalloc char[MaxLength];
        return Of(chars[..Encoding.UTF8.GetChars(name, chars)]);
    }
}
