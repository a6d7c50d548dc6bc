using System.Globalization;
using System.Net;
using System.Text;

namespace Tetri.Simulation;

internal enum Shape
{
    Json,
    Form,
    Xml,
}

/// <summary>A member as it will be written: text, or literal JSON such as a number or an object.</summary>
internal sealed record RawMember(string Name, string Value, bool IsLiteral = false)
{
    public bool IsNested => IsLiteral && Value is ['{' or '[', ..];
}

/// <summary>A request made from a valid one by a seed: its members are bent, then it is signed again (mostly), then its bytes are bent (sometimes).</summary>
internal sealed class MutatedRequest
{
    private static readonly string[] Texts =
    [
        "", " ", "0", "00012", "-5", "+5", " 5", "5 ", "1.0", "1e3", "1E+3", "0x10", "٣", "１２", "999999999999", "1000000000000", "9223372036854775808",
        "99999999999999999999999999", "NaN", "null", "true", "a|b", "|", "a&b=c", "a=b", "%41%zz%", "%00", "+", "<b>&amp;</b>", "]]>", "\"", "\\", "'; DROP TABLE orders; --",
        "\u0001", "\t", "\r\nX-Bad: 1", "\u007f", "\u0085", "\u200b", "\u202e", "\ufeff", "\ufffd", "é", "ქართული", "😀", "a\u0301", "Y", "y", "N", "2.0", "1.0",
        "USD", "usd", "XXX", "JPY", "GELL", "http://127.0.0.1:9/", "https://127.0.0.1:9/?a=1#b", "javascript:alert(1)", "ftp://127.0.0.1/", "//127.0.0.1/", "http://", "http://[::1", "http://127.0.0.1:99999/",
        "{}", "[]", "{\"a\":1}", "eyJzaW11bGF0b3IiOiB7ImRlY2xpbmUiOiAxMDM3fX0=", "=", "====", "a@b", "@",
    ];

    private static readonly string[] Literals =
        ["0", "1", "-1", "1.5", "1e3", "1E400", "12345678901234567890", "true", "false", "null", "{}", "[]", "{\"a\":{\"b\":[1,2,{}]}}", "[[[[[[]]]]]]", "[\"1000\"]", "\"\\u0000\"", "\"\\ud800\"", "\"\\u0041\""];

    private static readonly string[] Names =
        ["order_id", "Order_Id", "amount", "currency", "signature", "version", "data", "lifetime", "lang", "preauth", "verification", "sender_email", "merchant_data", "unknown", "", "a b", "__proto__", "é", "<x>", "a|b", "recurring_data", "receiver", "payment_id"];

    private static readonly string?[] ContentTypes =
    [
        null, "", "application/json", "application/json; charset=utf-8", "application/json; charset=latin1", "application/x-www-form-urlencoded", "application/xml", "text/xml; charset=utf-16",
        "text/plain", "multipart/form-data", "multipart/form-data; boundary=x", "APPLICATION/JSON", "application/json, application/xml", "Content-Type: application/json", ";", "application/", "*/*",
    ];

    private readonly Random _random;
    private readonly List<string> _log = [];

    private MutatedRequest(Random random) => _random = random;

    public string Endpoint { get; private init; } = "";
    public Shape Shape { get; private init; }
    public string Version { get; private init; } = "1.0.1";

    /// <summary>What the oracle judges by; meaningless once the bytes were bent.</summary>
    public List<RawMember> Members { get; private set; } = [];

    public string Signature { get; private set; } = "";
    public bool SignedAgain { get; private set; }

    /// <summary>The signature that is sent fits what is sent, by the merchant's id or its former one, with unknown members or without.</summary>
    public bool IsSigned { get; private set; }

    public bool BytesBent { get; private set; }
    public byte[] Body { get; private set; } = [];
    public string? ContentType { get; private set; }
    public bool TypeBent { get; private set; }
    public bool Chunked { get; private set; }

    public override string ToString() =>
        $"POST {Endpoint} as {ContentType ?? "(no type)"}, {Shape} {Version}: {string.Join(", ", _log)}\n{Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 600)))}\nbase64: {Convert.ToBase64String(Body.AsSpan(0, Math.Min(Body.Length, 600)))}";

    public static MutatedRequest Make(Random random, string endpoint, IReadOnlyDictionary<string, string> valid)
    {
        var request = new MutatedRequest(random)
        {
            Endpoint = endpoint,
            Shape = (Shape)random.Next(3),
            Version = random.Next(3) switch { 0 => "1.0", 1 => "1.0.1", _ => "2.0" },
        };
        request.Members = [.. valid.Where(member => member.Value.Length > 0).Select(member => new RawMember(member.Key, member.Value))];
        request.Build();
        return request;
    }

