using System.Globalization;
using System.Text;

namespace Tetri.Bench.Fill;

/// <summary>Makes up the orders of the past, one after another, in the same memory.</summary>
internal sealed class PastOrders
{
    private const long MeasuredMerchant = 1549901;
    private const int OtherMerchants = 500;
    private const long Approved = 2, Declined = 3, Expired = 4;
    private const int HashDigits = 64;

    private static readonly string HashPlace = new('#', HashDigits);

    private readonly Random _random = new();
    private readonly OrderIds _ids = new(random: true, firstNumber: 0);
    private readonly byte[] _orderId = new byte[OrderIds.Length];
    private readonly int _hashInTerms;

    // As the gateway writes the terms of the seed's order.
    private readonly byte[] _terms = Encoding.UTF8.GetBytes(
        $$"""{"Description":"Test payment","Version":"V101","Lifetime":36000,"Delayed":true,"ServerCallbackUrl":"http://myshop/callback/","RequestHash":"{{HashPlace}}"}""");

    public PastOrders() => _hashInTerms = _terms.AsSpan().IndexOf(Encoding.UTF8.GetBytes(HashPlace));

    public long MerchantId { get; private set; }
    public long State { get; private set; }
    public long Version { get; private set; }
    public long Amount { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }
    public byte[]? Payment { get; private set; }
    public ReadOnlySpan<byte> OrderId => _orderId;
    public ReadOnlySpan<byte> Terms => _terms;

    public void Next(DateTimeOffset createdAt)
    {
        var dice = _random.Next(100);
        MerchantId = _random.Next(100) < 80 ? MeasuredMerchant : 2_000_000 + _random.Next(OtherMerchants) * _random.Next(OtherMerchants) / OtherMerchants;
        (State, Version) = dice < 70 ? (Approved, 2) : dice < 78 ? (Declined, 2) : (Expired, 1);
        Amount = _random.Next(100, 100_000);
        ExpiresAt = createdAt.AddHours(10);
        Payment = State == Approved ? PaymentOf(createdAt.AddMinutes(2)) : null;
        _ids.WriteNext(_orderId);
        WriteHash(_terms.AsSpan(_hashInTerms, HashDigits));
    }

    private byte[] PaymentOf(DateTimeOffset endedAt) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $$"""{"Authorised":{{Amount}},"Captured":{{Amount}},"TransactionId":{{1_000_000_001 + _random.Next()}},"PaymentSystem":"card","MaskedCard":"444455XXXXXX{{_random.Next(1000, 10_000)}}","CardBin":444455,"CardType":"VISA","Rrn":"{{_random.NextInt64(100_000_000_000, 1_000_000_000_000)}}","ApprovalCode":"{{_random.Next(100_000, 1_000_000)}}","Eci":"5","ThreeDSecureVersion":2,"PayerIp":"127.0.0.1","EndedAt":"{{endedAt:O}}"}"""));

    private void WriteHash(Span<byte> into)
    {
        Span<byte> random = stackalloc byte[HashDigits / 2];
        _random.NextBytes(random);
        Convert.TryToHexStringLower(random, into, out _);
    }
}
