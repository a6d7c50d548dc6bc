using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Tetri.Bench.Load;

/// <summary>
/// One create-order request as a shop sends it, every time under another order_id and its own SHA-1 signature. Both have a fixed
/// length, so only their places in a ready message change.
/// </summary>
[SuppressMessage("Security", "CA5350", Justification = "The protocol's signature is SHA-1.")]
internal sealed class OrderRequest
{
    private const string Secret = "test";
    private const string MerchantId = "1549901";
    private const string CallbackUrl = "http://myshop/callback/";
    private const string Description = "Test payment";
    private const string Amount = "1000";

    private static readonly string IdPlace = new('#', OrderIds.Length);
    private static readonly string SignaturePlace = new('~', 2 * SHA1.HashSizeInBytes);

    private readonly OrderIds _ids;
    private readonly byte[] _message;
    private readonly byte[] _signed;
    private readonly int _idInMessage, _signatureInMessage, _idInSigned;

    public OrderRequest(Uri target, string currency, OrderIds ids)
    {
        _ids = ids;
        var body = $$"""
            {
            "request": {
            "server_callback_url": "{{CallbackUrl}}",
            "order_id": "{{IdPlace}}",
            "currency": "{{currency}}",
            "merchant_id": {{MerchantId}},
            "order_desc": "{{Description}}",
            "amount": {{Amount}},
            "signature": "{{SignaturePlace}}"
            }
            }
            """.ReplaceLineEndings("\n");
        var head = $"POST {target.PathAndQuery} HTTP/1.1\r\nHost: {target.Authority}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        _message = Encoding.ASCII.GetBytes(head + body);
        _idInMessage = _message.AsSpan().IndexOf(Encoding.ASCII.GetBytes(IdPlace));
        _signatureInMessage = _message.AsSpan().IndexOf(Encoding.ASCII.GetBytes(SignaturePlace));

        // The secret, then the values in the order of their names.
        _signed = Encoding.ASCII.GetBytes(string.Join('|', Secret, Amount, currency, MerchantId, Description, IdPlace, CallbackUrl));
        _idInSigned = _signed.AsSpan().IndexOf(Encoding.ASCII.GetBytes(IdPlace));
    }

    public ReadOnlySpan<byte> Next()
    {
        var id = _message.AsSpan(_idInMessage, OrderIds.Length);
        _ids.WriteNext(id);
        id.CopyTo(_signed.AsSpan(_idInSigned));
        Span<byte> digest = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(_signed, digest);
        Convert.TryToHexStringLower(digest, _message.AsSpan(_signatureInMessage, 2 * SHA1.HashSizeInBytes), out _);
        return _message;
    }
}
