using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tetri.Bench.Load;

namespace Tetri.Bench.Databases;

/// <summary>
/// Orders the way a year of business leaves them: most of them finished, most of them of the measured merchant, order ids spread
/// at random.
/// </summary>
internal static class PastOrders
{
    public const long MeasuredMerchant = 1549901;
    public const long Approved = 2;
    private const long Declined = 3, Expired = 4;
    private const long Amount = 1000;
    private const long FirstPaymentId = 100_000_001;
    private const int OtherMerchants = 500;
    private const int HashDigits = 64;

    public static readonly IReadOnlyList<string> Columns =
        ["payment_id", "merchant_id", "order_id", "state", "version", "amount", "currency", "created_at", "expires_at", "terms", "payment"];

    private static readonly Random Random = new();

    /// <summary>The newest order is one second old.</summary>
    public static void AddTo(Database database, int count)
    {
        Console.Error.WriteLine($"Filling a database with {count} orders …");
        var started = Stopwatch.GetTimestamp();
        var ids = new OrderIds(random: true);
        var now = DateTimeOffset.UtcNow;
        using (var rows = database.Write("orders", Columns))
        {
            for (var number = 0; number < count; number++)
            {
                var dice = Random.Next(100);
                var state = dice < 70 ? Approved : dice < 78 ? Declined : Expired;
                var merchant = Random.Next(100) < 80 ? MeasuredMerchant : 2_000_000 + Random.Next(OtherMerchants) * Random.Next(OtherMerchants) / OtherMerchants;
                var createdAt = now.AddSeconds(number - count);
                var payment = state == Approved ? Payment(createdAt.AddMinutes(2)) : null;
                rows.Add(Row(number, merchant, Encoding.ASCII.GetString(ids.Next()), state, createdAt, "http://myshop/callback/", payment));
            }
            rows.Complete();
        }
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s"));
    }

    public static long PaymentId(int number) => FirstPaymentId + number;

    /// <summary>A row as the gateway writes it.</summary>
    public static object?[] Row(int number, long merchant, string orderId, long state, DateTimeOffset createdAt, string callbackUrl, string? payment) =>
    [
        PaymentId(number), merchant, orderId, state, state == Expired ? 1L : 2L, Amount, "USD",
        createdAt.ToUnixTimeMilliseconds(), createdAt.AddHours(10).ToUnixTimeMilliseconds(), Terms(callbackUrl), payment,
    ];

    private static string Terms(string callbackUrl) =>
        $$"""{"Description":"Test payment","Version":"V101","Lifetime":36000,"Delayed":true,"ServerCallbackUrl":"{{callbackUrl}}","RequestHash":"{{RandomHash()}}"}""";

    public static string Payment(DateTimeOffset endedAt) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"Authorised":{{Amount}},"Captured":{{Amount}},"TransactionId":{{1_000_000_001L + Random.Next()}},"PaymentSystem":"card","MaskedCard":"444455XXXXXX{{Random.Next(1000, 10_000)}}","CardBin":444455,"CardType":"VISA","Rrn":"{{Random.NextInt64(100_000_000_000, 1_000_000_000_000)}}","ApprovalCode":"{{Random.Next(100_000, 1_000_000)}}","Eci":"5","ThreeDSecureVersion":2,"PayerIp":"127.0.0.1","EndedAt":"{{endedAt:O}}"}""");

    private static string RandomHash()
    {
        Span<byte> random = stackalloc byte[HashDigits / 2];
        Random.NextBytes(random);
        return Convert.ToHexStringLower(random);
    }
}
