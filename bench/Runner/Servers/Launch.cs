using Tetri.Bench.Databases;

namespace Tetri.Bench.Servers;

/// <summary>Starts the servers that are measured.</summary>
internal static class Launch
{
    // Fewer or more were slower.
    private const string SentAtOnce = "64";

    public static Task<Server> BareAsync()
    {
        var port = Server.FreePort();
        return Server.StartAsync(Path.Combine(Folders.Builds, "bare/tetri-bare"), ["--urls", Url(port)], port);
    }

    /// <summary>Without a line for each request, as in live mode, where the proxy in front keeps the access log.</summary>
    /// <param name="build">Another folder with the gateway's executable.</param>
    public static Task<Server> GatewayAsync(Database database, string? build = null, bool telemetry = true)
    {
        var (port, operations) = (Server.FreePort(), Server.FreePort());
        return Server.StartAsync(
            Path.Combine(build ?? Path.Combine(Folders.Builds, "gateway"), "tetri"),
            [
                "--urls", Url(port),
                $"--Tetri:DataFolder={database.Folder}",
                $"--Tetri:OperationsUrl={(telemetry ? Url(operations) : "off")}",
                "--Logging:LogLevel:Tetri.Operations.RequestLog=Warning",
                .. database.GatewaySettings,
            ],
            port,
            telemetry ? new Uri($"{Url(operations)}/metrics") : null);
    }

    /// <param name="database">A file or an address, as the peer wants it.</param>
    public static Task<Server> PeerAsync(string script, string database)
    {
        var port = Server.FreePort();
        return Server.StartAsync(
            "node", [Path.Combine(Folders.Peers, script)], port, metrics: null,
            ("PORT", $"{port}"), ("DATABASE", database), ("NODE_ENV", "production"));
    }

    /// <summary>Sends callbacks to the receiver without a store until it is stopped.</summary>
    public static Task<Server> SenderAsync(CallbackReceiver receiver) =>
        Server.StartAsync(Path.Combine(Folders.Builds, "sender/tetri-sender"), [SentAtOnce, .. receiver.HealthyUrls], port: null);

    private static string Url(int port) => $"http://127.0.0.1:{port}";
}
