using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Tetri.Tests.Conformance;

/// <summary>The built gateway as a process of its own, with a fresh data folder, on a free port of loopback.</summary>
public sealed class RunningGateway : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tetri-run-").FullName;
    private Process? _process;

    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "tetri"))
        {
            ArgumentList = { "--urls", url, "--Tetri:DataFolder", _folder, "--Tetri:OperationsUrl", "off" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
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
        Client.Dispose();
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
