using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tetri.Client.Tests;

/// <summary>What the cases can't show, with real sockets.</summary>
public sealed class SocketTests
{
    private static readonly StatusRequest Status = new() { OrderId = "x" };
    private static readonly SettlementRequest Payment = new() { OperationId = "x", Amount = 1, Currency = "GEL", Receiver = [] };

    [Fact]
    public async Task AnswerAboveTheLimit_IsLeftAtTheLimit()
    {
        var sent = 0L;
        await using var server = await AnsweringAsync(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested && sent < 1_000_000_000)
            {
                await context.Response.Body.WriteAsync(new byte[65_536], context.RequestAborted);
                sent += 65_536;
            }
        });
        using var client = server.Client(options => options.MaxAnswerBytes = 100_000);

        var error = await Assert.ThrowsAsync<AnswerException>(() => client.Orders.StatusAsync(Status));

        Assert.Equal(ErrorReason.TooLarge, error.Reason);
        Assert.InRange(sent, 0, 50_000_000);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var server = await AnsweringAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });
        using var client = server.Client();

        var error = await Assert.ThrowsAsync<AnswerException>(() => client.Orders.StatusAsync(Status));

        Assert.Equal((307, 1), (error.Status, server.Asked));
    }

    [Fact]
    public async Task TimeOfATry_CoversItsBody()
    {
        await using var server = await AnsweringAsync(Unfinished);
        using var client = server.Client(options => options.Timeout = TimeSpan.FromMilliseconds(150));
        using var tooLate = new CancellationTokenSource(TimeSpan.FromSeconds(20));

        var error = await Assert.ThrowsAsync<TimedOutException>(() => client.Orders.StatusAsync(Status, cancellationToken: tooLate.Token));

        Assert.Equal(1, error.Tries);
    }

    [Fact]
    public async Task GivingUp_EndsATry()
    {
        await using var server = await AnsweringAsync(Unfinished);
        using var client = server.Client();
        using var givenUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Orders.StatusAsync(Status, cancellationToken: givenUp.Token));
    }

    [Fact]
    public async Task GivingUp_EndsTheWaitBetweenTries()
    {
        await using var server = await AnsweringAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "20";
            return Task.CompletedTask;
        });
        using var givenUp = new CancellationTokenSource();
        using var client = server.Client(options =>
        {
            options.Tries = 2;
            options.OnTry = _ => givenUp.CancelAfter(50);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Orders.StatusAsync(Status, cancellationToken: givenUp.Token));

        Assert.Equal(1, server.Asked);
    }

    [Fact]
    public async Task ConnectionThatBreaks_LeavesTheOutcomeUnknown()
    {
        await using var server = await AnsweringAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        using var client = server.Client();

        var error = await Assert.ThrowsAsync<NetworkException>(() => client.Orders.SettleAsync(Payment));

        Assert.Equal((true, false, 1), (error.OutcomeUnknown, error.Retryable, server.Asked));
    }

    [Fact]
    public async Task ConnectionThatIsNeverMade_LeavesNothingUnknown()
    {
        using var client = new TetriClient(new() { MerchantId = 1, SecretKey = "test", BaseUrl = "http://127.0.0.1:9", Tries = 1 });

        var error = await Assert.ThrowsAsync<NetworkException>(() => client.Orders.SettleAsync(Payment));

        Assert.Equal((false, true), (error.OutcomeUnknown, error.Retryable));
    }

    [Fact]
    public async Task EveryTry_IsTold()
    {
        await using var server = await AnsweringAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "0";
            return Task.CompletedTask;
        });
        var told = new List<CallTry>();
        using var client = server.Client(options =>
        {
            options.Tries = 2;
            options.OnTry = told.Add;
        });

        await Assert.ThrowsAsync<AnswerException>(() => client.Orders.StatusAsync(Status));

        Assert.Equal([(1, 503, TimeSpan.Zero), (2, 503, null)], told.Select(call => (call.Number, call.Status ?? 0, call.Wait)));
    }

    private static async Task Unfinished(HttpContext context)
    {
        await context.Response.WriteAsync("{\"response\":");
        await context.Response.Body.FlushAsync();
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private static async Task<Server> AnsweringAsync(Func<HttpContext, Task> answer)
    {
        var server = new Server(answer);
        await server.StartAsync();
        return server;
    }

    private sealed class Server : IAsyncDisposable
    {
        private readonly WebApplication _app;

        public Server(Func<HttpContext, Task> answer)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            _app = builder.Build();
            _app.Urls.Add($"http://{IPAddress.Loopback}:0");
            _app.Run(context =>
            {
                Asked++;
                return answer(context);
            });
        }

        public int Asked { get; private set; }

        public Task StartAsync() => _app.StartAsync();

        public TetriClient Client(Action<TetriClientOptions>? change = null)
        {
            var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
            var options = new TetriClientOptions { MerchantId = 1, SecretKey = "test", BaseUrl = address, Tries = 1 };
            change?.Invoke(options);
            return new(options);
        }

        public async ValueTask DisposeAsync()
        {
            using var atOnce = new CancellationTokenSource(0);
            await _app.StopAsync(atOnce.Token);
            await _app.DisposeAsync();
        }
    }
}
