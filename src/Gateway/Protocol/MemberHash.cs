using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tetri.Orders;

namespace Tetri.Protocol;

/// <summary>The hash of what a request asks: equal in whatever order or format its members came. Card data is left out.</summary>
internal static class MemberHash
{
    private const int LengthBytes = sizeof(int);

    public static RequestHash Of(MemberSet members)
    {
        var size = 0;
        foreach (ref readonly var member in members.AsReceived)
            size += 2 * LengthBytes + Encoding.UTF8.GetMaxByteCount(member.Name.Length) + Encoding.UTF8.GetMaxByteCount(member.Value.Length);

        var rented = ArrayPool<byte>.Shared.Rent(size);
        var end = 0;
        foreach (var place in members.ByName)
        {
            ref readonly var member = ref members.AsReceived[place];
            if (member.Name == Signature.MemberName || MemberNames.IsCardData(member.Name) || member.Kind == MemberKind.Null || member.Value.Length == 0)
                continue;
            end += Write(member.Name, rented.AsSpan(end));
            end += Write(member.Value, rented.AsSpan(end));
        }
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(rented.AsSpan(0, end), digest);
        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return RequestHash.FromDigest(digest);
    }

    // The length in front keeps a name from running into its value.
    private static int Write(string text, Span<byte> into)
    {
        var length = Encoding.UTF8.GetBytes(text, into[LengthBytes..]);
        BinaryPrimitives.WriteInt32LittleEndian(into, length);
        return LengthBytes + length;
    }
}
