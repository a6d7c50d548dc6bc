using System.Globalization;

namespace Tetri.Bench.Load;

internal sealed record LoadOptions
{
    public Uri Url { get; init; } = new("http://127.0.0.1:8080/api/checkout/url");
    public string Label { get; init; } = "run";
    public int Round { get; init; } = 1;
    public int Connections { get; init; } = 64;
    public double Seconds { get; init; } = 6;
    public double WarmUp { get; init; } = 8;
    public bool RandomIds { get; init; } = true;
    public string Currency { get; init; } = "USD";

    /// <summary>The server's process, for its processor time.</summary>
    public string? Pid { get; init; }

    /// <summary>The server's Prometheus page, for what it allocates.</summary>
    public Uri? AllocUrl { get; init; }

    /// <summary>The write-ahead log whose size is watched.</summary>
    public string? Wal { get; init; }

    public static LoadOptions Read(ReadOnlySpan<string> arguments)
    {
        var options = new LoadOptions();
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            var value = arguments[i + 1];
            options = arguments[i] switch
            {
                "--url" => options with { Url = new Uri(value) },
                "--label" => options with { Label = value },
                "--round" => options with { Round = int.Parse(value, CultureInfo.InvariantCulture) },
                "--connections" => options with { Connections = int.Parse(value, CultureInfo.InvariantCulture) },
                "--seconds" => options with { Seconds = double.Parse(value, CultureInfo.InvariantCulture) },
                "--warm-up" => options with { WarmUp = double.Parse(value, CultureInfo.InvariantCulture) },
                "--ids" => options with { RandomIds = value == "random" },
                "--currency" => options with { Currency = value },
                "--pid" => options with { Pid = value },
                "--alloc-url" => options with { AllocUrl = new Uri(value) },
                "--wal" => options with { Wal = value },
                var unknown => throw new ArgumentException($"Unknown option {unknown}."),
            };
        }
        return options;
    }
}
