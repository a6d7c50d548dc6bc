using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Tetri.Client.AspNetCore;

/// <summary>Adds the client to an application's services.</summary>
public static class TetriServiceCollectionExtensions
{
    private const string Name = "Tetri.Client";

    /// <summary>One <see cref="TetriClient"/> for the application. The builder that comes back can change its handlers.</summary>
    public static IHttpClientBuilder AddTetriClient(this IServiceCollection services, Action<TetriClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<TetriClientOptions>().Configure(configure);
        services.TryAddSingleton(Make);
        return services.AddHttpClient(Name, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(15),
            })
            // The client lives as long as the application; its connections are renewed by their own lifetime.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// The same, from configuration: <c>MerchantId</c>, <c>SecretKey</c>, <c>CreditKey</c>, <c>FormerSecretKey</c>, <c>BaseUrl</c>, <c>AllowHttp</c>,
    /// <c>Timeout</c>, <c>Deadline</c>, <c>Tries</c>.
    /// </summary>
    public static IHttpClientBuilder AddTetriClient(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddTetriClient(options =>
        {
            options.SecretKey = configuration["SecretKey"];
            options.CreditKey = configuration["CreditKey"];
            options.FormerSecretKey = configuration["FormerSecretKey"];
            options.BaseUrl = configuration["BaseUrl"];
            if (configuration["MerchantId"] is { } merchantId)
                options.MerchantId = long.Parse(merchantId, CultureInfo.InvariantCulture);
            if (configuration["AllowHttp"] is { } allowHttp)
                options.AllowHttp = bool.Parse(allowHttp);
            if (configuration["Timeout"] is { } timeout)
                options.Timeout = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture);
            if (configuration["Deadline"] is { } deadline)
                options.Deadline = TimeSpan.Parse(deadline, CultureInfo.InvariantCulture);
            if (configuration["Tries"] is { } tries)
                options.Tries = int.Parse(tries, CultureInfo.InvariantCulture);
        });
    }

    private static TetriClient Make(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<TetriClientOptions>>().Value;
        var log = services.GetRequiredService<ILogger<TetriClient>>();
        var own = options.OnTry;
        options.OnTry = call =>
        {
            log.Tried(call);
            own?.Invoke(call);
        };
        return new(options, services.GetRequiredService<IHttpClientFactory>().CreateClient(Name));
    }
}
