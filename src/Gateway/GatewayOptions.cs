using System.Globalization;
using System.Net;

namespace Tetri;

internal enum GatewayMode
{
    /// <summary>Demo merchants, the simulator as acquirer, explained signatures.</summary>
    Sandbox,

    Live,
}

/// <summary>What the operator sets under <c>Tetri:</c> (docs/operate/settings.md).</summary>
internal sealed record GatewayOptions
{
    private const int MostPartitions = 1024;
    private const int DefaultHoldDays = 7;
    private const int MostHoldDays = 31;

    public GatewayMode Mode { get; init; } = GatewayMode.Sandbox;

    /// <summary>Our own address as payers see it, without a trailing slash; null: taken from each request.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Addresses and networks whose X-Forwarded-* headers are believed, besides loopback.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Holds the database, the keys and our own certificate authority.</summary>
    public string DataFolder { get; init; } = "data";

    /// <summary>How long after its approval a hold can be captured; issuers free it after that.</summary>
    public TimeSpan HoldLifetime { get; init; } = TimeSpan.FromDays(DefaultHoldDays);

    /// <summary>Into how many partitions, by merchant, a new PostgreSQL database's tables are divided; 0: none.</summary>
    public int Partitions { get; init; }

    public bool IsSandbox => Mode == GatewayMode.Sandbox;

    public static GatewayOptions Read(IConfiguration configuration)
    {
        var tetri = configuration.GetSection("Tetri");
        var mode = tetri["Mode"] ?? nameof(GatewayMode.Sandbox);
        return new GatewayOptions
        {
            Mode = Enum.TryParse<GatewayMode>(mode, ignoreCase: true, out var known) && Enum.IsDefined(known)
                ? known
                : throw new StartRefusedException($"Tetri:Mode is '{mode}'; it can be Sandbox or Live."),
            PublicUrl = tetri["PublicUrl"] is { Length: > 0 } url ? ReadUrl(url) : null,
            TrustedProxies = [.. ReadList(tetri.GetSection("TrustedProxies")).Select(ReadNetwork)],
            DataFolder = Path.GetFullPath(tetri["DataFolder"] ?? "data"),
            HoldLifetime = TimeSpan.FromDays(ReadNumber(tetri, "HoldDays", DefaultHoldDays, MostHoldDays)),
            Partitions = ReadNumber(tetri, "Partitions", 0, MostPartitions),
        };
    }

    private static string ReadUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Query.Length == 0
            ? text.TrimEnd('/')
            : throw new StartRefusedException($"Tetri:PublicUrl is '{text}'; it must be an absolute http or https address.");

    private static int ReadNumber(IConfigurationSection tetri, string name, int preset, int most) =>
        tetri[name] is not { Length: > 0 } text ? preset
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new StartRefusedException($"Tetri:{name} is '{text}'; it must be a whole number from 0 to {most}.");

    // An array in a file, or one value with commas as environment variables have it.
    private static IEnumerable<string> ReadList(IConfigurationSection section) =>
        section.GetChildren().Select(child => child.Value).Prepend(section.Value)
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static IPNetwork ReadNetwork(string text) =>
        IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(text, out var network) ? network
        : throw new StartRefusedException($"Tetri:TrustedProxies holds '{text}'; it takes addresses and networks such as 10.0.0.0/8.");
}

/// <summary>The gateway can't start as it is set up. The message says what to change; it is shown without a stack trace.</summary>
internal sealed class StartRefusedException(string message) : Exception(message);
