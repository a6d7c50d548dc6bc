using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Tetri.Bench.Load;

internal enum Answer
{
    /// <summary>More is to come.</summary>
    Unfinished,

    /// <summary>200, and the body names no failure.</summary>
    Good,
    Bad,
    Closed,
}

/// <summary>One keep-alive connection with at most one request under way.</summary>
internal sealed class Connection : IDisposable
{
    private static ReadOnlySpan<byte> HeadEnd => "\r\n\r\n"u8;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _received = new byte[8192];
    private int _end;

    public Connection(Uri target)
    {
        _socket.Connect(target.Host, target.Port);
        Handle = (int)_socket.Handle;
    }

    public int Handle { get; }

    /// <summary>When the work under way began, or should have begun.</summary>
    public long BegunAt { get; set; }

    public ReadOnlySpan<byte> Received => _received.AsSpan(0, _end);

    public string ReceivedText => Encoding.UTF8.GetString(Received);

    public bool Send(ReadOnlySpan<byte> request)
    {
        _end = 0;
        return Epoll.Send(Handle, request) == request.Length;
    }

    public Answer Receive()
    {
        var count = Epoll.Receive(Handle, _received.AsSpan(_end));
        if (count <= 0)
            return Answer.Closed;
        _end += count;
        var message = Received;
        var headLength = message.IndexOf(HeadEnd);
        if (headLength < 0)
            return IsFull ? Answer.Closed : Answer.Unfinished;
        var head = message[..(headLength + HeadEnd.Length)];
        var body = message[head.Length..];
        if (!IsWhole(head, body))
            return IsFull ? Answer.Closed : Answer.Unfinished;
        return head.StartsWith("HTTP/1.1 200"u8) && body.IndexOf("failure"u8) < 0 ? Answer.Good : Answer.Bad;
    }

    public void Dispose() => _socket.Dispose();

    private bool IsFull => _end == _received.Length;

    private static bool IsWhole(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        // Kestrel and Node write the name differently.
        var length = head.IndexOf("ontent-Length: "u8);
        if (length < 0)
            length = head.IndexOf("ontent-length: "u8);
        return length >= 0
            ? Utf8Parser.TryParse(head[(length + "ontent-Length: "u8.Length)..], out int bodyLength, out _) && body.Length >= bodyLength
            : body.EndsWith("0\r\n\r\n"u8);
    }
}
