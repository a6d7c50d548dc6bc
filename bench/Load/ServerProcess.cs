using System.Globalization;

namespace Tetri.Bench.Load;

/// <summary>What the kernel says of a process.</summary>
internal static class ServerProcess
{
    private const long TicksPerSecond = 100;
    private const int UserTicks = 11, SystemTicks = 12;

    /// <summary>Processor time in microseconds, user and kernel, in steps of 10 ms.</summary>
    public static long CpuMicroseconds(string id)
    {
        // The name stands in brackets and may hold blanks; the fields count from behind it.
        var status = File.ReadAllText($"/proc/{id}/stat");
        var fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[UserTicks], CultureInfo.InvariantCulture) + long.Parse(fields[SystemTicks], CultureInfo.InvariantCulture);
        return ticks * (1_000_000 / TicksPerSecond);
    }

    public static long ResidentKilobytes(string id)
    {
        foreach (var line in File.ReadLines($"/proc/{id}/status"))
        {
            if (line.StartsWith("VmRSS:", StringComparison.Ordinal))
                return long.Parse(line.AsSpan(6).TrimEnd(" kB"), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
        }
        return 0;
    }
}
