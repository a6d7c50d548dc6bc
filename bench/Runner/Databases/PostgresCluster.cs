using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Tetri.Bench.Servers;

namespace Tetri.Bench.Databases;

/// <summary>
/// Debian's PostgreSQL in a folder of the bench, reached over loopback. Commits are durable: fsync and synchronous_commit are on.
/// The cluster is made anew for each run, so that no run inherits another's tables and log.
/// </summary>
internal sealed class PostgresCluster : IEngine, IAsyncDisposable
{
    /// <summary>The database that <see cref="CreateAsync"/> makes.</summary>
    public const string Scratch = "scratch";

    // Its clients need about a second to connect.
    private const int ShortestPgbench = 3;

    private static readonly string Binaries = Directory.GetDirectories("/usr/lib/postgresql").OrderBy(folder => folder.Length).ThenBy(folder => folder, StringComparer.Ordinal).Last() + "/bin";

    private string _processId = "";
    private int _port;
    private PostgresDatabase? _filled;

    public string Folder { get; } = Path.Combine(Folders.Data, "postgres");

    public string Name => "PostgreSQL";

    public long? CpuMicroseconds => LinuxProcess.CpuMicrosecondsOfFamily(_processId);

    public string Tables => Path.Combine(DataFolder, "base");

    private string DataFolder => Path.Combine(Folder, "cluster");

    public static async Task<PostgresCluster> StartAsync()
    {
        var cluster = new PostgresCluster { _port = Server.FreePort() };
        if (File.Exists(Path.Combine(cluster.DataFolder, "postmaster.pid")))
            await cluster.StopLeftOverAsync();
        await Command.GiveToPostgresAsync(Folders.Empty(cluster.Folder));
        await Command.RunAsPostgresAsync($"{Binaries}/initdb", "-D", cluster.DataFolder, "-A", "trust", "-U", "postgres", "--no-instructions");
        await Command.RunAsPostgresAsync($"{Binaries}/pg_ctl", "-D", cluster.DataFolder, "-w", "-l", $"{cluster.DataFolder}/log", "-o",
            $"-p {cluster._port} -k {cluster.DataFolder} -h 127.0.0.1 -c fsync=on -c synchronous_commit=on -c shared_buffers=1GB -c max_wal_size=16GB -c max_connections=200", "start");
        cluster._processId = (await File.ReadAllLinesAsync($"{cluster.DataFolder}/postmaster.pid"))[0];
        return cluster;
    }

    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database}";

    /// <summary>The same as an address, which other clients take.</summary>
    public string Url(string database) => $"postgresql://postgres@127.0.0.1:{_port}/{database}";

    public async Task<Database> CreateAsync()
    {
        await CreateDatabaseAsync(Scratch);
        return new PostgresDatabase(this, Scratch) { Folder = Folders.Empty(Path.Combine(Folder, Scratch)), IsKept = false };
    }

    public async Task<Database> FilledAsync(int orders)
    {
        _filled ??= await PostgresDatabase.FillAsync(this, orders);
        await Folders.BringToMemoryAsync(Tables);
        return _filled;
    }

    public async Task CreateDatabaseAsync(string database)
    {
        await DropDatabaseAsync(database);
        await ExecuteAsync("postgres", $"CREATE DATABASE {database}");
    }

    public Task DropDatabaseAsync(string database) => ExecuteAsync("postgres", $"DROP DATABASE IF EXISTS {database} WITH (FORCE)");

    public async Task ExecuteAsync(string database, params IEnumerable<string> statements)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString(database)};Pooling=false;Command Timeout=0");
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
#pragma warning disable CA2100 // The text is made of constants.
            await using var command = new NpgsqlCommand(statement, connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <returns>Transactions per second of 64 clients that each run the script over and over.</returns>
    public async Task<double> PgbenchAsync(string database, string script, double seconds)
    {
        var whole = Math.Max(ShortestPgbench, (int)Math.Ceiling(seconds)).ToString(CultureInfo.InvariantCulture);
        var report = await Command.RunAsync(
            $"{Binaries}/pgbench", "-h", "127.0.0.1", "-p", $"{_port}", "-U", "postgres", "-n", "-M", "prepared", "-c", "64", "-j", "2", "-T", whole, "-f", script, database);
        var line = report.Split('\n').Single(line => line.StartsWith("tps = ", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync() =>
        await Command.RunAsPostgresAsync($"{Binaries}/pg_ctl", "-D", DataFolder, "-m", "fast", "-w", "stop");

    /// <summary>A run that was killed leaves its cluster running, or only its mark.</summary>
    private async Task StopLeftOverAsync()
    {
        try
        {
            await DisposeAsync();
        }
        catch (InvalidOperationException)
        {
            // It does not run any more.
        }
    }
}
