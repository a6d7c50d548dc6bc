using Microsoft.Extensions.Logging.Abstractions;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Store;
using Tetri.Store.Sqlite;

namespace Tetri.Tests.Store;

/// <summary>A real SQLite store in a folder of its own, gone afterwards.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tetri-store-").FullName;
    private readonly int _queueCapacity;
    private readonly bool _pumped;

    public TestStore(int queueCapacity = 1000, bool pumped = false)
    {
        (_queueCapacity, _pumped) = (queueCapacity, pumped);
        Engine = Open();
        Store = new GatewayStore(Engine);
    }

    public SqliteEngine Engine { get; private set; }

    public GatewayStore Store { get; private set; }

    public string Folder => _folder;

    public async Task ReopenAsync()
    {
        await Engine.DisposeAsync();
        Engine = Open();
        Store = new GatewayStore(Engine);
    }

    public static Order Order(string orderId, long merchantId = 1549901) => Tetri.Orders.Order.Create(
        new OrderTerms
        {
            MerchantId = merchantId,
            OrderId = orderId,
            Amount = new Money(1000, Currency.Find("GEL")!),
            Description = "Two books",
            Delayed = false,
            Version = MessageVersion.V10,
            ServerCallbackUrl = "http://localhost/callback",
            RequestHash = "a",
        },
        DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123));

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private SqliteEngine Open() => new(
        $"Data Source={Path.Combine(_folder, "tetri.db")}", GatewayMode.Sandbox, TimeProvider.System, NullLogger<SqliteEngine>.Instance, _queueCapacity, _pumped);
}
