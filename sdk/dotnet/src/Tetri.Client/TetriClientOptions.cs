namespace Tetri.Client;

/// <summary>Who the shop is, where the gateway is, and how patient the client is.</summary>
public sealed class TetriClientOptions
{
    /// <summary>The merchant's number.</summary>
    public long MerchantId { get; set; }

    /// <summary>The payment key. Everything but payouts is signed with it.</summary>
    public string? SecretKey { get; set; }

    /// <summary>The credit key. Payouts are signed with it.</summary>
    public string? CreditKey { get; set; }

    /// <summary>The payment key before it was changed; callbacks that are signed with it are still accepted.</summary>
    public string? FormerSecretKey { get; set; }

    /// <summary>
    /// Where the gateway is: <c>https://host</c>, with a port and a path where there is one.
    /// Otherwise the environment variable <c>TETRI_URL</c>, otherwise <c>http://localhost:8080</c>.
    /// </summary>
    public string? BaseUrl { get; set; }

    /// <summary>Lets plain http leave this machine.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>The protocol's version. What it can't carry goes in 2.0 by itself.</summary>
    public ProtocolVersion Version { get; set; } = ProtocolVersion.V101;

    /// <summary>How requests are written. What a form can't carry goes as JSON by itself.</summary>
    public WireFormat Format { get; set; } = WireFormat.Json;

    /// <summary>For one try, with the reading of its body. Each operation has a sensible time of its own.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>For a whole call, with its tries and the waits between them. Three minutes.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>How many tries a call may make, where trying again is safe. Three.</summary>
    public int Tries { get; set; } = 3;

    /// <summary>An answer above this many bytes is not read. 16 MiB.</summary>
    public int MaxAnswerBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Told of every try when it is over, for logs and metrics. It gets neither keys nor card data.</summary>
    public Action<CallTry>? OnTry { get; set; }
}
