namespace Tetri.Bench.Sides;

/// <summary>One thing that is measured, from starting its server to stopping it.</summary>
internal sealed record Side(string Name, int Connections, Func<Task<Measurement>> MeasureAsync);

/// <summary>The sides' names, by which the report finds them.</summary>
internal static class SideName
{
    public const string Bare = "bare";
    public const string Sqlite = "SQLite";
    public const string Postgres = "PostgreSQL";
    public const string Pgbench = "pgbench";
    public const string Express = "express + better-sqlite3";
    public const string Fastify = "fastify + pg";
    public const string Unstored = "callbacks without a store";
    public const string AotStart = "start, AOT";
    public const string JitStart = "start, JIT";

    public static string Before(string engine) => $"{engine}, before";
    public static string Filled(string engine) => $"{engine}, filled";
    public static string Status(string engine) => $"{engine}, status";
    public static string Payments(string engine) => $"{engine}, payments";
    public static string Callbacks(string engine) => $"{engine}, callbacks";
    public static string Alive(string engine) => $"{engine}, shops alive";
    public static string HalfDead(string engine) => $"{engine}, half of the shops dead";
    public static string Log(string engine) => $"{engine}, constant load";
    public static string Long(string engine) => $"{engine}, long";
}
