using Tetri.Bench.Databases;
using Tetri.Bench.Servers;

namespace Tetri.Bench.Sides;

/// <summary>What a user would write by hand, and the same insert without any server in front.</summary>
internal static class Peers
{
    private static readonly string Tables = Path.Combine(Folders.Peers, "orders.postgres.sql");

    public static async Task<Measurement> ExpressAsync(Orders orders, int connections)
    {
        var folder = Folders.Empty(Path.Combine(Folders.Data, "express"));
        await using var server = await Launch.PeerAsync("express-sqlite.js", Path.Combine(folder, "orders.db"));
        return await orders.CreateAsync(server, connections);
    }

    public static async Task<Measurement> FastifyAsync(Orders orders, PostgresCluster postgres, int connections)
    {
        await using var database = await postgres.CreateAsync();
        await postgres.ExecuteAsync(PostgresCluster.Scratch, await File.ReadAllTextAsync(Tables));
        await using var server = await Launch.PeerAsync("fastify-pg.js", postgres.Url(PostgresCluster.Scratch));
        return await orders.CreateAsync(server, connections, postgres);
    }

    public static async Task<Measurement> PgbenchAsync(PostgresCluster postgres, Options options)
    {
        await using var database = await postgres.CreateAsync();
        await postgres.ExecuteAsync(PostgresCluster.Scratch, await File.ReadAllTextAsync(Tables));
        var script = Path.Combine(Folders.Peers, "insert-order.pgbench");
        await postgres.PgbenchAsync(PostgresCluster.Scratch, script, options.WarmUp);
        return new Measurement { Connections = AllSides.FewConnections, PerSecond = await postgres.PgbenchAsync(PostgresCluster.Scratch, script, options.Seconds) };
    }
}
