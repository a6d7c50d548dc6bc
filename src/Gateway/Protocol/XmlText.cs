using System.Text;

namespace Tetri.Protocol;

/// <summary>Writes members as elements of <c>&lt;response&gt;</c>. Numbers not known yet are left out: C# clients can't read an empty element as a number.</summary>
internal static class XmlText
{
    public static string Of(MemberSet members)
    {
        var text = new StringBuilder("""<?xml version="1.0" encoding="UTF-8"?>""", 2048).Append("<response>");
        foreach (ref readonly var member in members.AsReceived)
        {
            if (member.Value.Length > 0)
            {
                text.Append('<').Append(member.Name).Append('>');
                Escape(member.Value, text);
                text.Append("</").Append(member.Name).Append('>');
            }
            else if (member.Kind != MemberKind.Number)
            {
                text.Append('<').Append(member.Name).Append(" />");
            }
        }
        return text.Append("</response>").ToString();
    }

    private static void Escape(string value, StringBuilder into)
    {
        foreach (var c in value)
        {
            _ = c switch
            {
                '&' => into.Append("&amp;"),
                '<' => into.Append("&lt;"),
                '>' => into.Append("&gt;"),
                '"' => into.Append("&quot;"),
                '\r' => into.Append("&#13;"),
                < ' ' and not ('\t' or '\n') or '\uFFFE' or '\uFFFF' => into.Append('\uFFFD'),
                _ => into.Append(c),
            };
        }
    }
}
