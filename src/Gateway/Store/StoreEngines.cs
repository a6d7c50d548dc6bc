using Tetri.Store.Postgres;
using Tetri.Store.Sqlite;

namespace Tetri.Store;

/// <summary>Chooses the database: PostgreSQL where <c>ConnectionStrings:Postgres</c> is set, else the embedded SQLite.</summary>
internal static class StoreEngines
{
    /// <summary>The embedded database's file, where that is the one to use and it is not there yet.</summary>
    public static string? MissingFile(IConfiguration configuration, GatewayOptions options) =>
        configuration.GetConnectionString("Postgres") is { Length: > 0 } || File.Exists(SqliteFile.PathOf(configuration, options))
            ? null
            : SqliteFile.PathOf(configuration, options);

    /// <param name="forServing">The process serves and does not only look in from the command line.</param>
    public static IStoreEngine Open(IServiceProvider provider, IConfiguration configuration, GatewayOptions options, bool forServing)
    {
        if (configuration.GetConnectionString("Postgres") is not { Length: > 0 } postgres)
            return SqliteFile.Open(provider, configuration, options, forServing);
        return PostgresEngine.OpenAsync(
                postgres, options.Mode, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<PostgresEngine>>(),
                partitions: options.Partitions,
                replicas: configuration.GetConnectionString("PostgresReplicas") is { Length: > 0 } replicas ? replicas : null)
            .GetAwaiter().GetResult();
    }
}
