using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tetri.Protocol;

/// <summary>Tells whether two requests ask the same, in whatever order or format their members came. Card data is left out.</summary>
internal static class RequestHash
{
    private const int LengthBytes = sizeof(int);

    public static string Of(MemberSet members)
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
        return Convert.ToHexStringLower(digest);
    }

    // The length in front keeps a name from running into its value.
    private static int Write(string text, Span<byte> into)
    {
        var length = Encoding.UTF8.GetBytes(text, into[LengthBytes..]);
        BinaryPrimitives.WriteInt32LittleEndian(into, length);
        return LengthBytes + length;
    }
}
