using System.Diagnostics;
using System.Net.Sockets;
using Tetri.Bench.Databases;
using Tetri.Bench.Load;
using Tetri.Bench.Servers;

namespace Tetri.Bench.Sides;

/// <summary>From starting the gateway on a database that is there to its first order, and what it holds when nothing happens.</summary>
internal static class Start
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);

    public static async Task<Measurement> MeasureAsync(IEngine engine, string build)
    {
        await using var database = await engine.CreateAsync();
        await database.MakeTablesAsync();
        var started = Stopwatch.GetTimestamp();
        await using var server = await Launch.GatewayAsync(database, Path.Combine(Folders.Builds, build), telemetry: false);
        CreateOrder(server.Address);
        var firstAnswer = Stopwatch.GetElapsedTime(started);
        await Task.Delay(Idle);
        return new Measurement
        {
            Connections = 1,
            Answered = 1,
            FirstAnswerMilliseconds = firstAnswer.TotalMilliseconds,
            ResidentMegabytes = LinuxProcess.ResidentMegabytes(server.ProcessId),
        };
    }

    private static void CreateOrder(Uri server)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = (int)AnswerTime.TotalMilliseconds };
        socket.Connect(server.Host, server.Port);
        socket.Send(new CreateOrders(server, randomIds: true).Begin(connection: 0));
        Span<byte> answer = stackalloc byte[4096];
        var length = socket.Receive(answer);
        if (!answer[..length].StartsWith("HTTP/1.1 200"u8))
            throw new InvalidOperationException("The first order was not taken.");
    }
}
