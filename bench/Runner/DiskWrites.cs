using System.Globalization;

namespace Tetri.Bench;

/// <summary>What the disk under the databases has written since the machine started (the kernel's Documentation/block/stat.rst).</summary>
/// <param name="Milliseconds">The time of all writes together, each from its place in the queue to its end.</param>
internal readonly record struct DiskWrites(long Count, long Milliseconds)
{
    private const int Mount = 4, Device = 2;
    private const int Writes = 4, WriteTime = 7;

    private static readonly string Statistics = $"/sys/dev/block/{DeviceOf(Folders.Data)}/stat";

    /// <summary>Null where the folder's file system is on no single disk, as in a container's layers.</summary>
    public static DiskWrites? Now()
    {
        if (!File.Exists(Statistics))
            return null;
        var fields = File.ReadAllText(Statistics).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new DiskWrites(Number(fields[Writes]), Number(fields[WriteTime]));
    }

    public static DiskWrites operator -(DiskWrites after, DiskWrites before) =>
        new(after.Count - before.Count, after.Milliseconds - before.Milliseconds);

    /// <summary>As major:minor, of the file system whose mount point is nearest above the folder.</summary>
    private static string DeviceOf(string folder) =>
        File.ReadLines("/proc/self/mountinfo")
            .Select(line => line.Split(' '))
            .Where(mount => mount[Mount] == "/" || folder.StartsWith($"{mount[Mount]}/", StringComparison.Ordinal))
            .MaxBy(mount => mount[Mount].Length)![Device];

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