    private void Build()
    {
        var original = Members.ToList();
        var bends = _random.Next(5) switch { 0 => 0, 1 or 2 => 1, 3 => 2, _ => 4 };
        for (var i = 0; i < bends; i++)
            BendMember();
        SignedAgain = _random.Next(5) > 0;
        var signed = SignedAgain ? Members : original;
        var isVersion2 = Version == "2.0";
        var data = isVersion2 ? BendBase64(Wire.Base64($"{{\"order\":{JsonObject(Members)}}}")) : "";
        Signature = isVersion2
            ? Wire.SignVersion2(SignedAgain ? data : Wire.Base64($"{{\"order\":{JsonObject(original)}}}"))
            : SignFlat(signed);
        if (_random.Next(30) == 0)
            Signature = Log("signature", _random.Next(3) switch { 0 => Signature.ToUpperInvariant(), 1 => Signature[..39], _ => new string('0', 40) });
        IsSigned = isVersion2
            ? Signature == Wire.SignVersion2(data)
            : new[] { Members, [.. Members.Where(member => Oracle.Knows(Endpoint, member.Name))] }.Any(scope => Signature == SignFlat(scope) ||
                Signature == SignFlat([.. scope.Select(member => member.Name == "merchant_id" ? member with { Value = "1396424" } : member)]));
        List<RawMember> outer = isVersion2
            ? [new("version", "2.0"), new("data", data), new("signature", Signature)]
            : [.. Members, .. Members.Exists(member => member.Name == "version") || Version == "1.0.1" ? [] : (RawMember[])[new("version", Version)], new("signature", Signature)];
        Body = Encoding.UTF8.GetBytes(Shape switch
        {
            Shape.Json => $"{{\"request\":{JsonObject(outer)}}}",
            Shape.Form => string.Join('&', outer.Select(member => $"{Uri.EscapeDataString(member.Name)}={Uri.EscapeDataString(member.Value)}")),
            _ => $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><request>{string.Concat(outer.Select(Element))}</request>",
        });
        ContentType = Shape switch { Shape.Json => "application/json", Shape.Form => "application/x-www-form-urlencoded", _ => "application/xml" };
        if (_random.Next(5) == 0)
            BendBytes();
        if (_random.Next(20) == 0)
        {
            TypeBent = true;
            ContentType = ContentTypes[_random.Next(ContentTypes.Length)];
        }
        Chunked = _random.Next(4) == 0;
    }

    private string SignFlat(List<RawMember> members)
    {
        var flat = Members.Exists(member => member.Name == "version") || Version == "1.0.1" ? members : [.. members, new("version", Version)];
        return Wire.Sign(flat.Where(member => !member.IsNested && !(member.IsLiteral && member.Value == "null"))
            .Select(member => new KeyValuePair<string, string>(member.Name, Plain(member))));
    }

    private string Plain(RawMember member) => member.IsLiteral && member.Value.StartsWith('"') && Shape == Shape.Json ? "A" : member.Value;

    private void BendMember()
    {
        if (Members.Count == 0)
            return;
        var place = _random.Next(Members.Count);
        var member = Members[place];
        switch (_random.Next(11))
        {
            case 0:
                Members.RemoveAt(place);
                Log("without", member.Name);
                break;
            case 1 or 2:
                Members[place] = member with { Value = Log(member.Name, Texts[_random.Next(Texts.Length)]), IsLiteral = false };
                break;
            case 3 or 4 when Shape == Shape.Json || Version == "2.0":
                Members[place] = member with { Value = Log(member.Name, Literals[_random.Next(Literals.Length)]), IsLiteral = true };
                break;
            case 5:
                int[] lengths = [1, 2, 12, 13, 64, 128, 1023, 1024, 1025, 2048, 2049, 10_000, 40_000];
                var length = lengths[_random.Next(lengths.Length)];
                Members[place] = member with { Value = new string(_random.Next(4) == 0 ? 'ქ' : '1', length), IsLiteral = false };
                Log(member.Name, $"{length} characters");
                break;
            case 6:
                Members.Add(member with { Value = _random.Next(2) == 0 ? member.Value : Texts[_random.Next(Texts.Length)] });
                Log("twice", member.Name);
                break;
            case 7:
                Members[place] = member with { Name = Log(member.Name, Names[_random.Next(Names.Length)]) };
                break;
            case 8:
                Members.Add(new(Names[_random.Next(Names.Length)], Texts[_random.Next(Texts.Length)]));
                Log("also", Members[^1].ToString());
                break;
            case 9:
                Members[place] = member with { Value = Log(member.Name, member.Value + Texts[_random.Next(Texts.Length)]), IsLiteral = false };
                break;
            default:
                var other = _random.Next(Members.Count);
                (Members[place], Members[other]) = (member with { Value = Members[other].Value, IsLiteral = Members[other].IsLiteral }, Members[other] with { Value = member.Value, IsLiteral = member.IsLiteral });
                Log("swapped", $"{Members[place].Name} and {Members[other].Name}");
                break;
        }
    }

