using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tetri.Operations;
using Tetri.Store;
using Tetri.Store.Postgres;
using Tetri.Tests.Store;

namespace Tetri.Tests.Operations;

public sealed class OperationsTests : IDisposable
{
    private const string Token = "8a09f9d937f43ad6fb40d6b40282d7277a48582a";
    private const string CardNumber = "4444555566661111";

    private readonly HttpClient _client = new(new SocketsHttpHandler());
    private readonly CollectedLogs _logs = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_AreOnTheirOwnAddressOnly()
    {
        await using var gateway = await Start();
        var metrics = gateway.Services.GetRequiredService<GatewayMetrics>();
        metrics.OrderCreated();
        metrics.CallbackDelivered(TimeSpan.FromSeconds(2));
        metrics.AcquirerCalled(TimeSpan.FromMilliseconds(40));
        metrics.WatchWriteQueue(() => 7);

        var scraped = await _client.GetStringAsync(OperationsAddress(gateway) + "/metrics", Cancellation);

        Assert.Matches("(?m)^tetri_orders_created_total{[^}]*} [1-9]", scraped);
        Assert.Matches("(?m)^tetri_callback_lag_seconds_bucket{[^}]*le=\"5\"[^}]*} [1-9]", scraped);
        Assert.Matches("(?m)^tetri_acquirer_call_seconds_count{[^}]*} [1-9]", scraped);
        Assert.Matches("(?m)^tetri_write_queue_depth{[^}]*} 7", scraped);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync(gateway.Urls.First() + "/metrics", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync(OperationsAddress(gateway) + "/shop", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task TakenOperationsPort_LeavesTheGatewayServing()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using var gateway = await Start(("Tetri:OperationsUrl", $"http://{other.LocalEndpoint}"));

        Assert.Equal("live\n", await _client.GetStringAsync(gateway.Urls.First() + "/health/live", Cancellation));
        Assert.Contains(_logs.Lines, line => line.StartsWith("Warning No metrics", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OperationsOff_ListensNowhere()
    {
        await using var gateway = await Start(("Tetri:OperationsUrl", "off"));

        Assert.Null(gateway.Services.GetRequiredService<OperationsListener>().Address);
    }

    [Fact]
    public async Task FailingCheck_IsNotReadyOnBothAddressesButLive()
    {
        var storeAnswers = false;
        await using var gateway = await Start(builder => builder.Services.AddHealthChecks()
            .AddCheck("store", () => storeAnswers ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy()));

        foreach (var address in new[] { gateway.Urls.First(), OperationsAddress(gateway) })
        {
            var refused = await _client.GetAsync(address + "/health/ready", Cancellation);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal("not ready: store\n", await refused.Content.ReadAsStringAsync(Cancellation));
            Assert.Equal("live\n", await _client.GetStringAsync(address + "/health/live", Cancellation));
        }

        storeAnswers = true;
        Assert.Equal("ready\n", await _client.GetStringAsync(gateway.Urls.First() + "/health/ready", Cancellation));
    }

    [Fact]
    public async Task DatabaseThatCanBeReadButNotWritten_StaysReadyAndSaysSo_UntilAWriteIsMade()
    {
        var database = await PostgresServer.CreateDatabaseAsync();
        var time = new HastyTime();
        using var logs = LoggerFactory.Create(logging => logging.AddProvider(_logs));
        await using var engine = await PostgresEngine.OpenAsync(database, GatewayMode.Sandbox, time, logs.CreateLogger<PostgresEngine>());
        var store = new GatewayStore(engine);
        await using var gateway = await Start(builder => builder.Services
            .AddSingleton(store).AddSingleton<TimeProvider>(time).AddHealthChecks().AddCheck<StoreCheck>("store"));
        gateway.WatchStore();
        await PostgresCluster.ExecuteAsync(database, """
            CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE disk_full; END $$;
            CREATE TRIGGER full_disk BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION fill()
            """);

        var adding = store.AddOrderAsync(TestStore.Order("A-1"), null).AsTask();
        while (!adding.IsCompleted)
            Assert.True(await store.AnswersAsync(Cancellation));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => adding);
        Assert.Equal(WriteOutcome.Done, await store.WriteAsync(new ForgetExpired(DateTimeOffset.UnixEpoch)));
        Assert.Equal("ready, but the database can't be written\n", await _client.GetStringAsync(gateway.Urls.First() + "/health/ready", Cancellation));
        Assert.Matches("(?m)^tetri_store_writable{[^}]*} 0", await _client.GetStringAsync(OperationsAddress(gateway) + "/metrics", Cancellation));

        await PostgresCluster.ExecuteAsync(database, "DROP TRIGGER full_disk ON orders");
        Assert.Equal(WriteOutcome.Done, (await store.AddOrderAsync(TestStore.Order("A-1"), null)).Outcome);
        Assert.Equal("ready\n", await _client.GetStringAsync(gateway.Urls.First() + "/health/ready", Cancellation));
        Assert.Single(_logs.Lines, line => line.StartsWith("Warning PostgreSQL is away", StringComparison.Ordinal));
        Assert.Single(_logs.Lines, line => line.StartsWith("Warning PostgreSQL is back", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stopping_IsNotReady()
    {
        await using var gateway = await Start();
        var checks = gateway.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Healthy, (await checks.CheckHealthAsync(Cancellation)).Status);

        gateway.Lifetime.StopApplication();

        Assert.Equal(HealthStatus.Unhealthy, (await checks.CheckHealthAsync(Cancellation)).Status);
    }

    [Theory]
    [InlineData("301")]
    [InlineData("-1")]
    [InlineData("5s")]
    public async Task DrainTimeThatCannotBeMeant_IsRefusedAtStart(string seconds)
    {
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => Start(("Tetri:DrainSeconds", seconds)));

        Assert.Contains($"'{seconds}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestId_IsInTheAnswerAndInEveryLogLine()
    {
        await using var gateway = await Start();

        var answer = await _client.GetAsync(gateway.Urls.First() + "/shop", Cancellation);
        await gateway.StopAsync(Cancellation);

        var id = Assert.Single(answer.Headers.GetValues("X-Request-Id"));
        Assert.Matches("^[A-Za-z0-9]{13}$", id);
        Assert.Contains(_logs.Lines, line => line.Contains("inside the shop", StringComparison.Ordinal) && line.EndsWith($"[{id}]", StringComparison.Ordinal));
        Assert.Contains(_logs.Lines, line => line.Contains("GET /shop 200", StringComparison.Ordinal) && line.EndsWith($"[{id}]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/shop?token=" + Token)]
    [InlineData("/pay/" + Token)]
    [InlineData("/pay/" + CardNumber)]
    [InlineData("/pay/4444%205555%206666%201111")]
    [InlineData("/pay/4444-5555-6666-1111")]
    public async Task SecretInAnAddress_IsInNoLogEvenWhenEverythingIsLogged(string address)
    {
        await using var gateway = await Start(
            ("Logging:LogLevel:Default", "Trace"),
            ("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
            ("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Trace"));

        await _client.GetAsync(gateway.Urls.First() + address, Cancellation);
        await gateway.StopAsync(Cancellation);

        Assert.Contains(_logs.Lines, line => line.Contains("GET /", StringComparison.Ordinal));
        Assert.DoesNotContain(_logs.Lines, line => line.Contains(Token, StringComparison.Ordinal) ||
            line.Replace("%20", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).Contains(CardNumber, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Failure_IsLoggedAs500()
    {
        await using var gateway = await Start(("Tetri:Mode", "Live"));

        await _client.GetAsync(gateway.Urls.First() + "/broken", Cancellation);
        await gateway.StopAsync(Cancellation);

        Assert.Contains(_logs.Lines, line => line.StartsWith("Warning GET /broken 500", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Traces_CarryNoQueryAndNoToken()
    {
        await using var collector = await TraceCollector.Start();
        await using (var gateway = await Start(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")))
        {
            await _client.GetAsync(gateway.Urls.First() + "/relay?token=" + Token, Cancellation);
            await _client.GetAsync(gateway.Urls.First() + "/pay/" + Token, Cancellation);
        }

        var exported = collector.Received();
        Assert.Contains("/relay", exported, StringComparison.Ordinal);
        Assert.Contains("/shop", exported, StringComparison.Ordinal);
        Assert.DoesNotContain("token=", exported, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Token, exported, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_ShowsTimeLevelMessageAndRequestId()
    {
        var scopes = new LoggerExternalScopeProvider();
        using var scope = scopes.Push(new Dictionary<string, object?> { [RequestLog.ScopeMember] = "5htKi0wf7zEHn" }.ToList());
        var entry = new LogEntry<string>(LogLevel.Warning, "Tetri.Shop", 0, "two\nlines", null, (state, _) => state);
        using var written = new StringWriter();

        new LineFormatter().Write(entry, scopes, written);

        Assert.Matches(@"^\d\d:\d\d:\d\d WARN  two lines \[5htKi0wf7zEHn\]$", written.ToString().TrimEnd());
    }

    public void Dispose() => _client.Dispose();

    private static string OperationsAddress(WebApplication gateway) => gateway.Services.GetRequiredService<OperationsListener>().Address!;

    private Task<WebApplication> Start(params (string Key, string Value)[] settings) => Start(_ => { }, settings);

    private async Task<WebApplication> Start(Action<WebApplicationBuilder> more, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings.Prepend(("Tetri:OperationsUrl", "http://127.0.0.1:0"))
            .GroupBy(setting => setting.Item1, setting => setting.Item2)
            .Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Last())));
        builder.AddOperations();
        builder.Logging.ClearProviders().AddProvider(_logs);
        more(builder);

        var gateway = builder.Build();
        gateway.UseOperations();
        gateway.MapGet("/shop", (HttpContext context, ILogger<OperationsTests> logger) =>
        {
            logger.LogInformation("inside the shop");
            return context.Response.WriteAsync("shop");
        });
        gateway.MapGet("/broken", _ => throw new InvalidOperationException("a bug"));
        gateway.MapGet("/relay", async context =>
        {
            using var onward = new HttpClient(new SocketsHttpHandler());
            await onward.GetAsync(gateway.Urls.First() + "/shop" + context.Request.QueryString);
        });
        await gateway.StartAsync(Cancellation);
        return gateway;
    }

    /// <summary>Every line of every category, with the request id of its scope.</summary>
    private sealed class CollectedLogs : ILoggerProvider, ISupportExternalScope
    {
        private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Collector(this);

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public void Dispose() { }

        private sealed class Collector(CollectedLogs logs) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => logs._scopes.Push(state);

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                var line = $"{logLevel} {formatter(state, exception)} {exception}".Trim();
                logs._scopes.ForEachScope(
                    (scope, _) =>
                    {
                        if (scope is not IReadOnlyList<KeyValuePair<string, object?>> members) return;
                        foreach (var member in members.Where(member => member.Key == RequestLog.ScopeMember)) line += $" [{member.Value}]";
                    },
                    0);
                logs.Lines.Enqueue(line);
            }
        }
    }
}
