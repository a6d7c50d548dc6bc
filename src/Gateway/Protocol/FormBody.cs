using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Tetri.Protocol.Errors;

namespace Tetri.Protocol;

/// <summary>Reads flat pairs, application/x-www-form-urlencoded.</summary>
internal static class FormBody
{
    private static readonly SearchValues<byte> Escapes = SearchValues.Create("%+"u8);

    /// <param name="body">Well-formed UTF-8.</param>
    public static GatewayError? Read(ReadOnlySpan<byte> body, MemberSet into)
    {
        body = body.Trim(Envelope.Blank);
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            if (pair.IsEmpty)
                continue;
            var equals = pair.IndexOf((byte)'=');
            var name = equals < 0 ? pair : pair[..equals];
            if (name.Length > MemberNames.MaxLength)
                return GatewayError.Malformed($"the name of a member is longer than {MemberNames.MaxLength} bytes");
            if (Unescape(name) is not { } nameText || Unescape(equals < 0 ? default : pair[(equals + 1)..]) is not { } value)
                return GatewayError.NotUtf8("an escaped value is not UTF-8 or holds the NUL character");
            if (into.Add(MemberNames.Of(nameText), value, MemberKind.Text) is { } error)
                return error;
        }
        return null;
    }

    private static string? Unescape(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return "";
        if (!text.ContainsAny(Escapes))
            return text.Contains((byte)0) ? null : Encoding.UTF8.GetString(text);

        var rented = ArrayPool<byte>.Shared.Rent(text.Length);
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var octet = text[i];
            if (octet == '+')
                octet = (byte)' ';
            else if (octet == '%' && i + 2 < text.Length && char.IsAsciiHexDigit((char)text[i + 1]) && char.IsAsciiHexDigit((char)text[i + 2]))
                octet = (byte)(Digit(text[++i]) << 4 | Digit(text[++i]));
            rented[length++] = octet;
        }
        var plain = rented.AsSpan(0, length);
        var result = Utf8.IsValid(plain) && !plain.Contains((byte)0) ? Encoding.UTF8.GetString(plain) : null;
        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return result;
    }

    private static int Digit(byte hex) => hex <= '9' ? hex - '0' : (hex | 0x20) - 'a' + 10;
}
