using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Tetri.Cards;
using Tetri.Orders;

namespace Tetri.Checkout;

/// <summary>
/// The payer's way in: 40 hex digits, signed and not stored. One byte of key id, five of merchant id, five of payment id, nine of
/// HMAC-SHA-256 over those, the creation time and the order_id. So it needs no index, says where its order lives, and one made
/// before a restore of the database does not open another order that got the same payment id.
/// </summary>
internal sealed class CheckoutToken(KeyRing ring)
{
    private const string Purpose = "tetri checkout token";
    private const int IdBytes = 11;
    private const int TokenBytes = 20;
    private const long LargestId = (1L << 40) - 1;

    /// <summary>Hex digits of a token.</summary>
    public const int Length = 2 * TokenBytes;

    private readonly ConcurrentDictionary<byte, byte[]?> _keys = new();

    public string Issue(Order order)
    {
        Span<char> hex = stackalloc char[Length];
        Issue(order, hex);
        return hex.ToString();
    }

    public void Issue(Order order, Span<char> hex)
    {
        Span<byte> token = stackalloc byte[TokenBytes];
        token[0] = ring.IdInUse;
        WriteFiveBytes(token[1..], order.MerchantId);
        WriteFiveBytes(token[6..], order.PaymentId);
        Sign(Key(ring.IdInUse)!, token, order);
        Convert.TryToHexStringLower(token, hex, out _);
    }

    /// <summary>Where the token's order lives. The token is good only if <see cref="Opens"/> says so of that order.</summary>
    public static bool TryRead(string? token, out long merchantId, out long paymentId)
    {
        (merchantId, paymentId) = (0, 0);
        Span<byte> bytes = stackalloc byte[TokenBytes];
        if (token is not { Length: Length } || Convert.FromHexString(token, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
            return false;
        merchantId = ReadFiveBytes(bytes[1..]);
        paymentId = ReadFiveBytes(bytes[6..]);
        return true;
    }

    public bool Opens(string token, Order order)
    {
        Span<byte> given = stackalloc byte[TokenBytes];
        Span<byte> expected = stackalloc byte[TokenBytes];
        if (token.Length != Length || Convert.FromHexString(token, given, out _, out _) != System.Buffers.OperationStatus.Done ||
            Key(given[0]) is not { } key)
            return false;
        expected[0] = given[0];
        WriteFiveBytes(expected[1..], order.MerchantId);
        WriteFiveBytes(expected[6..], order.PaymentId);
        Sign(key, expected, order);
        return CryptographicOperations.FixedTimeEquals(given, expected);
    }

    private byte[]? Key(byte id) => _keys.GetOrAdd(id, static (id, ring) => ring.Derive(id, Purpose), ring);

    private static void Sign(byte[] key, Span<byte> token, Order order)
    {
        var orderId = order.Terms.OrderId;
        var size = IdBytes + sizeof(long) + Encoding.UTF8.GetByteCount(orderId);
        Span<byte> signed = size <= 512 ? stackalloc byte[size] : new byte[size];
        token[..IdBytes].CopyTo(signed);
        BinaryPrimitives.WriteInt64BigEndian(signed[IdBytes..], order.CreatedAt.ToUnixTimeMilliseconds());
        Encoding.UTF8.GetBytes(orderId, signed[(IdBytes + sizeof(long))..]);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, signed, mac);
        mac[..(TokenBytes - IdBytes)].CopyTo(token[IdBytes..]);
    }

    /// <summary>An id that does not fit would lead to another order, so there is no token for it.</summary>
    private static void WriteFiveBytes(Span<byte> target, long number)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, LargestId);
        Span<byte> eight = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(eight, number);
        eight[3..].CopyTo(target);
    }

    private static long ReadFiveBytes(ReadOnlySpan<byte> source)
    {
        Span<byte> eight = stackalloc byte[sizeof(long)];
        source[..5].CopyTo(eight[3..]);
        return BinaryPrimitives.ReadInt64BigEndian(eight);
    }
}
