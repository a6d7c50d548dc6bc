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
    private static ReadOnlySpan<byte> LengthName => "Content-Length: "u8;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _received = new byte[8192];
    private int _end;

    public Connection(Uri target)
    {
        _socket.Connect(target.Host, target.Port);
        Handle = (int)_socket.Handle;
    }

    public int Handle { get; }

    public long SentAt { get; private set; }

    public string Received => Encoding.ASCII.GetString(_received, 0, _end);

    public bool Send(ReadOnlySpan<byte> request, long now)
    {
        (_end, SentAt) = (0, now);
        return Epoll.Send(Handle, request) == request.Length;
    }

    public Answer Receive()
    {
        var count = Epoll.Receive(Handle, _received.AsSpan(_end));
        if (count <= 0)
            return Answer.Closed;
        _end += count;
        var message = _received.AsSpan(0, _end);
        var headLength = message.IndexOf(HeadEnd);
        if (headLength < 0)
            return _end == _received.Length ? Answer.Closed : Answer.Unfinished;
        var head = message[..(headLength + HeadEnd.Length)];
        var length = head.IndexOf(LengthName);
        if (length < 0 || !Utf8Parser.TryParse(head[(length + LengthName.Length)..], out int bodyLength, out _) ||
            head.Length + bodyLength > _received.Length)
            return Answer.Closed;
        var body = message[head.Length..];
        if (body.Length < bodyLength)
            return Answer.Unfinished;
        return head.StartsWith("HTTP/1.1 200"u8) && body.IndexOf("failure"u8) < 0 ? Answer.Good : Answer.Bad;
    }

    public void Dispose() => _socket.Dispose();
}
