using System.Text.Json.Serialization;

namespace Tetri.Bench.Load;

/// <summary>
/// What one measured window gave. Latencies are microseconds of a closed loop: each connection sends its next request when the
/// last is answered, so a stall is counted once for each connection and not for the requests that it kept from being sent.
/// </summary>
internal sealed record Window
{
    public required string Label { get; init; }
    public required int Round { get; init; }
    public required int Connections { get; init; }
    public required double Seconds { get; init; }
    public required long Answered { get; init; }
    public required long Errors { get; init; }
    public required double PerSecond { get; init; }
    public required long P50 { get; init; }
    public required long P90 { get; init; }
    public required long P99 { get; init; }
    public required long P999 { get; init; }
    public required long Max { get; init; }

    /// <summary>The server's processor time for each answer, kernel included.</summary>
    public double? CpuMicroseconds { get; init; }

    public double? AllocatedBytes { get; init; }
    public double? ResidentMegabytes { get; init; }

    /// <summary>The generator's own use of the processors it shares with the server.</summary>
    public required double GeneratorCores { get; init; }

    public double? WalMegabytesMost { get; init; }
    public double? WalMegabytesAtEnd { get; init; }

    public string? FirstError { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Window))]
internal sealed partial class WindowJson : JsonSerializerContext;
