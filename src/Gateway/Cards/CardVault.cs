using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tetri.Cards;

/// <summary>
/// Encrypts cards with AES-256-GCM, and knows a card that comes again by its fingerprint. A sealed value is key id (1 byte), nonce (12),
/// tag (16) and ciphertext; the transaction it belongs to is authenticated with it, so a row can't be moved to another.
/// </summary>
internal sealed class CardVault(KeyRing ring)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeadBytes = 1 + NonceBytes + TagBytes;
    private const int PayerKeyBytes = 32;
    private const string Purpose = "tetri card vault";
    private const string FingerprintPurpose = "tetri card fingerprint of merchant";

    /// <summary>Master keys from before the one in use, under which something may still be sealed.</summary>
    public IEnumerable<byte> OlderKeyIds => ring.Ids.Where(id => id < ring.IdInUse);

    /// <summary>Seals a number and its expiry under the key in use.</summary>
    public byte[] Seal(CardNumber card, CardExpiry expiry, long transactionId) =>
        Encrypt(ring.Derive(ring.IdInUse, Purpose)!, ring.IdInUse, Encoding.ASCII.GetBytes($"{card.Reveal()}|{expiry}"), transactionId);

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

    public static byte KeyIdOf(byte[] box) => box[0];

    /// <summary>The same card under the key in use; null when it can't be opened.</summary>
    public Rectoken? Reseal(Rectoken rectoken) =>
        TryOpen(rectoken.Card, rectoken.TransactionId, out var card, out var expiry)
            ? rectoken with { Card = Seal(card, expiry, rectoken.TransactionId), Fingerprint = Fingerprint(card, rectoken.MerchantId) }
            : null;

    /// <summary>Equal for the same card of the same merchant. The key is the merchant's own, so those of two merchants can't be compared.</summary>
    public byte[] Fingerprint(CardNumber card, long merchantId) => Fingerprint(card, merchantId, ring.IdInUse);

    /// <summary>Under each key of the ring, the newest first: stored cards that are not sealed anew yet have an older one.</summary>
    public IEnumerable<byte[]> Fingerprints(CardNumber card, long merchantId) => ring.Ids.Select(id => Fingerprint(card, merchantId, id));

    private byte[] Fingerprint(CardNumber card, long merchantId, byte keyId) =>
        HMACSHA256.HashData(
            ring.Derive(keyId, string.Create(CultureInfo.InvariantCulture, $"{FingerprintPurpose} {merchantId}"))!, Encoding.ASCII.GetBytes(card.Reveal()));

    /// <summary>A key that only the payer's browser holds, base64url.</summary>
    public static string NewPayerKey() => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(PayerKeyBytes));

    /// <param name="secret">A CVV, or a wallet's container.</param>
    public static byte[] SealSecret(string secret, string payerKey, long transactionId) =>
        Encrypt(System.Buffers.Text.Base64Url.DecodeFromChars(payerKey), 0, Encoding.UTF8.GetBytes(secret), transactionId);

    /// <summary>Null when the payer's key is not the one the secret was sealed with.</summary>
    public static string? OpenSecret(byte[] box, string? payerKey, long transactionId)
    {
        var key = new byte[PayerKeyBytes];
        if (payerKey is not { Length: 43 } || System.Buffers.Text.Base64Url.DecodeFromChars(payerKey, key, out _, out var length) != System.Buffers.OperationStatus.Done ||
            length != PayerKeyBytes || box.Length <= HeadBytes)
            return null;
        return Decrypt(key, box, transactionId) is { } plain ? Encoding.UTF8.GetString(plain) : null;
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
