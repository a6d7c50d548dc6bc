using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;

namespace Tetri.Operations;

/// <summary>
/// Health and Prometheus metrics on an address of their own, so that the public one never shows them.
/// It is a second small server: when its port is taken, payments go on without it.
/// </summary>
internal sealed partial class OperationsListener(IConfiguration configuration, HealthCheckService checks, ILogger<OperationsListener> logger)
    : IHostedService, IAsyncDisposable
{
    private const string DefaultUrl = "http://127.0.0.1:9464";

    private WebApplication? _server;

    /// <summary>Where it listens; null when it is off or could not start.</summary>
    public string? Address { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var url = configuration["Tetri:OperationsUrl"] is { Length: > 0 } setting ? setting : DefaultUrl;
        if (string.Equals(url, "off", StringComparison.OrdinalIgnoreCase)) return;

        ListenAddress.Check("Tetri:OperationsUrl", url);
        var server = Build(url);
        try
        {
            await server.StartAsync(cancellationToken);
        }
        catch (Exception taken) when (taken is IOException or SocketException)
        {
            await server.DisposeAsync();
            LogUnavailable(logger, url, taken.Message);
            return;
        }

        _server = server;
        Address = server.Urls.First();
        LogListening(logger, Address);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private WebApplication Build(string url)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(url).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = 100;
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(GatewayMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql")
            .AddPrometheusExporter());

        var server = builder.Build();
        server.MapHealth(checks);
        server.MapPrometheusScrapingEndpoint("/metrics").DisableHttpMetrics();
        return server;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Metrics and health at {Address}")]
    private static partial void LogListening(ILogger logger, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No metrics: {Url} cannot be listened on ({Reason}). Set Tetri:OperationsUrl to another address or to 'off'")]
    private static partial void LogUnavailable(ILogger logger, string url, string reason);
}
