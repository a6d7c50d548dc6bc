using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Tetri.Bench.Load;

/// <summary>
/// A request as a shop sends it, every time with another order_id and its own SHA-1 signature. Both have a fixed length, so only
/// their places in a ready message change.
/// </summary>
[SuppressMessage("Security", "CA5350", Justification = "The protocol's signature is SHA-1.")]
internal sealed class SignedMessage
{
    private const string Secret = "test";
    private const string MerchantId = "1549901";
    private const string Currency = "USD";
    private const string Description = "Test payment";
    private const string Amount = "1000";

    private static readonly string IdPlace = new('#', OrderIds.Length);
    private static readonly string SignaturePlace = new('~', 2 * SHA1.HashSizeInBytes);

    private readonly byte[] _message;
    private readonly byte[] _signed;
    private readonly int _idInMessage, _signatureInMessage, _idInSigned;

    private SignedMessage(Uri server, string path, string body, params string[] signedValues)
    {
        body = body.ReplaceLineEndings("\n");
        var head = $"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        _message = Encoding.ASCII.GetBytes(head + body);
        _idInMessage = _message.AsSpan().IndexOf(Encoding.ASCII.GetBytes(IdPlace));
        _signatureInMessage = _message.AsSpan().IndexOf(Encoding.ASCII.GetBytes(SignaturePlace));
        _signed = Encoding.ASCII.GetBytes(string.Join('|', [Secret, .. signedValues]));
        _idInSigned = _signed.AsSpan().IndexOf(Encoding.ASCII.GetBytes(IdPlace));
    }

    public static SignedMessage Order(Uri server, string callbackUrl = "http://myshop/callback/") => new(
        server, "/api/checkout/url", $$"""
            {
            "request": {
            "server_callback_url": "{{callbackUrl}}",
            "order_id": "{{IdPlace}}",
            "currency": "{{Currency}}",
            "merchant_id": {{MerchantId}},
            "order_desc": "{{Description}}",
            "amount": {{Amount}},
            "signature": "{{SignaturePlace}}"
            }
            }
            """,
        Amount, Currency, MerchantId, Description, IdPlace, callbackUrl);

    public static SignedMessage Status(Uri server) => new(
        server, "/api/status/order_id", $$"""
            {
            "request": {
            "order_id": "{{IdPlace}}",
            "merchant_id": {{MerchantId}},
            "signature": "{{SignaturePlace}}"
            }
            }
            """,
        MerchantId, IdPlace);

    /// <summary>Good until the next call.</summary>
    public ReadOnlySpan<byte> For(ReadOnlySpan<byte> orderId)
    {
        orderId.CopyTo(_message.AsSpan(_idInMessage));
        orderId.CopyTo(_signed.AsSpan(_idInSigned));
        Span<byte> digest = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(_signed, digest);
        Convert.TryToHexStringLower(digest, _message.AsSpan(_signatureInMessage, 2 * SHA1.HashSizeInBytes), out _);
        return _message;
    }
}
