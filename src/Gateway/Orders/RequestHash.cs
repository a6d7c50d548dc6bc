using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tetri.Orders;

/// <summary>SHA-256 over what a request asks: tells an identical repeat from another request. Written as 64 lowercase hex digits.</summary>
[JsonConverter(typeof(RequestHashJson))]
internal readonly record struct RequestHash(UInt128 High, UInt128 Low)
{
    public const int Digits = 2 * SHA256.HashSizeInBytes;

    private const int HalfBytes = SHA256.HashSizeInBytes / 2;
    private const int HalfDigits = Digits / 2;

    public static RequestHash FromDigest(ReadOnlySpan<byte> digest) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(digest), BinaryPrimitives.ReadUInt128BigEndian(digest[HalfBytes..]));

    public static bool TryParse(string hex, out RequestHash hash)
    {
        hash = default;
        if (hex.Length != Digits || !TryParseHalf(hex.AsSpan(0, HalfDigits), out var high) || !TryParseHalf(hex.AsSpan(HalfDigits), out var low))
            return false;
        hash = new RequestHash(high, low);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x32}{Low:x32}");

    /// <param name="hex">Takes <see cref="Digits"/> bytes.</param>
    public void Format(Span<byte> hex)
    {
        High.TryFormat(hex, out _, "x32", CultureInfo.InvariantCulture);
        Low.TryFormat(hex[HalfDigits..], out _, "x32", CultureInfo.InvariantCulture);
    }

    private static bool TryParseHalf(ReadOnlySpan<char> hex, out UInt128 half) =>
        UInt128.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out half);
}

internal sealed class RequestHashJson : JsonConverter<RequestHash>
{
    public override RequestHash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        RequestHash.TryParse(reader.GetString()!, out var hash) ? hash : throw new JsonException("A request's hash is 64 hex digits.");

    public override void Write(Utf8JsonWriter writer, RequestHash value, JsonSerializerOptions options)
    {
        Span<byte> hex = stackalloc byte[RequestHash.Digits];
        value.Format(hex);
        writer.WriteStringValue(hex);
    }
}
