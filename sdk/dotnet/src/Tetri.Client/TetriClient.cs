using System.Runtime.InteropServices;
using Tetri.Client.Calling;

namespace Tetri.Client;

/// <summary>A shop's way to the gateway. One for the whole program; all members may be used from many threads.</summary>
public sealed class TetriClient : IDisposable
{
    private readonly Settings _settings;
    private readonly HttpMessageInvoker? _own;

    /// <summary>A client with connections of its own, which end with it.</summary>
    /// <exception cref="UsageException">An option is missing or wrong.</exception>
    public TetriClient(TetriClientOptions options)
        : this(Settings.Of(options, Environment.GetEnvironmentVariable), HttpTransport.Connections(), owns: true)
    {
    }

    /// <summary>
    /// A client over somebody else's connections. They must not follow redirects, which would send the request to somebody else again.
    /// </summary>
    /// <exception cref="UsageException">An option is missing or wrong.</exception>
    public TetriClient(TetriClientOptions options, HttpClient http)
        : this(Settings.Of(options, Environment.GetEnvironmentVariable), http ?? throw new ArgumentNullException(nameof(http)), owns: false)
    {
    }

    private TetriClient(Settings settings, HttpMessageInvoker http, bool owns)
        : this(settings, Surroundings.Of(settings, new HttpTransport(http, settings.Clock)))
    {
        _own = owns ? http : null;
    }

    internal TetriClient(Settings settings, Surroundings around)
    {
        _settings = settings;
        var caller = new Caller(settings, around);
        Checkout = new(caller);
        Orders = new(caller);
        Cards = new(caller);
        Payouts = new(caller);
        Subscriptions = new(caller);
        Callbacks = new(settings);
    }

    /// <summary>Where requests go.</summary>
    public string BaseUrl => _settings.BaseUrl;

    /// <summary>Orders that are paid on the gateway's page.</summary>
    public Checkout Checkout { get; }

    /// <summary>Orders that exist.</summary>
    public Orders Orders { get; }

    /// <summary>Cards in the shop's own hands, and cards that the gateway stored.</summary>
    public Cards Cards { get; }

    /// <summary>Money to cards and accounts.</summary>
    public Payouts Payouts { get; }

    /// <summary>Scheduled charges.</summary>
    public Subscriptions Subscriptions { get; }

    /// <summary>What the gateway posts to the shop.</summary>
    public Callbacks Callbacks { get; }

    internal static string UserAgent { get; } =
        $"tetri-dotnet/{typeof(TetriClient).Assembly.GetName().Version!.ToString(3)} ({RuntimeInformation.FrameworkDescription})";

    /// <summary>Ends the client's own connections.</summary>
    public void Dispose() => _own?.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"TetriClient {{ MerchantId = {_settings.MerchantId}, BaseUrl = {BaseUrl} }}";
}
