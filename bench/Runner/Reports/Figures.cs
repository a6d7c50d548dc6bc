using System.Globalization;
using Tetri.Bench.Sides;

namespace Tetri.Bench.Reports;

/// <summary>A figure that says how good the gateway is, and what it should be.</summary>
/// <param name="Goal">Null where none is set.</param>
/// <param name="Format">How its numbers are written.</param>
internal sealed record Figure(string Name, Spread? Measured, double? Goal = null, bool IsMost = false, string Format = "0.00")
{
    public string GoalText => Goal is { } goal ? $"{(IsMost ? "≤" : "≥")} {goal.ToString(CultureInfo.InvariantCulture)}" : "";

    public string Verdict => (Goal, Measured) switch
    {
        ({ } goal, { Median: var median }) => (IsMost ? median <= goal : median >= goal) ? "yes" : "no",
        _ => "",
    };
}

internal static class Figures
{
    private const int Few = AllSides.FewConnections, Many = 256, Crowd = 1000;
    private const string Sqlite = SideName.Sqlite, Postgres = SideName.Postgres, Bare = SideName.Bare;

    public static IEnumerable<Figure> Of(Rounds rounds)
    {
        Spread? Rate(string side, string other, int? connections) => rounds.Ratios(side, other, connections, measured => measured.PerSecond);
        Spread? Ratio(string side, string other, Func<Measurement, double?> of) => rounds.Ratios(side, other, Few, of);
        Spread? Value(string side, Func<Measurement, double?> of, int? connections = null) => rounds.Values(side, connections, of);

        yield return new("SQLite / bare, 64 connections", Rate(Sqlite, Bare, Few), 0.45);
        yield return new("SQLite / bare, 256 connections", Rate(Sqlite, Bare, Many), 0.60);
        yield return new("SQLite / bare, 1000 connections", Rate(Sqlite, Bare, Crowd));
        yield return new("PostgreSQL / bare, 64 connections", Rate(Postgres, Bare, Few), 0.50);
        yield return new("PostgreSQL / bare, 256 connections", Rate(Postgres, Bare, Many));
        yield return new("PostgreSQL / bare, 1000 connections", Rate(Postgres, Bare, Crowd));
        yield return new("PostgreSQL / pgbench inserting single rows, 64 clients", Rate(Postgres, SideName.Pgbench, Few), 5, Format: "0.0");
        yield return new("SQLite / express + better-sqlite3", Rate(Sqlite, SideName.Express, Few), 8, Format: "0.0");
        yield return new("PostgreSQL / fastify + pg", Rate(Postgres, SideName.Fastify, Few), 4, Format: "0.0");
        yield return new("p99 of SQLite / of bare, 64 connections", Ratio(Sqlite, Bare, measured => measured.P99), 3, IsMost: true, "0.0");
        yield return new("p99 of PostgreSQL / of bare, 64 connections", Ratio(Postgres, Bare, measured => measured.P99), 2, IsMost: true, "0.0");
        yield return new("SQLite filled / empty, random order_id", Rate(SideName.Filled(Sqlite), Sqlite, Few), 0.85);
        yield return new("PostgreSQL filled / empty, random order_id", Rate(SideName.Filled(Postgres), Postgres, Few), 0.9);
        yield return new("p99.9 of SQLite filled / of bare", Ratio(SideName.Filled(Sqlite), Bare, measured => measured.P999), 12, IsMost: true, "0.0");
        yield return new("SQLite's log under constant load, MB", Value(SideName.Log(Sqlite), measured => measured.LogMegabytesMost), 64, IsMost: true, "0");
        foreach (var (engine, goal) in new[] { (Sqlite, 0.85), (Postgres, 0.7) })
            yield return new($"callbacks, {engine} / without a store", Rate(SideName.Callbacks(engine), SideName.Unstored, null), goal);
        foreach (var engine in new[] { Sqlite, Postgres })
        {
            var (dead, alive) = (SideName.HalfDead(engine), SideName.Alive(engine));
            yield return new($"callback delay of healthy shops, p50, half dead / none, {engine}", Ratio(dead, alive, measured => measured.CallbackP50), 1.2, IsMost: true);
            yield return new($"the same, p99, {engine}", Ratio(dead, alive, measured => measured.CallbackP99), 1.2, IsMost: true);
        }
        foreach (var engine in new[] { Sqlite, Postgres })
            yield return new($"allocated for an order, {engine}, bytes", Value(engine, measured => measured.AllocatedBytes, Few), 2_560, IsMost: true, "0");
        yield return new(
            "first answer, AOT / JIT", rounds.Ratios(SideName.AotStart, SideName.JitStart, null, measured => measured.FirstAnswerMilliseconds), 0.35, IsMost: true);
        yield return new("idle memory of the AOT build, MB", Value(SideName.AotStart, measured => measured.ResidentMegabytes), 40, IsMost: true, "0");
        foreach (var engine in new[] { Sqlite, Postgres })
        {
            yield return new($"long run on {engine}, memory growth, MB a minute", Value(SideName.Long(engine), measured => measured.ResidentGrowth), 1, IsMost: true);
            yield return new($"long run on {engine}, errors", Value(SideName.Long(engine), measured => measured.Errors), 0, IsMost: true, "0");
        }
        foreach (var engine in new[] { Sqlite, Postgres })
        {
            yield return new($"status reads on {engine} / bare, 64 connections", Rate(SideName.Status(engine), Bare, Few));
            yield return new($"{engine} now / before", Rate(engine, SideName.Before(engine), Few));
        }
    }
}
