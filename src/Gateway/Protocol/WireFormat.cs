namespace Tetri.Protocol;

/// <summary>How a message is written; the answer is written like the request.</summary>
internal enum WireFormat
{
    Json,
    Form,
    Xml,
}

/// <summary>Tells the format of a body from its Content-Type and its first character, as forgiving as old clients need.</summary>
internal static class ContentType
{
    public const string Json = "application/json; charset=UTF-8";
    public const string Form = "application/x-www-form-urlencoded; charset=UTF-8";
    public const string Xml = "application/xml; charset=UTF-8";

    private const string RepeatedName = "content-type:";

    public static string Of(WireFormat format) => format switch
    {
        WireFormat.Form => Form,
        WireFormat.Xml => Xml,
        _ => Json,
    };

    /// <returns>Null for a type that we don't take.</returns>
    public static WireFormat? Detect(string? header, ReadOnlySpan<byte> body)
    {
        var type = MediaType(header);
        if (IsOneOf(type, "application/json", "text/json"))
            return WireFormat.Json;
        if (IsOneOf(type, "application/xml", "text/xml"))
            return WireFormat.Xml;
        var isForm = IsOneOf(type, "application/x-www-form-urlencoded");
        if (!isForm && !type.IsEmpty)
            return null;

        // The Node client of protocol 2.0 and a plain curl -d send JSON under the form's type or none.
        return FirstVisible(body) switch
        {
            (byte)'{' => WireFormat.Json,
            (byte)'<' when !isForm => WireFormat.Xml,
            _ => isForm ? WireFormat.Form : null,
        };
    }

    /// <summary>The format of an answer to a request whose body was never read.</summary>
    public static WireFormat Guess(string? header) => Detect(header, default) ?? WireFormat.Json;

    /// <summary>Text of a caller as an answer may repeat it: printable ASCII, and short.</summary>
    public static string Printable(string? text, int maxLength = 100)
    {
        text ??= "";
        return string.Create(Math.Min(text.Length, maxLength), text, static (chars, from) =>
        {
            for (var i = 0; i < chars.Length; i++)
                chars[i] = from[i] is >= ' ' and < (char)0x7F and not '`' ? from[i] : '?';
        });
    }

    // The Node clients repeat the header's name inside its value.
    private static ReadOnlySpan<char> MediaType(string? header)
    {
        var type = header.AsSpan().Trim();
        while (type.StartsWith(RepeatedName, StringComparison.OrdinalIgnoreCase))
            type = type[RepeatedName.Length..].TrimStart();
        var end = type.IndexOfAny(';', ',');
        return (end < 0 ? type : type[..end]).TrimEnd();
    }

    private static bool IsOneOf(ReadOnlySpan<char> type, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (type.Equals(name, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private static byte FirstVisible(ReadOnlySpan<byte> body)
    {
        body = Envelope.WithoutByteOrderMark(body).TrimStart(Envelope.Blank);
        return body.IsEmpty ? (byte)0 : body[0];
    }
}
