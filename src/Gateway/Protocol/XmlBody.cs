using System.Buffers;
using System.Globalization;
using System.Text;
using Tetri.Protocol.Errors;

namespace Tetri.Protocol;

/// <summary>
/// Reads <c>&lt;request&gt;</c> with one element per member, also as the PHP client writes it: the root and nested elements
/// are never closed and a stray <c>&lt;/xml&gt;</c> ends the text. No document type, no entities of its own, bounded depth.
/// </summary>
internal ref struct XmlBody
{
    private const int MaxDepth = 32;
    private const string Root = "request";

    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n/>");

    private readonly ReadOnlySpan<char> _xml;
    private readonly MemberSet _into;
    private readonly List<(int Start, int Length)> _open = [];
    private readonly StringBuilder _text = new();
    private int _position;
    private int _contentStart;
    private bool _hasRoot;
    private bool _isNested;

    private XmlBody(ReadOnlySpan<char> xml, MemberSet into)
    {
        _xml = xml;
        _into = into;
    }

    /// <param name="body">Well-formed UTF-8.</param>
    public static GatewayError? Read(ReadOnlySpan<byte> body, MemberSet into)
    {
        var xml = Encoding.UTF8.GetString(body);
        if (xml.Contains('\0', StringComparison.Ordinal))
            return GatewayError.NotUtf8("the XML holds the NUL character");
        return new XmlBody(xml, into).Read();
    }

    private GatewayError? Read()
    {
        while (_position < _xml.Length)
        {
            var rest = _xml[_position..];
            var error = rest[0] != '<' ? ReadText()
                : rest.StartsWith("<?", StringComparison.Ordinal) ? Skip("?>")
                : rest.StartsWith("<!--", StringComparison.Ordinal) ? Skip("-->")
                : rest.StartsWith("<![CDATA[", StringComparison.Ordinal) ? ReadCharacterData()
                : rest.StartsWith("<!", StringComparison.Ordinal) ? Wrong("a document type is not taken")
                : rest.StartsWith("</", StringComparison.Ordinal) ? ReadEnd()
                : ReadStart();
            if (error is not null)
                return error;
        }
        if (!_hasRoot)
            return Wrong("the root element must be <request>");
        if (_open.Count > 1 && !_isNested)
            return Wrong("the XML breaks off inside a member");
        return _open.Count > 1 ? FinishMember(_xml.Length) : null;
    }

    private GatewayError? ReadText()
    {
        var length = _xml[_position..].IndexOf('<');
        var text = length < 0 ? _xml[_position..] : _xml.Slice(_position, length);
        _position += text.Length;
        if (!_hasRoot)
            return text.IsWhiteSpace() ? null : Wrong("text stands before the root element");
        return _open.Count == 2 ? Unescape(text) : null;
    }

    private GatewayError? ReadCharacterData()
    {
        _position += "<![CDATA[".Length;
        var length = _xml[_position..].IndexOf("]]>", StringComparison.Ordinal);
        if (length < 0)
            return Wrong("a CDATA section is not closed");
        if (_open.Count == 2)
            _text.Append(_xml.Slice(_position, length));
        _position += length + "]]>".Length;
        return null;
    }

    private GatewayError? Skip(string end)
    {
        var length = _xml[_position..].IndexOf(end, StringComparison.Ordinal);
        if (length < 0)
            return Wrong("the XML breaks off");
        _position += length + end.Length;
        return null;
    }

    private GatewayError? ReadStart()
    {
        var start = ++_position;
        var nameLength = _xml[start..].IndexOfAny(NameEnds);
        var end = EndOfTag(start);
        if (nameLength <= 0 || end < 0 || _xml.Slice(start, nameLength).Contains('<'))
            return Wrong("an element is not closed by >");
        if (nameLength > MemberNames.MaxLength)
            return Wrong($"the name of a member is longer than {MemberNames.MaxLength} characters");
        _position = end + 1;
        var isClosed = _xml[end - 1] == '/';

        if (_open.Count == 0)
        {
            if (_hasRoot || !_xml.Slice(start, nameLength).SequenceEqual(Root))
                return Wrong("the root element must be <request>");
            _hasRoot = true;
        }
        if (_open.Count == MaxDepth)
            return Wrong($"elements are nested deeper than {MaxDepth}");
        if (_open.Count == 1)
            (_contentStart, _isNested) = (_position, false);
        else if (_open.Count > 1)
            _isNested = true;

        _open.Add((start, nameLength));
        return isClosed ? Close(_open.Count - 1, end + 1) : null;
    }

    private GatewayError? ReadEnd()
    {
        var start = _position + 2;
        var length = _xml[start..].IndexOf('>');
        if (length < 0)
            return Wrong("an element is not closed by >");
        var name = _xml.Slice(start, length).Trim();
        var tag = _position;
        _position = start + length + 1;
        for (var depth = _open.Count - 1; depth >= 0; depth--)
        {
            var (openStart, openLength) = _open[depth];
            if (_xml.Slice(openStart, openLength).SequenceEqual(name))
                return Close(depth, tag);
        }

        // It closes nothing that is open: the PHP client's </xml>.
        return null;
    }

    // Closes the element at this depth with all that was left open inside it.
    private GatewayError? Close(int depth, int contentEnd)
    {
        if (depth > 1)
        {
            _open.RemoveRange(depth, _open.Count - depth);
            return null;
        }
        var error = _open.Count > 1 ? FinishMember(contentEnd) : null;
        _open.RemoveRange(depth, _open.Count - depth);
        return error;
    }

    private GatewayError? FinishMember(int contentEnd)
    {
        var (start, length) = _open[1];
        var name = MemberNames.Of(_xml.Slice(start, length));
        var value = _isNested ? _xml[_contentStart..Math.Max(contentEnd, _contentStart)].ToString() : _text.ToString();
        _text.Clear();
        return _into.Add(name, value, _isNested ? MemberKind.Nested : MemberKind.Text);
    }

    private readonly int EndOfTag(int from)
    {
        var quote = '\0';
        for (var i = from; i < _xml.Length; i++)
        {
            var c = _xml[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if (c == '>')
                return i;
        }
        return -1;
    }

    private readonly GatewayError? Unescape(ReadOnlySpan<char> text)
    {
        Span<char> utf16 = stackalloc char[2];
        while (text.IndexOf('&') is >= 0 and var ampersand)
        {
            _text.Append(text[..ampersand]);
            text = text[(ampersand + 1)..];
            var length = text.IndexOf(';');
            if (length is < 1 or > 10 || !TryExpand(text[..length], out var expanded))
                return Wrong("an entity is not one of the five of XML nor a character number");
            if (expanded.Value == 0)
                return GatewayError.NotUtf8("a character number stands for no character");
            _text.Append(utf16[..expanded.EncodeToUtf16(utf16)]);
            text = text[(length + 1)..];
        }
        _text.Append(text);
        return null;
    }

    /// <param name="expanded">NUL for a number that is no character.</param>
    private static bool TryExpand(ReadOnlySpan<char> entity, out Rune expanded)
    {
        expanded = entity switch
        {
            "amp" => new Rune('&'),
            "lt" => new Rune('<'),
            "gt" => new Rune('>'),
            "quot" => new Rune('"'),
            "apos" => new Rune('\''),
            _ => default,
        };
        if (expanded.Value != 0)
            return true;
        if (entity[0] != '#')
            return false;
        var isHex = entity.Length > 1 && entity[1] is ('x' or 'X');
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!int.TryParse(entity[(isHex ? 2 : 1)..], style, CultureInfo.InvariantCulture, out var number))
            return false;
        if (Rune.IsValid(number))
            expanded = new Rune(number);
        return true;
    }

    private static GatewayError Wrong(string explanation) => GatewayError.Malformed(explanation);
}
