using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tetri.Simulation;

/// <summary>A callback as it arrived.</summary>
internal sealed record ReceivedCallback(string Path, string CallbackId, int Attempt, IReadOnlyDictionary<string, string> Members)
{
    public string OrderId => Members["order_id"];
    public string Status => Members["order_status"];
    public long Ticks { get; } = Stopwatch.GetTimestamp();
}

/// <summary>The shop's server. It remembers what came, in order, and answers 200 unless a path has an answer of its own.</summary>
internal sealed class CallbackReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedCallback> _received = new();
    private readonly ConcurrentDictionary<string, Func<ReceivedCallback, HttpContext, Task>> _answers = new();
    private WebApplication _app = null!;
    private volatile string? _fault;

    public string Url { get; private set; } = "";

    public IReadOnlyList<ReceivedCallback> All => [.. _received];

    public static async Task<CallbackReceiver> StartAsync()
    {
        var receiver = new CallbackReceiver();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        receiver._app = builder.Build();
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        receiver.Url = receiver._app.Urls.Single();
        return receiver;
    }

    public string At(string path) => Url + path;

    /// <summary>How the path answers from now on.</summary>
    public void Answer(string path, Func<ReceivedCallback, HttpContext, Task> answer) => _answers[path] = answer;

    public void Answer(string path, int status) => Answer(path, (_, http) =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    public IReadOnlyList<ReceivedCallback> Of(string orderId) => [.. _received.Where(callback => callback.OrderId == orderId)];

    public async Task<ReceivedCallback> WaitForAsync(string orderId, string status, int seconds = 20)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (Of(orderId).FirstOrDefault(callback => callback.Status == status) is { } found)
                return found;
            Assert.True(_fault is null, _fault);
            if (waited.Elapsed.TotalSeconds > seconds)
                Assert.Fail($"No callback said that {orderId} is {status}; those that came: {string.Join(", ", Of(orderId).Select(callback => callback.Status))}");
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Requests that hang on purpose are cut off.
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        try
        {
            await _app.StopAsync(soon.Token);
        }
        catch (OperationCanceledException)
        {
        }
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        var members = Wire.Members(body.RootElement);
        if (Wire.Sign(members) != members.GetValueOrDefault("signature"))
            _fault = $"A callback with a wrong signature came: {Wire.Json(members)}";
        var callback = new ReceivedCallback(
            http.Request.Path, http.Request.Headers["X-Tetri-Callback-Id"].ToString(),
            int.Parse(http.Request.Headers["X-Tetri-Attempt"].ToString(), System.Globalization.CultureInfo.InvariantCulture), members);
        _received.Enqueue(callback);
        if (_answers.TryGetValue(http.Request.Path, out var answer))
            await answer(callback, http);
    }
}
