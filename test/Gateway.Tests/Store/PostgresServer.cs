using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Tetri.Tests.Store;

/// <summary>Debian's PostgreSQL on loopback, started once for the test run in a folder of its own, with a new database for whoever asks.</summary>
internal static class PostgresServer
{
    private static readonly Lazy<Task<string>> Started = new(StartAsync);

    /// <summary>What the server logs; each message begins with the database's name and a colon, further lines with a tab.</summary>
    public static string LogFile { get; private set; } = "";

    public static async Task<string> CreateDatabaseAsync()
    {
        var server = await Started.Value;
        var name = $"tetri_{Guid.NewGuid():N}";
        await using var source = NpgsqlDataSource.Create($"{server};Database=postgres");
        await using var create = source.CreateCommand($"CREATE DATABASE {name}");
        await create.ExecuteNonQueryAsync();
        return $"{server};Database={name}";
    }

    private static async Task<string> StartAsync()
    {
        var binaries = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";
        var folder = Directory.CreateTempSubdirectory("tetri-postgres-").FullName;
        LogFile = $"{folder}/log";
        var port = FreePort();
        // PostgreSQL refuses to run as root.
        await RunAsync("chown", "postgres", folder);
        await RunAsync("runuser", "-u", "postgres", "--", $"{binaries}/initdb", "-D", $"{folder}/data", "-A", "trust", "-U", "postgres", "--no-instructions");
        await RunAsync("runuser", "-u", "postgres", "--", $"{binaries}/pg_ctl", "-D", $"{folder}/data", "-w", "-l", $"{folder}/log", "-o",
            $"-p {port} -k {folder} -h 127.0.0.1 -c max_connections=200 -c log_line_prefix=%d:", "start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            RunAsync("runuser", "-u", "postgres", "--", $"{binaries}/pg_ctl", "-D", $"{folder}/data", "-m", "immediate", "stop").GetAwaiter().GetResult();
            Directory.Delete(folder, recursive: true);
        };
        return $"Host=127.0.0.1;Port={port};Username=postgres;Include Error Detail=true";
    }

    private static async Task RunAsync(string command, params string[] arguments)
    {
        // pg_ctl start leaves a server behind that holds inherited pipes open, so output goes nowhere.
        var start = new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", "exec \"$@\" > /dev/null 2>&1", "sh", command } };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{command} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
