using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tetri.Simulation;

/// <summary>The gateway as an operator runs it: the built executable, a data folder and a port of its own. It can be killed and started again.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly (string Key, string Value)[] _settings;
    private readonly StringBuilder _output = new();
    private Process _process = null!;

    private GatewayProcess((string Key, string Value)[] settings)
    {
        _settings = settings;
        Url = $"http://127.0.0.1:{FreePort()}";
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, MaxConnectionsPerServer = 256 })
        {
            BaseAddress = new Uri(Url),
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("tetri-simulation-").FullName;

    public string Url { get; }

    /// <summary>Follows no redirect and keeps no cookie.</summary>
    public HttpClient Http { get; }

    /// <summary>All that the process and its earlier lives wrote.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public static async Task<GatewayProcess> StartAsync(params (string Key, string Value)[] settings)
    {
        var gateway = new GatewayProcess(settings);
        await gateway.StartAgainAsync();
        return gateway;
    }

    /// <summary>SIGKILL: nothing of the process gets to say goodbye.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as an operator stops it; returns when the process has ended by itself.</summary>
    public async Task StopAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
        Assert.Equal(0, _process.ExitCode);
    }

    /// <summary>Starts on the same folder and port, and returns when it answers.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "tetri.exe" : "tetri"))
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "--urls", Url },
        };
        start.Environment["Tetri__DataFolder"] = Path.Combine(Folder, "data");
        start.Environment["Tetri__OperationsUrl"] = "off";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (key, value) in _settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Write(line.Data);
        _process.ErrorDataReceived += (_, line) => Write(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        var waited = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            if (_process.HasExited || waited.Elapsed > StartTime)
                Assert.Fail($"The gateway did not start:\n{Output}");
            await Task.Delay(20);
        }
    }

    /// <summary>Runs a command on the same data folder; what it writes belongs to the output.</summary>
    public async Task RunAsync(params string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "tetri.exe" : "tetri"), words)
        {
            RedirectStandardOutput = true,
            Environment = { ["Tetri__DataFolder"] = Path.Combine(Folder, "data") },
        };
        using var command = Process.Start(start)!;
        Write(await command.StandardOutput.ReadToEndAsync());
        await command.WaitForExitAsync();
        Assert.True(command.ExitCode == 0, $"tetri {string.Join(' ', words)}:\n{Output}");
    }

    /// <summary>Waits for a request that breaks off when the process is killed.</summary>
    public static async Task SwallowAsync(Task request)
    {
        try
        {
            await request;
        }
        catch (HttpRequestException)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
        Http.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await Http.GetAsync("/test/acquirer/charges?order_id=none");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Write(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
