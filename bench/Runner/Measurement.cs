using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tetri.Bench;

/// <summary>What one side gave in one round; a line of results/rounds.jsonl. Latencies are microseconds.</summary>
internal sealed record Measurement
{
    public string Side { get; init; } = "";
    public int Round { get; init; }
    public int Connections { get; init; }

    /// <summary>Orders that lay in the database before.</summary>
    public int? OrdersBefore { get; init; }

    public double Seconds { get; init; }
    public long Answered { get; init; }
    public long Errors { get; init; }
    public double? PerSecond { get; init; }
    public long? P50 { get; init; }
    public long? P90 { get; init; }
    public long? P99 { get; init; }
    public long? P999 { get; init; }
    public long? Max { get; init; }

    /// <summary>The server's processor time for each answer, kernel included.</summary>
    public double? CpuMicroseconds { get; init; }

    /// <summary>The same of the database's own processes.</summary>
    public double? DatabaseCpuMicroseconds { get; init; }

    public double? AllocatedBytes { get; init; }
    public double? ResidentMegabytes { get; init; }

    /// <summary>Writes that the disk of the databases ended in a second, and how long one took with its time in the queue, in milliseconds.</summary>
    public double? DiskWritesPerSecond { get; init; }

    public double? DiskWriteMilliseconds { get; init; }

    /// <summary>The generator's own use of the processors it shares with the server.</summary>
    public double? GeneratorCores { get; init; }

    public double? LogMegabytesMost { get; init; }
    public double? LogMegabytesAtEnd { get; init; }

    /// <summary>Callbacks that arrived, of healthy shops where there are others, and how long after they were owed.</summary>
    public double? CallbacksPerSecond { get; init; }

    public long? CallbackP50 { get; init; }
    public long? CallbackP99 { get; init; }

    public double? FirstAnswerMilliseconds { get; init; }

    /// <summary>Of a long run, after it settled: megabytes a minute.</summary>
    public double? ResidentGrowth { get; init; }

    public double? HeapGrowth { get; init; }

    public string? FirstError { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, ResultJson.Default.Measurement);

    public static Measurement FromJson(string line) => JsonSerializer.Deserialize(line, ResultJson.Default.Measurement)!;
}

/// <summary>How a server stood at a moment of a long run; a line of results/long.jsonl.</summary>
internal sealed record MemorySample(string Side, double Seconds, double ResidentMegabytes, double? HeapMegabytes, double? LogMegabytes)
{
    public string ToJson() => JsonSerializer.Serialize(this, ResultJson.Default.MemorySample);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Measurement))]
[JsonSerializable(typeof(MemorySample))]
internal sealed partial class ResultJson : JsonSerializerContext;
