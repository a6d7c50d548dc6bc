using System.Text;

namespace Tetri.Protocol;

/// <summary>Writes members as flat pairs: <c>+</c> for a space, everything but unreserved letters escaped, empty values kept.</summary>
internal static class FormText
{
    private const string HexDigits = "0123456789ABCDEF";

    public static string Of(MemberSet members)
    {
        var text = new StringBuilder(1024);
        foreach (ref readonly var member in members.AsReceived)
        {
            if (text.Length > 0)
                text.Append('&');
            Escape(member.Name, text);
            text.Append('=');
            Escape(member.Value, text);
        }
        return text.ToString();
    }

    private static void Escape(string value, StringBuilder into)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '-' or '_' or '.' or '~'))
                into.Append((char)rune.Value);
            else if (rune.Value == ' ')
                into.Append('+');
            else
            {
                foreach (var octet in utf8[..rune.EncodeToUtf8(utf8)])
                    into.Append('%').Append(HexDigits[octet >> 4]).Append(HexDigits[octet & 15]);
            }
        }
    }
}
