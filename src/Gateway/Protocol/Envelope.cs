using System.Buffers;
using System.Text.Unicode;
using Tetri.Orders;
using Tetri.Protocol.Errors;

namespace Tetri.Protocol;

/// <summary>What a body turned out to be: a request, or the reason why not. The format is known either way, since the answer follows it.</summary>
internal readonly record struct DecodedBody(WireFormat Format, ProtocolRequest? Request, GatewayError? Error);

/// <summary>Opens the three formats and three versions of a request (docs/reference/formats.md).</summary>
internal static class Envelope
{
    /// <summary>A longer body is refused by the endpoint, unread.</summary>
    public const int MaxBodyLength = 256 * 1024;

    private const string BlankRequest = "the body holds no member";

    public static ReadOnlySpan<byte> Blank => " \t\r\n"u8;

    public static DecodedBody Decode(ReadOnlySpan<byte> body, string? contentType)
    {
        var detected = ContentType.Detect(contentType, body);
        var format = detected ?? WireFormat.Json;
        body = WithoutByteOrderMark(body);
        var isBlank = body.Trim(Blank).IsEmpty;
        if (detected is null && !(isBlank && string.IsNullOrWhiteSpace(contentType)))
            return new(format, null, new GatewayError(1021, ContentType.Printable(contentType)));
        if (isBlank)
            return new(format, null, new GatewayError(1010, Explanation: BlankRequest));
        if (!Utf8.IsValid(body))
            return new(format, null, GatewayError.NotUtf8("the body is not well-formed UTF-8"));

        var members = new MemberSet();
        var error = format switch
        {
            WireFormat.Json => JsonBody.Read(body, "request"u8, members),
            WireFormat.Form => FormBody.Read(body, members),
            _ => XmlBody.Read(body, members),
        };
        error ??= members.Count == 0 ? new GatewayError(1010, Explanation: BlankRequest) : null;
        return error is null ? Open(format, members) : new(format, null, error);
    }

    public static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> body)
    {
        var mark = "\uFEFF"u8;
        return body.StartsWith(mark) ? body[mark.Length..] : body;
    }

    private static DecodedBody Open(WireFormat format, MemberSet outer)
    {
        if (ReadVersion(outer) is not { } version)
            return new(format, null, GatewayError.Incorrect("version", "known versions are 1.0, 1.0.1 and 2.0"));
        var signature = outer.Text(Signature.MemberName);
        if (version != MessageVersion.V20)
            return new(format, new ProtocolRequest { Format = format, Version = version, Members = outer, Signature = signature }, null);

        if (outer.Text("data") is not { } data)
            return new(format, null, GatewayError.Missing("data"));
        var members = new MemberSet();
        var error = ReadData(data, members);
        var request = new ProtocolRequest { Format = format, Version = version, Members = members, Data = data, Signature = signature };
        return error is null ? new(format, request, null) : new(format, null, error);
    }

    // JavaScript writes the number 2.0 as 2.
    private static MessageVersion? ReadVersion(MemberSet members)
    {
        if (members.TryGet("version", out var member) && member.Kind == MemberKind.Nested)
            return null;
        return members.Text("version") switch
        {
            null or "1.0.1" => MessageVersion.V101,
            "1.0" or "1" => MessageVersion.V10,
            "2.0" or "2" => MessageVersion.V20,
            _ => null,
        };
    }

    private static GatewayError? ReadData(string data, MemberSet into)
    {
        var rented = ArrayPool<byte>.Shared.Rent(data.Length);
        try
        {
            if (!TryDecodeBase64(data, rented, out var length))
                return GatewayError.Incorrect("data", "data is not base64");
            var json = WithoutByteOrderMark(rented.AsSpan(0, length));
            if (!Utf8.IsValid(json))
                return GatewayError.NotUtf8("data is not base64 of UTF-8 text");
            return JsonBody.Read(json, "order"u8, into, dropEnvelope: true) switch
            {
                { Code: 1005 } malformed => GatewayError.Incorrect("data", malformed.Explanation),
                var other => other,
            };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    // White space is skipped by the converter; padding that a client left out is put back.
    private static bool TryDecodeBase64(string data, Span<byte> into, out int length)
    {
        if (Convert.TryFromBase64String(data, into, out length))
            return true;
        var bare = data.Trim();
        return bare.Length > 0 && bare[^1] != '='
            && (Convert.TryFromBase64String(bare + "=", into, out length) || Convert.TryFromBase64String(bare + "==", into, out length));
    }
}
