using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tetri.Operations;

/// <summary>What the people who run the gateway look at: logs, health, metrics and traces.</summary>
internal static class OperationsHosting
{
    public static void AddOperations(this WebApplicationBuilder builder)
    {
        Logs.Configure(builder);
        Traces.Configure(builder);
        builder.Services.AddSingleton<GatewayMetrics>();
        builder.Services.AddHealthChecks().AddCheck<DrainCheck>("accepting requests");
        var drain = Drain.ReadTime(builder.Configuration);
        builder.Services.AddHostedService(_ => new Drain(drain));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout += drain);
        builder.Services.AddHostedService<StartMemory>();
        builder.Services.AddSingleton<OperationsListener>();
        builder.Services.AddHostedService(services => services.GetRequiredService<OperationsListener>());
    }

    /// <summary>Comes first, so that everything behind it logs under the request's id.</summary>
    public static void UseOperations(this WebApplication app)
    {
        app.UseMiddleware<RequestLog>();
        app.MapHealth(app.Services.GetRequiredService<HealthCheckService>());
    }
}
