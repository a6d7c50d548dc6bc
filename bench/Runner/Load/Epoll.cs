using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tetri.Bench.Load;

/// <summary>
/// Linux readiness events for one thread. The runtime's own socket engine moves every completion to another thread, which costs
/// the generator more than the requests themselves.
/// </summary>
internal sealed unsafe partial class Epoll : IDisposable
{
    private const int MostEvents = 256;
    private const int Add = 1;
    private const int DontWait = 0x40, NoSignal = 0x4000;
    private const uint Readable = 1;

    // The kernel packs the event on x86-64 only.
    private static readonly int EventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int DataOffset = EventSize - 8;

    private readonly SafeFileHandle _handle = new(Checked(epoll_create1(0)), ownsHandle: true);
    private readonly byte[] _events = new byte[MostEvents * 16];

    public void Watch(int socket, int tag)
    {
        Span<byte> wanted = stackalloc byte[16];
        wanted.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(wanted, Readable);
        BinaryPrimitives.WriteInt32LittleEndian(wanted[DataOffset..], tag);
        fixed (byte* first = wanted)
            Checked(epoll_ctl(_handle, Add, socket, first));
    }

    /// <summary>Waits, and says how many sockets can be read; <see cref="TagOf"/> tells which.</summary>
    public int Wait(int milliseconds)
    {
        fixed (byte* first = _events)
            return Math.Max(0, epoll_wait(_handle, first, MostEvents, milliseconds));
    }

    public int TagOf(int index) => BinaryPrimitives.ReadInt32LittleEndian(_events.AsSpan(index * EventSize + DataOffset));

    /// <returns>Bytes read; 0 when the other end closed, below 0 when there is nothing or the connection broke.</returns>
    public static int Receive(int socket, Span<byte> into)
    {
        fixed (byte* first = into)
            return (int)recv(socket, first, (nuint)into.Length, DontWait);
    }

    public static int Send(int socket, ReadOnlySpan<byte> from)
    {
        fixed (byte* first = from)
            return (int)send(socket, first, (nuint)from.Length, NoSignal);
    }

    public void Dispose() => _handle.Dispose();

    private static int Checked(int result) =>
        result >= 0 ? result : throw new InvalidOperationException($"System call failed with error {Marshal.GetLastPInvokeError()}.");

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_ctl(SafeFileHandle epoll, int operation, int socket, byte* wanted);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_wait(SafeFileHandle epoll, byte* events, int most, int milliseconds);

    [LibraryImport("libc")]
    private static partial nint recv(int socket, byte* into, nuint length, int flags);

    [LibraryImport("libc")]
    private static partial nint send(int socket, byte* from, nuint length, int flags);
}
