using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Tetri.Tests.Store;

/// <summary>A PostgreSQL server of Debian's on loopback, with a folder and a port of its own. It can be stopped, killed, copied and promoted.</summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    public static readonly string Binaries = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";

    private readonly string _folder;
    private readonly string _settings;
    private bool _isRunning;

    private PostgresCluster(string folder, string settings) => (_folder, _settings, Port) = (folder, settings, FreePort());

    public int Port { get; }

    public string ConnectionString => $"Host=127.0.0.1:{Port};Username=postgres;Include Error Detail=true";

    /// <param name="settings">As on the server's command line: <c>-c name=value</c>.</param>
    public static async Task<PostgresCluster> StartAsync(string settings = "")
    {
        var cluster = new PostgresCluster(await NewFolderAsync(), settings);
        await AsPostgresAsync($"{Binaries}/initdb", "-D", cluster.Data, "-A", "trust", "-U", "postgres", "--no-instructions", "--no-sync");
        await cluster.StartAgainAsync();
        return cluster;
    }

    /// <summary>A streaming standby that follows this server.</summary>
    public async Task<PostgresCluster> StartStandbyAsync()
    {
        var standby = new PostgresCluster(await NewFolderAsync(), _settings);
        await AsPostgresAsync($"{Binaries}/pg_basebackup", "-D", standby.Data, "-d", $"host=127.0.0.1 port={Port} user=postgres", "-R", "-c", "fast", "--no-sync");
        await standby.StartAgainAsync();
        return standby;
    }

    public async Task StartAgainAsync()
    {
        await AsPostgresAsync($"{Binaries}/pg_ctl", "-D", Data, "-w", "-l", LogFile, "-o",
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

    public Task PromoteAsync() => AsPostgresAsync($"{Binaries}/pg_ctl", "-D", Data, "-w", "promote");

    /// <summary>SIGKILL to the postmaster; its children notice and go.</summary>
    public async Task KillAsync()
    {
        var lines = await File.ReadAllLinesAsync($"{Data}/postmaster.pid");
        using var postmaster = Process.GetProcessById(int.Parse(lines[0], CultureInfo.InvariantCulture));
        postmaster.Kill();
        await postmaster.WaitForExitAsync();
        _isRunning = false;
    }

    public async Task StopAsync()
    {
        await AsPostgresAsync($"{Binaries}/pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        _isRunning = false;
    }

    public async Task<object?> ExecuteAsync(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString};Database={database};Pooling=false");
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

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public string LogFile => $"{_folder}/log";

    private string Data => $"{_folder}/data";

    private static async Task<string> NewFolderAsync()
    {
        var folder = Directory.CreateTempSubdirectory("tetri-postgres-").FullName;
        // PostgreSQL refuses to run as root.
        await RunAsync("chown", "postgres", folder);
        return folder;
    }

    private static Task AsPostgresAsync(params string[] command) => RunAsync("runuser", ["-u", "postgres", "--", .. command]);

    private static async Task RunAsync(string command, params string[] arguments)
    {
        // pg_ctl start leaves a server behind, which must hold none of our files open: no pipe of ours, no lock of whoever started us.
        const string Script = "for f in /proc/$$/fd/*; do f=${f##*/}; [ $f -gt 2 ] && eval \"exec $f>&-\"; done; exec \"$@\" < /dev/null > /dev/null 2>&1";
        var start = new ProcessStartInfo("/bin/bash") { ArgumentList = { "-c", Script, "bash", command } };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{command} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
