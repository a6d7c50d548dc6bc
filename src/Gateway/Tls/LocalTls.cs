using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Tetri.Tls;

/// <summary>Serves an https address that has no configured certificate from our own authority; sandbox only.</summary>
internal static class LocalTls
{
    private static readonly string[] WellKnownNames =
        ["localhost", "127.0.0.1", "::1", "pay.flitt.com", "api.flitt.com", "api.fondy.eu", "pay.fondy.eu"];

    /// <summary>Nothing is made or read until the server binds its first https address.</summary>
    public static void AddLocalTls(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.ConfigureHttpsDefaults(https => Configure(https, kestrel, configuration)));
    }

    private static void Configure(HttpsConnectionAdapterOptions https, KestrelServerOptions kestrel, ConfigurationManager configuration)
    {
        var certificates = configuration.GetSection("Kestrel");
        if (certificates.GetSection("Certificates:Default").Exists()) return;

        if (string.Equals(configuration["Tetri:Mode"], "Live", StringComparison.OrdinalIgnoreCase))
        {
            if (certificates.GetSection("Endpoints").GetChildren().Any(endpoint => endpoint.GetSection("Certificate").Exists())) return;
            throw new StartRefusedException(
                "Live mode serves https only with a certificate of your own: set Kestrel:Certificates:Default:Path (and :KeyPath or :Password), "
                + "or listen on http behind a trusted proxy that speaks https.");
        }

        var logger = kestrel.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(LocalTls));
        var folder = Path.Combine(Path.GetFullPath(configuration["Tetri:DataFolder"] ?? "data"), "tls");
        using var authority = LocalAuthority.OpenOrCreate(folder, Names(configuration), logger);

        // An endpoint's own certificate still wins over this default.
        https.ServerCertificate = authority.IssueServerCertificate();
    }

    private static List<string> Names(ConfigurationManager configuration)
    {
        var names = new List<string>(WellKnownNames);
        foreach (var setting in configuration.GetSection("Tetri:Tls:Names").GetChildren())
        {
            if (setting.Value is not { Length: > 0 } name) continue;
            if (!IPAddress.TryParse(name, out _) && Uri.CheckHostName(name) != UriHostNameType.Dns)
                throw new StartRefusedException($"{setting.Path} is neither a host name nor an address: '{name}'.");
            if (!names.Contains(name, StringComparer.OrdinalIgnoreCase)) names.Add(name);
        }

        return names;
    }
}
