using Tetri.Bench.Databases;
using Tetri.Bench.Load;
using Tetri.Bench.Servers;

namespace Tetri.Bench.Sides;

/// <summary>Signed create-order requests, and questions after their status, as fast as they are answered.</summary>
internal sealed class Orders(Options options)
{
    // Every 97th payment, which is some ten thousands of orders in the filled database.
    private static readonly string SomeOrderIds =
        $"SELECT order_id FROM orders WHERE merchant_id = {PastOrders.MeasuredMerchant} AND payment_id % 97 = 0";

    private readonly Dictionary<IEngine, IReadOnlyList<string>> _knownIds = [];

    public async Task<Measurement> BareAsync(int connections)
    {
        await using var server = await Launch.BareAsync();
        return await CreateAsync(server, connections);
    }

    /// <param name="build">Another folder with the gateway's executable.</param>
    public async Task<Measurement> EmptyAsync(IEngine engine, int connections, string? build = null)
    {
        await using var database = await engine.CreateAsync();
        await using var server = await Launch.GatewayAsync(database, build);
        return await CreateAsync(server, connections, engine, database.LogFile);
    }

    public async Task<Measurement> FilledAsync(IEngine engine, int connections)
    {
        await using var database = await engine.FilledAsync(options.Orders);
        await using var server = await Launch.GatewayAsync(database);
        return await CreateAsync(server, connections, engine, database.LogFile) with { OrdersBefore = options.Orders };
    }

    public async Task<Measurement> CreateAsync(Server server, int connections, IEngine? engine = null, string? log = null)
    {
        using var generator = new Generator(server.Address, new CreateOrders(server.Address, options.RandomIds), connections, log: log);
        return await Measured.LoadAsync(server, generator, options.WarmUp, options.Seconds, engine);
    }

    /// <summary>Long enough that the log would show if it grew.</summary>
    public async Task<Measurement> ConstantLoadAsync(IEngine engine, int connections)
    {
        await using var database = await engine.CreateAsync();
        await using var server = await Launch.GatewayAsync(database);
        using var generator = new Generator(server.Address, new CreateOrders(server.Address, options.RandomIds), connections, log: database.LogFile);
        return await Measured.LoadAsync(server, generator, 0, options.LogSeconds, engine);
    }

    /// <summary>Of orders that are spread over the filled database.</summary>
    public async Task<Measurement> StatusAsync(IEngine engine, int connections)
    {
        await using var database = await engine.FilledAsync(Math.Max(options.Orders, 20_000));
        if (!_knownIds.TryGetValue(engine, out var ids))
            _knownIds[engine] = ids = database.ReadTexts(SomeOrderIds);
        await using var server = await Launch.GatewayAsync(database);
        using var generator = new Generator(server.Address, new ReadStatus(server.Address, ids), connections);
        return await Measured.LoadAsync(server, generator, options.WarmUp, options.Seconds, engine);
    }
}
