using System.Globalization;
using Tetri.Bench.Servers;

namespace Tetri.Bench;

/// <summary>Where and what was measured, without which no figure means much.</summary>
internal static class Machine
{
    public static async Task<string> DescribeAsync()
    {
        var model = Field("/proc/cpuinfo", "model name") ?? "unknown processor";
        var memory = long.Parse(Field("/proc/meminfo", "MemTotal")!.Split(' ')[0], CultureInfo.InvariantCulture) / 1024 / 1024;
        var commit = (await Command.RunAsync("git", "describe", "--always", "--dirty")).Trim();
        return string.Create(CultureInfo.InvariantCulture,
            $"{DateTimeOffset.UtcNow:d MMMM yyyy}; {Environment.ProcessorCount} × {model}, {memory} GB; commit {commit}.");
    }

    private static string? Field(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
