using System.Globalization;
using System.Net;
using Tetri.Bench.Load;

namespace Tetri.Bench.Servers;

/// <summary>
/// The servers of a hundred shops, each on a loopback address of its own. They count callbacks and measure how long after it was
/// owed each arrived. The path says how a shop answers: /healthy at once, /slow after a second, /failing with 500, /silent never.
/// </summary>
internal sealed class CallbackReceiver : IAsyncDisposable
{
    public const int Shops = 100;
    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly LatencyHistogram _delays = new();
    private readonly int _port = Server.FreePort();
    private WebApplication _app = null!;
    private long _healthy;

    /// <summary>Callbacks that healthy shops have taken.</summary>
    public long Taken => Interlocked.Read(ref _healthy);

    public IEnumerable<string> HealthyUrls => Enumerable.Range(0, Shops).Select(shop => Url(shop, "healthy"));

    /// <summary>One in ten shops is slow. When half of them are dead, every second one fails, never answers or refuses the connection.</summary>
    public IEnumerable<string> MixedUrls(bool halfDead) => Enumerable.Range(0, Shops).Select(shop =>
        shop % 10 == 9 ? Url(shop, "slow")
        : !halfDead || shop % 2 == 1 ? Url(shop, "healthy")
        : (shop / 2 % 3) switch
        {
            0 => Url(shop, "failing"),
            1 => Url(shop, "silent"),
            _ => $"http://127.0.2.{shop + 1}:{_port}/refused",
        });

    public static async Task<CallbackReceiver> StartAsync()
    {
        var receiver = new CallbackReceiver();
        // A watcher for changed settings would hear of every write to the databases below this folder.
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            for (var shop = 0; shop < Shops; shop++)
                kestrel.Listen(IPAddress.Parse(Host(shop)), receiver._port);
        });
        receiver._app = builder.Build();
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Measures delays from now on.</summary>
    public void Forget()
    {
        lock (_lock)
            _delays.Clear();
    }

    /// <returns>Microseconds from owing to arriving, of healthy shops' callbacks.</returns>
    public (long P50, long P99) Delays()
    {
        lock (_lock)
            return (_delays.Percentile(50), _delays.Percentile(99));
    }

    public async ValueTask DisposeAsync()
    {
        // Requests that wait on purpose are cut off.
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        try
        {
            await _app.StopAsync(soon.Token);
        }
        catch (OperationCanceledException)
        {
        }
        await _app.DisposeAsync();
    }

    private static string Host(int shop) => $"127.0.1.{shop + 1}";

    private string Url(int shop, string path) => $"http://{Host(shop)}:{_port}/{path}";

    private async Task TakeAsync(HttpContext http)
    {
        await ReadToEndAsync(http.Request);
        switch (http.Request.Path.Value)
        {
            case "/healthy":
                Count(http.Request);
                break;
            case "/slow":
                await Task.Delay(SlowAnswer, http.RequestAborted);
                break;
            case "/silent":
                await Task.Delay(Timeout.Infinite, http.RequestAborted);
                break;
            default:
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
        }
    }

    private void Count(HttpRequest request)
    {
        var delay = DateTimeOffset.UtcNow - DateTimeOffset.Parse(request.Headers["X-Tetri-Owed-At"]!, CultureInfo.InvariantCulture);
        Interlocked.Increment(ref _healthy);
        lock (_lock)
            _delays.Add((long)delay.TotalMicroseconds);
    }

    private static async Task ReadToEndAsync(HttpRequest request)
    {
        var body = request.BodyReader;
        var read = await body.ReadAsync();
        while (!read.IsCompleted)
        {
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await body.ReadAsync();
        }
        body.AdvanceTo(read.Buffer.End);
    }
}
