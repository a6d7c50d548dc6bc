using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Tetri.Tests.Store;

namespace Tetri.Tests.Conformance;

/// <summary>The built gateway as a process of its own, with a fresh data folder, on a free port of loopback.</summary>
public class RunningGateway : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tetri-run-").FullName;
    private Process? _process;

    public HttpClient Client { get; private set; } = null!;

    public string DataFolder => _folder;

    /// <summary>What it wrote to the console.</summary>
    public ConcurrentQueue<string> Output { get; } = new();

    /// <summary>The time on the sandbox's clock, which cases move forward.</summary>
    public async Task<DateTimeOffset> NowAsync() =>
        JsonNode.Parse(await Client.GetStringAsync(new Uri("/test/clock", UriKind.Relative)))!["now"]!.GetValue<DateTimeOffset>();

    public async ValueTask InitializeAsync()
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "tetri"))
        {
            ArgumentList = { "--urls", url, "--Tetri:DataFolder", _folder, "--Tetri:OperationsUrl", "off" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (await DatabaseAsync() is { } database)
            start.Environment["ConnectionStrings__Postgres"] = database;
        foreach (var (name, value) in Settings)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => Output.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(20) };
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await Client.GetAsync("/api/none");
                return;
            }
            catch (HttpRequestException) when (deadline.Elapsed < TimeSpan.FromSeconds(30) && !_process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Client.Dispose();
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Beside those that all have.</summary>
    protected virtual IEnumerable<(string Name, string Value)> Settings => [];

    /// <summary>Of PostgreSQL; null for the embedded database.</summary>
    protected virtual Task<string?> DatabaseAsync() => Task.FromResult<string?>(null);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

public sealed class RunningGatewayOnPostgres : RunningGateway
{
    protected override async Task<string?> DatabaseAsync() => await PostgresServer.CreateDatabaseAsync();
}
