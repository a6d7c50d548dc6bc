using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tetri.Bench.Servers;

/// <summary>A server process on loopback, started anew for one side and stopped after it.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(1);
    private static readonly string Output = Path.Combine(Folders.Builds, "server.log");

    private readonly Process _process;

    private Server(Process process, int? port)
    {
        _process = process;
        Address = new Uri($"http://127.0.0.1:{port ?? 80}");
        ProcessId = process.Id.ToString(CultureInfo.InvariantCulture);
    }

    public Uri Address { get; }

    public string ProcessId { get; }

    /// <summary>Its Prometheus page, where it has one.</summary>
    public Uri? Metrics { get; init; }

    /// <summary>Returns when the server listens.</summary>
    /// <param name="port">Null for a process that does not listen.</param>
    public static async Task<Server> StartAsync(
        string program, IEnumerable<string> arguments, int? port, Uri? metrics = null, params (string Name, string Value)[] environment)
    {
        var server = new Server(Command.Start(program, arguments, Output, environment), port) { Metrics = metrics };
        var waited = Stopwatch.StartNew();
        while (port is { } number && !Listens(number))
        {
            if (server._process.HasExited || waited.Elapsed > StartTime)
                throw new InvalidOperationException($"{program} did not start: {await File.ReadAllTextAsync(Output)}");
            await Task.Delay(LookEvery);
        }
        return server;
    }

    /// <summary>
    /// A port of loopback that nothing listens on, below those that the kernel gives to clients: whoever asks such a one again and again whether somebody
    /// listens is in the end connected to himself, and the server finds its port taken.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(20_000, 32_000));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Somebody has it; the next one.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"A server ended by itself: {await File.ReadAllTextAsync(Output)}");
        LinuxProcess.Terminate(_process.Id);
        using var soon = new CancellationTokenSource(StopTime);
        try
        {
            await _process.WaitForExitAsync(soon.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            throw new InvalidOperationException($"A server did not stop within {StopTime.TotalSeconds} seconds: {await File.ReadAllTextAsync(Output, CancellationToken.None)}");
        }
        finally
        {
            _process.Dispose();
        }
    }

    private static bool Listens(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
