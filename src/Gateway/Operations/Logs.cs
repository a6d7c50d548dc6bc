using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging.Console;

namespace Tetri.Operations;

/// <summary>JSON for machines in live mode, one readable line for people in the sandbox; <c>Tetri:Logs</c> (json or line) says otherwise.</summary>
internal static class Logs
{
    // Prints each request's query, and with it the checkout token, and puts raw paths into the scope; nothing may turn it on.
    private const string AddressPrinter = "Microsoft.AspNetCore.Hosting.Diagnostics";

    // Prints raw paths when it explains how it chose an endpoint, and two lines for each request; a level named here beats all settings.
    private const string PathPrinter = "Microsoft.AspNetCore.Routing";

    // Prints a refused start with its stack, which Program then says in a sentence. What stops a running gateway is critical, and stays.
    private const string StartPrinter = "Microsoft.Extensions.Hosting.Internal.Host";

    public static void Configure(WebApplicationBuilder builder)
    {
        var isLive = string.Equals(builder.Configuration["Tetri:Mode"], "Live", StringComparison.OrdinalIgnoreCase);
        var format = builder.Configuration["Tetri:Logs"] ?? (isLive ? "json" : "line");

        // First among the sources, so that every other one may say otherwise.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
                new("Logging:LogLevel:System.Net.Http.HttpClient", "Warning"),
                // In live mode the proxy in front keeps the access log; failures are still logged here.
                new($"Logging:LogLevel:{typeof(RequestLog).FullName}", isLive ? "Warning" : "Information"),
            ],
        });

        builder.Logging.AddFilter(AddressPrinter, LogLevel.None);
        builder.Logging.AddFilter<ConsoleLoggerProvider>(AddressPrinter, LogLevel.None);
        builder.Logging.AddFilter(StartPrinter, LogLevel.Critical);
        builder.Logging.AddFilter<ConsoleLoggerProvider>(StartPrinter, LogLevel.Critical);
        builder.Logging.AddFilter(PathPrinter, LogLevel.Warning);
        builder.Logging.AddFilter<ConsoleLoggerProvider>(PathPrinter, LogLevel.Warning);

        if (string.Equals(format, "json", StringComparison.OrdinalIgnoreCase))
        {
            builder.Logging.AddJsonConsole(console =>
            {
                console.IncludeScopes = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        }
        else
        {
            builder.Services.AddSingleton<ConsoleFormatter, LineFormatter>();
            builder.Services.Configure<ConsoleLoggerOptions>(console => console.FormatterName = LineFormatter.FormatterName);
        }
    }
}
