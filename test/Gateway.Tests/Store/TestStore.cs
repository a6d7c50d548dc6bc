using Microsoft.Extensions.Logging.Abstractions;
using Tetri.Callbacks;
using Tetri.Cards;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Store;
using Tetri.Store.Postgres;
using Tetri.Store.Sqlite;
using Tetri.Subscriptions;

namespace Tetri.Tests.Store;

public enum Engine
{
    Sqlite,
    Postgres,

    /// <summary>PostgreSQL with its tables divided by merchant.</summary>
    PartitionedPostgres,
}

/// <summary>A real store in a folder or a database of its own.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly Func<Task<IStoreEngine>> _open;
    private readonly List<IStoreEngine> _others = [];

    private TestStore(Func<Task<IStoreEngine>> open, string? folder) => (_open, Folder) = (open, folder);

    public IStoreEngine Engine { get; private set; } = null!;

    public GatewayStore Store { get; private set; } = null!;

    public string? Folder { get; }

    /// <summary>PostgreSQL's connection string.</summary>
    public string? Database { get; private init; }

    public static async Task<TestStore> OpenAsync(Engine engine, int queueCapacity = 1000, bool pumped = false)
    {
        TestStore test;
        if (engine != Tests.Store.Engine.Sqlite)
        {
            var database = await PostgresServer.CreateDatabaseAsync();
            test = new TestStore(
                async () => await PostgresEngine.OpenAsync(
                    database, GatewayMode.Sandbox, TimeProvider.System, NullLogger<PostgresEngine>.Instance, queueCapacity,
                    engine == Tests.Store.Engine.PartitionedPostgres ? 8 : 0), null)
            { Database = database };
        }
        else
        {
            var folder = Directory.CreateTempSubdirectory("tetri-store-").FullName;
            test = new TestStore(
                () => Task.FromResult<IStoreEngine>(new SqliteEngine(
                    $"Data Source={Path.Combine(folder, "tetri.db")}", GatewayMode.Sandbox, TimeProvider.System, NullLogger<SqliteEngine>.Instance,
                    queueCapacity, pumped)),
                folder);
        }
        await test.OpenEngineAsync();
        return test;
    }

    public async Task ReopenAsync()
    {
        await Engine.DisposeAsync();
        await OpenEngineAsync();
    }

    /// <summary>A second node on the same database (PostgreSQL only).</summary>
    public async Task<GatewayStore> OpenAnotherNodeAsync()
    {
        var engine = await _open();
        _others.Add(engine);
        return new GatewayStore(engine);
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
            RequestHash = new RequestHash(1, 2),
        },
        DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123));

    public static Transaction Transaction(long id, Order order) => new()
    {
        Id = id,
        MerchantId = order.MerchantId,
        PaymentId = order.PaymentId,
        Kind = TransactionKind.Purchase,
        Amount = order.Terms.Amount,
        Connector = "simulator",
        StartedAt = order.CreatedAt,
        CheckAt = order.CreatedAt,
    };

    public static Rectoken Rectoken(string value, Order order, long transactionId) => new()
    {
        MerchantId = order.MerchantId,
        Value = value,
        PaymentId = order.PaymentId,
        TransactionId = transactionId,
        Card = [1, 2, 3],
        Fingerprint = [4, 5],
        MaskedCard = "444455XXXXXX1111",
        CardType = "VISA",
        ExpiresAt = order.CreatedAt.AddYears(1),
        CreatedAt = order.CreatedAt,
    };

    public static Subscription Subscription(Order order) => new()
    {
        MerchantId = order.MerchantId,
        PaymentId = order.PaymentId,
        Rectoken = "a",
        Schedule = new Schedule { Amount = 700, Period = SchedulePeriod.Day, Every = 1, EndTime = order.CreatedAt.AddDays(100) },
        PaidAt = order.CreatedAt,
        DueAt = order.CreatedAt.AddDays(1),
    };

    public static Callback Callback(Order order) => new()
    {
        MerchantId = order.MerchantId,
        PaymentId = order.PaymentId,
        OrderId = order.Terms.OrderId,
        Url = "http://localhost/callback",
        OrderVersion = order.Version,
        MessageVersion = MessageVersion.V101,
        Content = "{}",
        OwedAt = order.CreatedAt,
        DueAt = order.CreatedAt,
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var other in _others)
            await other.DisposeAsync();
        await Engine.DisposeAsync();
        if (Folder is not null)
            Directory.Delete(Folder, recursive: true);
    }

    private async Task OpenEngineAsync()
    {
        Engine = await _open();
        Store = new GatewayStore(Engine);
    }
}

internal static class AddingOrders
{
    /// <summary>Adds a new order; its payment id is in the returned order when the outcome is Done.</summary>
    public static async ValueTask<(WriteOutcome Outcome, Order Order)> AddOrderAsync(this GatewayStore store, Order order, IdempotencyKey? key)
    {
        var add = new AddOrder(order, key);
        return (await store.WriteAsync(add), add.Order);
    }
}
