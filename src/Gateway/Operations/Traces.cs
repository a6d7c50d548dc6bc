using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Tetri.Operations;

/// <summary>OpenTelemetry traces; attached only when a collector is configured.</summary>
internal static class Traces
{
    public static void Configure(WebApplicationBuilder builder)
    {
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 }) return;

        var telemetry = builder.Services.AddOpenTelemetry();
        if (builder.Configuration["OTEL_SERVICE_NAME"] is not { Length: > 0 })
            telemetry.ConfigureResource(resource => resource.AddService("tetri"));

        telemetry.WithTracing(traces => traces
            .AddSource("Npgsql")
            .AddAspNetCoreInstrumentation(server => server.Filter = context => !context.Request.Path.StartsWithSegments("/health"))
            .AddHttpClientInstrumentation()
            .AddProcessor(new AddressRedaction())
            .AddOtlpExporter());
    }

    /// <summary>Instrumentations write addresses into spans, each in its own tags; this strips them all, whoever wrote them.</summary>
    private sealed class AddressRedaction : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            data.SetTag("url.query", null);
            if (data.GetTagItem("url.path") is string path) data.SetTag("url.path", Redaction.Path(path));
            if (data.GetTagItem("url.full") is string url) data.SetTag("url.full", Redaction.Url(url));
        }
    }
}