    private string BendBase64(string data)
    {
        BytesBent = true;
        switch (_random.Next(30))
        {
            case 0: return Log("data", data.Replace('+', '-').Replace('/', '_'));
            case 1: return Log("data", data.TrimEnd('='));
            case 2: return Log("data", data.Insert(data.Length / 2, "\n "));
            case 3: return Log("data", data + "====");
            case 4: return Log("data", data[..(data.Length / 2)]);
            case 5: return Log("data", Wire.Base64("[1,2"));
            case 6: return Log("data", Convert.ToBase64String([0xff, 0xfe, 0x00, 0xd8]));
            case 7: return Log("data", Wire.Base64("{\"order\":{\"order\":" + new string('[', 200)));
            default:
                BytesBent = false;
                return data;
        }
    }

    private void BendBytes()
    {
        BytesBent = true;
        var text = Encoding.UTF8.GetString(Body);
        switch (_random.Next(16))
        {
            case 0: Body = Body[.._random.Next(Body.Length)]; Log("bytes", "cut"); break;
            case 1: Body[_random.Next(Body.Length)] ^= (byte)(1 << _random.Next(8)); Log("bytes", "a bit"); break;
            case 2: Insert((byte)_random.Next(256)); break;
            case 3: Insert(0xC0, 0xAF); break;
            case 4: Insert(0); break;
            case 5: Body = [0xEF, 0xBB, 0xBF, .. Body]; Log("bytes", "byte order mark"); break;
            case 6: Body = [.. Body, .. Body]; Log("bytes", "doubled"); break;
            case 7: Body = [.. Body, .. "garbage"u8]; Log("bytes", "something behind"); break;
            case 8: Body = Encoding.Unicode.GetBytes(text); Log("bytes", "UTF-16"); break;
            case 9: Body = Encoding.UTF8.GetBytes(new string('[', 100_000)); Log("bytes", "deep"); break;
            case 10: Body = Encoding.UTF8.GetBytes(text.Replace("request", "Request", StringComparison.Ordinal)); Log("bytes", "another root"); break;
            case 11: Body = Encoding.UTF8.GetBytes(text.Replace("<request>", "<!DOCTYPE r [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><request><x>&b;</x>", StringComparison.Ordinal)); Log("bytes", "entities"); break;
            case 12: Body = Encoding.UTF8.GetBytes(text.Replace("</request>", "<a><![CDATA[</request>]]></a><?pi?><!-- -- --></xml>", StringComparison.Ordinal)); Log("bytes", "CDATA"); break;
            case 13: Body = Encoding.UTF8.GetBytes(text.Replace("&", "&&;a[]=1&%=%&=&", StringComparison.Ordinal)); Log("bytes", "odd pairs"); break;
            case 14: Body = Encoding.UTF8.GetBytes(text.Replace(">1", ">&#0;&#xD800;&#49;", StringComparison.Ordinal).Replace("<amount>", "<amount a='>' b=\"", StringComparison.Ordinal)); Log("bytes", "character numbers"); break;
            default: Body = _random.Next(4) == 0 ? new byte[256 * 1024 + 1] : []; Log("bytes", $"{Body.Length} zeros"); break;
        }

        void Insert(params byte[] inserted)
        {
            var place = _random.Next(Body.Length + 1);
            Body = [.. Body[..place], .. inserted, .. Body[place..]];
            Log("bytes", $"inserted {Convert.ToHexString(inserted)}");
        }
    }

    private string Log(string where, string what)
    {
        _log.Add(string.Create(CultureInfo.InvariantCulture, $"{where}: {(what.Length > 60 ? what[..60] + "…" : what)}"));
        return what;
    }

    private static string JsonObject(List<RawMember> members) =>
        $"{{{string.Join(',', members.Select(member => $"{Wire.Json(member.Name)}:{(member.IsLiteral ? member.Value : Wire.Json(member.Value))}"))}}}";

    // A name with a blank or a bracket in it makes the XML wrong, as it should.
    private static string Element(RawMember member) => $"<{member.Name}>{WebUtility.HtmlEncode(member.Value)}</{member.Name}>";
}
