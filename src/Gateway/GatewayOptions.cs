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
    public GatewayMode Mode { get; init; } = GatewayMode.Sandbox;

    /// <summary>Our own address as payers see it, without a trailing slash; null: taken from each request.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Addresses whose X-Forwarded-Proto and -Host are believed, besides loopback.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>Holds the database, the keys and our own certificate authority.</summary>
    public string DataFolder { get; init; } = "data";

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
            PublicUrl = tetri["PublicUrl"]?.TrimEnd('/'),
            TrustedProxies = [.. tetri.GetSection("TrustedProxies").GetChildren().Select(proxy => proxy.Value!)],
            DataFolder = Path.GetFullPath(tetri["DataFolder"] ?? "data"),
        };
    }
}

/// <summary>The gateway can't start as it is set up. The message says what to change; it is shown without a stack trace.</summary>
internal sealed class StartRefusedException(string message) : Exception(message);
