using Npgsql;

namespace Tetri.Tests.Store;

/// <summary>A PostgreSQL server of Debian's on loopback, with a folder and a port of its own. It can be stopped, killed, copied and promoted.</summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    public static readonly string Binaries = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";

    private readonly string _folder;
    private readonly string _settings;
    private bool _isRunning;

    private PostgresCluster(string folder, string settings) => (_folder, _settings) = (folder, settings);

    public int Port { get; } = ServerProcess.FreePort();

    public string ConnectionString => $"Host=127.0.0.1:{Port};Username=postgres;Include Error Detail=true";

    public string LogFile => $"{_folder}/log";

    private string Data => $"{_folder}/data";

    /// <param name="settings">As on the server's command line: <c>-c name=value</c>.</param>
    public static async Task<PostgresCluster> StartAsync(string settings = "")
    {
        var cluster = new PostgresCluster(await ServerProcess.NewFolderAsync(), settings);
        await ServerProcess.RunAsync($"{Binaries}/initdb", "-D", cluster.Data, "-A", "trust", "-U", "postgres", "--no-instructions", "--no-sync");
        await cluster.StartAgainAsync();
        return cluster;
    }

    /// <summary>A streaming standby that follows this server.</summary>
    public async Task<PostgresCluster> StartStandbyAsync()
    {
        var standby = new PostgresCluster(await ServerProcess.NewFolderAsync(), _settings);
        await ServerProcess.RunAsync(
            $"{Binaries}/pg_basebackup", "-D", standby.Data, "-d", $"host=127.0.0.1 port={Port} user=postgres", "-R", "-c", "fast", "--no-sync");
        await standby.StartAgainAsync();
        return standby;
    }

    public async Task StartAgainAsync()
    {
        await ServerProcess.RunAsync($"{Binaries}/pg_ctl", "-D", Data, "-w", "-l", LogFile, "-o",
            $"-p {Port} -k {_folder} -h 127.0.0.1 -c max_connections=200 {_settings}", "start");
        _isRunning = true;
    }

    /// <summary>Comes back as a server that only reads, as a primary that was told to step down.</summary>
    public async Task DemoteAsync()
    {
        await StopAsync();
        await File.WriteAllTextAsync($"{Data}/standby.signal", "");
        await StartAgainAsync();
    }

    /// <summary>Returns when all that the other server has committed is here.</summary>
    public async Task WaitForAsync(PostgresCluster other)
    {
        var position = await other.ExecuteAsync("SELECT pg_current_wal_lsn()::text");
        while (await ExecuteAsync($"SELECT pg_last_wal_replay_lsn() >= '{position}'") is not true)
            await Task.Delay(10);
    }

    public Task PromoteAsync() => ServerProcess.RunAsync($"{Binaries}/pg_ctl", "-D", Data, "-w", "promote");

    public async Task KillAsync()
    {
        await ServerProcess.KillPostmasterAsync(Data);
        _isRunning = false;
    }

    public async Task StopAsync()
    {
        await ServerProcess.RunAsync($"{Binaries}/pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        _isRunning = false;
    }

    /// <summary>Runs statements and gives the first value that comes back.</summary>
    public Task<object?> ExecuteAsync(string sql) => ExecuteAsync(ConnectionString, sql);

    public static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isRunning)
            await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
