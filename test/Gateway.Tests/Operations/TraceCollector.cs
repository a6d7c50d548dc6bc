using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tetri.Tests.Operations;

/// <summary>An OTLP collector that keeps what it is sent. Protobuf leaves texts readable, which is all that is asked of it.</summary>
internal sealed class TraceCollector : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<byte[]> _bodies = new();

    private TraceCollector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _bodies.Enqueue(body.ToArray());
        });
    }

    public string Address => _server.Urls.First();

    public static async Task<TraceCollector> Start()
    {
        var collector = new TraceCollector();
        await collector._server.StartAsync();
        return collector;
    }

    public string Received() => string.Concat(_bodies.Select(Encoding.Latin1.GetString));

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
