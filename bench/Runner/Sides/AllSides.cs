using Tetri.Bench.Databases;

namespace Tetri.Bench.Sides;

/// <summary>The sides of a round, in the order in which they run: a side stands near the one it is compared with.</summary>
internal sealed class AllSides(Options options, PostgresCluster postgres)
{
    public const int FewConnections = 64;

    private readonly SqliteEngine _sqlite = new();
    private readonly Orders _orders = new(options);
    private readonly Payments _payments = new(options);
    private readonly Callbacks _callbacks = new(options);

    /// <summary>Fills what is to be full before the rounds begin.</summary>
    public async Task FillAsync()
    {
        if (options.Orders == 0)
            return;
        if (options.Has("sqlite") || options.Has("status"))
            await (await _sqlite.FilledAsync(options.Orders)).DisposeAsync();
        if (options.Has("postgres") || options.Has("status"))
            await (await postgres.FilledAsync(options.Orders)).DisposeAsync();
    }

    public IEnumerable<Side> OfRound(int round)
    {
        foreach (var connections in options.Connections)
        {
            var few = connections == FewConnections;
            var sqlite = options.Has("sqlite") || (few && (options.Has("peers") || options.Has("status")));
            var server = options.Has("postgres") || (few && (options.Has("peers") || options.Has("status")));
            if (sqlite || server)
                yield return new(SideName.Bare, connections, () => _orders.BareAsync(connections));
            if (sqlite)
                foreach (var side in OfEngine(_sqlite, connections))
                    yield return side;
            if (few && options.Has("peers"))
                yield return new(SideName.Express, connections, () => Peers.ExpressAsync(_orders, connections));
            if (server)
                foreach (var side in OfEngine(postgres, connections))
                    yield return side;
            if (few && options.Has("postgres"))
                yield return new(SideName.Pgbench, connections, () => Peers.PgbenchAsync(postgres, options));
            if (few && options.Has("peers"))
                yield return new(SideName.Fastify, connections, () => Peers.FastifyAsync(_orders, postgres, connections));
        }

        IEngine[] engines = [_sqlite, postgres];
        if (options.Has("status"))
            foreach (var engine in engines)
                yield return new(SideName.Status(engine.Name), FewConnections, () => _orders.StatusAsync(engine, FewConnections));
        if (options.Has("payments"))
            foreach (var engine in engines)
                yield return new(SideName.Payments(engine.Name), FewConnections, () => _payments.AtPeakAsync(engine, FewConnections));
        if (options.Has("callbacks"))
        {
            yield return new(SideName.Unstored, 0, _callbacks.WithoutStoreAsync);
            foreach (var engine in engines)
            {
                yield return new(SideName.Callbacks(engine.Name), 0, () => _callbacks.DueAsync(engine));
                yield return new(SideName.Alive(engine.Name), FewConnections, () => _payments.AtSteadyRateAsync(engine, halfDead: false));
                yield return new(SideName.HalfDead(engine.Name), FewConnections, () => _payments.AtSteadyRateAsync(engine, halfDead: true));
            }
        }
        if (options.Has("start"))
        {
            yield return new(SideName.AotStart, 1, () => Start.MeasureAsync(_sqlite, "gateway"));
            yield return new(SideName.JitStart, 1, () => Start.MeasureAsync(_sqlite, "gateway-jit"));
        }

        // A minute shows how far the log grows; more of them would show the same.
        if (options.Has("log") && round == 1)
            yield return new(SideName.Log(_sqlite.Name), FewConnections, () => _orders.ConstantLoadAsync(_sqlite, FewConnections));
    }

    public IEnumerable<Side> Long()
    {
        foreach (var engine in (IEngine[])[_sqlite, postgres])
            yield return new(SideName.Long(engine.Name), LongRun.Connections, () => LongRun.MeasureAsync(engine, options));
    }

    private IEnumerable<Side> OfEngine(IEngine engine, int connections)
    {
        if (options.Before is { } build)
            yield return new(SideName.Before(engine.Name), connections, () => _orders.EmptyAsync(engine, connections, build));
        yield return new(engine.Name, connections, () => _orders.EmptyAsync(engine, connections));
        if (connections == FewConnections && options.Orders > 0 && options.Has(engine == _sqlite ? "sqlite" : "postgres"))
            yield return new(SideName.Filled(engine.Name), connections, () => _orders.FilledAsync(engine, connections));
    }
}
