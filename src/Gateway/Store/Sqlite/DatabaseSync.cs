using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tetri.Store.Sqlite;

/// <summary>Brings the database file to the disk beside SQLite, which under load syncs it only where the writer has to wait for it.</summary>
internal sealed partial class DatabaseSync(string file) : IDisposable
{
    /// <summary>So that with five million orders in the file a stretch has a few dozen changed pages, and a commit of the log waits for no more than these.</summary>
    private const int Stretches = 150;

    /// <summary>Bytes, however small the file is.</summary>
    private const long ShortestStretch = 16 << 20;

    /// <summary>sync_file_range(2): SYNC_FILE_RANGE_WAIT_BEFORE, _WRITE and _WAIT_AFTER.</summary>
    private const uint WriteAndWait = 1 | 2 | 4;

    /// <summary>Closed last: closing any descriptor of the file would drop SQLite's locks on it (POSIX).</summary>
    private readonly SafeFileHandle _file = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>
    /// Stretch by stretch. All at once would put thousands of pages before the log's commits in the disk's queue. On a system that cannot do it, nothing is done.
    /// </summary>
    public void RunPaced()
    {
        if (OperatingSystem.IsLinux())
        {
            var length = RandomAccess.GetLength(_file);
            var stretch = Math.Max(ShortestStretch, length / Stretches);
            for (var at = 0L; at < length; at += stretch)
                if (SyncFileRange(_file, at, stretch, WriteAndWait) != 0)
                    break;
        }
        Run();
    }

    /// <exception cref="IOException">It fails for SQLite's own descriptor then too.</exception>
    public void Run() => RandomAccess.FlushToDisk(_file);

    public void Dispose() => _file.Dispose();

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long bytes, uint flags);
}
