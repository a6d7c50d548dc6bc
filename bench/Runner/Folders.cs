namespace Tetri.Bench;

/// <summary>Where things lie, from the repository's root, in which the bench runs.</summary>
internal static class Folders
{
    public static readonly string Builds = Path.GetFullPath("artifacts/bench");
    public static readonly string Data = Path.GetFullPath("artifacts/bench/data");
    public static readonly string Results = Path.GetFullPath("bench/results");
    public static readonly string Peers = Path.GetFullPath("bench/peers");

    /// <summary>An empty folder; what was in it is gone.</summary>
    public static string Empty(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return Directory.CreateDirectory(folder).FullName;
    }

    /// <summary>
    /// Reads all files once. Some machines take memory back from files that nobody reads for minutes, and a database that is in use has its files in memory.
    /// It has them page by page: reading ahead would put them there in pieces of up to 2 MB, and Linux 6.18 walks over such a piece for each page that is written.
    /// </summary>
    public static async Task BringToMemoryAsync(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(
                file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 20, FileOptions.RandomAccess);
            await stream.CopyToAsync(Stream.Null);
        }
    }
}
