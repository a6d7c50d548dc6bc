using System.Net;
using System.Net.Sockets;

namespace Tetri.Tests.Store;

/// <summary>Stands before a PostgreSQL server and, where told, cuts a connection after a commit has been done and before its answer is passed on.</summary>
/// <remarks>It reads the statements, so they must not be prepared: Max Auto Prepare=0.</remarks>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _serverPort;
    private int _toCut;

    public CuttingProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public bool HasCut => Volatile.Read(ref _toCut) == 0;

    public void CutNextCommit() => Volatile.Write(ref _toCut, 1);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                _ = PassAsync(await _listener.AcceptSocketAsync(_stopping.Token));
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task PassAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort);
            var (isOpen, isCut) = (false, false);
            var back = CopyAsync(server, client, _ => !isCut);
            await CopyAsync(client, server, bytes =>
            {
                if (Commits(bytes.Span, ref isOpen) && Interlocked.CompareExchange(ref _toCut, 0, 1) == 1)
                    isCut = true;
                return true;
            });
            await back;
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The connection is over.
        }
        finally
        {
            client.Dispose();
        }
    }

    /// <summary>A COMMIT, or statements that change something outside of a transaction.</summary>
    private static bool Commits(ReadOnlySpan<byte> request, ref bool isOpen)
    {
        isOpen |= request.IndexOf("BEGIN"u8) >= 0;
        if (request.IndexOf("COMMIT\0"u8) < 0)
            return !isOpen && (request.IndexOf("INSERT INTO"u8) >= 0 || request.IndexOf("UPDATE "u8) >= 0);
        isOpen = false;
        return true;
    }

    /// <summary>Passes bytes on until either end is closed, or something came that must not pass.</summary>
    private async Task CopyAsync(Socket from, Socket to, Func<ReadOnlyMemory<byte>, bool> mayPass)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer, _stopping.Token) is > 0 and var length && mayPass(buffer.AsMemory(0, length)))
            await to.SendAsync(buffer.AsMemory(0, length), _stopping.Token);
        from.Dispose();
        to.Dispose();
    }
}
