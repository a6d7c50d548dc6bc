using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tetri.Cards;

/// <summary>
/// Encrypts cards with AES-256-GCM. A sealed value is key id (1 byte), nonce (12), tag (16) and ciphertext; the transaction it
/// belongs to is authenticated with it, so a row can't be moved to another.
/// </summary>
internal sealed class CardVault(KeyRing ring)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeadBytes = 1 + NonceBytes + TagBytes;
    private const int PayerKeyBytes = 32;
    private const string Purpose = "tetri card vault";

    /// <summary>Seals a number and its expiry under the newest key of the ring.</summary>
    public byte[] Seal(CardNumber card, CardExpiry expiry, long transactionId) =>
        Encrypt(ring.Derive(ring.NewestId, Purpose)!, ring.NewestId, Encoding.ASCII.GetBytes($"{card.Reveal()}|{expiry}"), transactionId);

    /// <summary>False when the key is gone from the ring or the value was tampered with.</summary>
    public bool TryOpen(byte[] box, long transactionId, out CardNumber card, out CardExpiry expiry)
    {
        (card, expiry) = (default, default);
        if (box.Length <= HeadBytes || ring.Derive(box[0], Purpose) is not { } key || Decrypt(key, box, transactionId) is not { } plain)
            return false;
        var text = Encoding.ASCII.GetString(plain);
        var bar = text.IndexOf('|', StringComparison.Ordinal);
        return bar > 0 && CardNumber.TryParse(text[..bar], out card) && CardExpiry.TryParse(text[(bar + 1)..], out expiry);
    }

    /// <summary>A key that only the payer's browser holds, base64url.</summary>
    public static string NewPayerKey() => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(PayerKeyBytes));

    public static byte[] SealCvv(string cvv, string payerKey, long transactionId) =>
        Encrypt(System.Buffers.Text.Base64Url.DecodeFromChars(payerKey), 0, Encoding.ASCII.GetBytes(cvv), transactionId);

    /// <summary>Null when the payer's key is not the one the CVV was sealed with.</summary>
    public static string? OpenCvv(byte[] box, string? payerKey, long transactionId)
    {
        var key = new byte[PayerKeyBytes];
        if (payerKey is not { Length: 43 } || System.Buffers.Text.Base64Url.DecodeFromChars(payerKey, key, out _, out var length) != System.Buffers.OperationStatus.Done ||
            length != PayerKeyBytes || box.Length <= HeadBytes)
            return null;
        return Decrypt(key, box, transactionId) is { } plain ? Encoding.ASCII.GetString(plain) : null;
    }

    private static byte[] Encrypt(byte[] key, byte keyId, byte[] plain, long transactionId)
    {
        var box = new byte[HeadBytes + plain.Length];
        box[0] = keyId;
        RandomNumberGenerator.Fill(box.AsSpan(1, NonceBytes));
        Span<byte> owner = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(owner, transactionId);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(box.AsSpan(1, NonceBytes), plain, box.AsSpan(HeadBytes), box.AsSpan(1 + NonceBytes, TagBytes), owner);
        return box;
    }

    private static byte[]? Decrypt(byte[] key, byte[] box, long transactionId)
    {
        var plain = new byte[box.Length - HeadBytes];
        Span<byte> owner = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(owner, transactionId);
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(box.AsSpan(1, NonceBytes), box.AsSpan(HeadBytes), box.AsSpan(1 + NonceBytes, TagBytes), plain, owner);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
