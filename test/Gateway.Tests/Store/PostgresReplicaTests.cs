using Microsoft.Extensions.Logging.Abstractions;
using Tetri.Callbacks;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Store;
using Tetri.Store.Postgres;

namespace Tetri.Tests.Store;

/// <summary>A shop asks for its order where a read replica is configured that is behind, or gone. The replica is a real streaming standby.</summary>
public sealed class PostgresReplicaTests
{
    private const long MerchantId = 1549901;

    [Fact]
    public async Task OrderThatAReplicaKnowsAsSettled_IsToldFromThere()
    {
        await using var servers = await Servers.StartAsync();
        var order = await servers.AddAsync("A-1");
        await servers.ChangeAsync(order with { Version = 1, State = OrderState.Declined });
        await servers.StopReplayAsync();
        await servers.Primary.ExecuteAsync("UPDATE orders SET state = 0");

        Assert.Equal(OrderState.Declined, await servers.StatusAsync("A-1"));
        // What decides looks at the primary.
        Assert.Equal(OrderState.Created, (await servers.Store.FindOrderAsync(MerchantId, order.PaymentId))!.State);
    }

    [Fact]
    public async Task OrderThatHasNotArrivedOnTheReplica_IsFound()
    {
        await using var servers = await Servers.StartAsync();
        await servers.StopReplayAsync();
        var order = await servers.AddAsync("A-1");

        Assert.Equal(OrderState.Created, await servers.StatusAsync("A-1"));
        Assert.Equal(order, (await servers.Status.ByPaymentIdAsync(MerchantId, order.PaymentId, default)).Value);
        Assert.Equal(1018, (await servers.Status.ByOrderIdAsync(MerchantId, "A-2", default)).Error!.Code);
    }

    [Fact]
    public async Task OrderThatIsStillOpenOnTheReplica_IsToldAsOnThePrimary()
    {
        await using var servers = await Servers.StartAsync();
        var order = await servers.AddAsync("A-1");
        await servers.StopReplayAsync();
        await servers.ChangeAsync(order with { Version = 1, State = OrderState.Approved });

        Assert.Equal(OrderState.Approved, await servers.StatusAsync("A-1"));
    }

    [Fact]
    public async Task ReplicaThatIsGone_LeavesStatusToThePrimary()
    {
        await using var servers = await Servers.StartAsync();
        var order = await servers.AddAsync("A-1");
        await servers.ChangeAsync(order with { Version = 1, State = OrderState.Declined });
        Assert.Equal(OrderState.Declined, await servers.StatusAsync("A-1"));

        await servers.Replica.KillAsync();

        Assert.Equal(OrderState.Declined, await servers.StatusAsync("A-1"));
    }

    [Fact]
    public async Task Report_IsReadFromTheReplica_AndFromThePrimaryWhenThatIsGone()
    {
        await using var servers = await Servers.StartAsync();
        await servers.AddAsync("A-1");
        await servers.StopReplayAsync();
        await servers.AddAsync("A-2");

        Assert.Equal(["A-1"], await servers.ReportAsync());
        await servers.Replica.KillAsync();
        Assert.Equal(["A-1", "A-2"], await servers.ReportAsync());
    }

    private sealed class Servers : IAsyncDisposable
    {
        public required PostgresCluster Primary { get; init; }
        public required PostgresCluster Replica { get; init; }
        public required PostgresEngine Engine { get; init; }
        public GatewayStore Store => new(Engine);
        public OrderStatus Status => new(Store, new ExpireOrders(Store, exchange: null!, new OwedCallbacks(new KnownMerchants()), new StillTime()));

        public static async Task<Servers> StartAsync()
        {
            var primary = await PostgresCluster.StartAsync();
            var replica = await primary.StartStandbyAsync();
            return new Servers
            {
                Primary = primary,
                Replica = replica,
                Engine = await PostgresEngine.OpenAsync(
                    primary.ConnectionString, GatewayMode.Sandbox, TimeProvider.System, NullLogger<PostgresEngine>.Instance, replicas: replica.ConnectionString),
            };
        }

        public async Task<OrderState> StatusAsync(string orderId) => (await Status.ByOrderIdAsync(MerchantId, orderId, default)).Value!.State;

        public async Task<string[]> ReportAsync()
        {
            var report = new OrderReport(Store);
            var at = TestStore.Order("").CreatedAt;
            var range = await report.FindAsync(MerchantId, at.AddDays(-1), at.AddDays(1), 0, default);
            return await report.ReadAsync(range.Value!, default).Select(row => row.Order.Terms.OrderId).ToArrayAsync();
        }

        public async Task<Order> AddAsync(string orderId) => (await Store.AddOrderAsync(TestStore.Order(orderId), null)).Order;

        public async Task ChangeAsync(Order after) => Assert.Equal(WriteOutcome.Done, await Store.WriteAsync(new ChangeOrder(after)));

        /// <summary>From here on the replica stays behind; all from before has arrived.</summary>
        public async Task StopReplayAsync()
        {
            await Replica.WaitForAsync(Primary);
            await Replica.ExecuteAsync("SELECT pg_wal_replay_pause()");
            while (await Replica.ExecuteAsync("SELECT pg_get_wal_replay_pause_state()") is not "paused")
                await Task.Delay(10);
        }

        public async ValueTask DisposeAsync()
        {
            await Engine.DisposeAsync();
            await Replica.DisposeAsync();
            await Primary.DisposeAsync();
        }

        /// <summary>The moment the orders were made, so that none of them is over.</summary>
        private sealed class StillTime : TimeProvider
        {
            public override DateTimeOffset GetUtcNow() => TestStore.Order("").CreatedAt;
        }
    }
}
