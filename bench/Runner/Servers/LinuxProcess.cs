using System.Globalization;
using System.Runtime.InteropServices;

namespace Tetri.Bench.Servers;

/// <summary>What the kernel says of a process, and what it does to one.</summary>
internal static partial class LinuxProcess
{
    private const long TicksPerSecond = 100;
    private const int Parent = 1, UserTicks = 11, SystemTicks = 12, EndedUserTicks = 13, EndedSystemTicks = 14;
    private const int TerminateSignal = 15;

    /// <summary>Processor time in microseconds, user and kernel, in steps of 10 ms.</summary>
    public static long CpuMicroseconds(string id)
    {
        var fields = Status(id);
        return (Ticks(fields, UserTicks) + Ticks(fields, SystemTicks)) * (1_000_000 / TicksPerSecond);
    }

    /// <summary>The same of a process with all its children, ended ones too.</summary>
    public static long CpuMicrosecondsOfFamily(string id)
    {
        var ticks = new[] { UserTicks, SystemTicks, EndedUserTicks, EndedSystemTicks }.Sum(place => Ticks(Status(id), place));
        foreach (var process in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => char.IsAsciiDigit(name![0])))
        {
            try
            {
                var fields = Status(process!);
                if (fields[Parent] == id)
                    ticks += Ticks(fields, UserTicks) + Ticks(fields, SystemTicks);
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }
        return ticks * (1_000_000 / TicksPerSecond);
    }

    public static double ResidentMegabytes(string id)
    {
        foreach (var line in File.ReadLines($"/proc/{id}/status"))
        {
            if (line.StartsWith("VmRSS:", StringComparison.Ordinal))
                return long.Parse(line.AsSpan(6).TrimEnd(" kB"), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture) / 1024.0;
        }
        return 0;
    }

    /// <summary>Asks the process to end.</summary>
    public static void Terminate(int id) => _ = kill(id, TerminateSignal);

    /// <summary>Writes what the page cache holds, so that the next side does not pay for the last one's pages.</summary>
    public static void SyncDisks() => sync();

    private static string[] Status(string id)
    {
        // The name stands in brackets and may hold blanks; the fields count from behind it.
        var status = File.ReadAllText($"/proc/{id}/stat");
        return status[(status.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static long Ticks(string[] fields, int place) => long.Parse(fields[place], CultureInfo.InvariantCulture);

    [LibraryImport("libc")]
    private static partial int kill(int process, int signal);

    [LibraryImport("libc")]
    private static partial void sync();
}
