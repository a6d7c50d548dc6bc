namespace Tetri.Tests.Store;

/// <summary>One PostgreSQL for the test run, with a new database for whoever asks.</summary>
internal static class PostgresServer
{
    private static readonly Lazy<Task<PostgresCluster>> Started = new(StartAsync);

    /// <summary>What the server logs; each message begins with the database's name and a colon, further lines with a tab.</summary>
    public static string LogFile { get; private set; } = "";

    public static async Task<string> CreateDatabaseAsync()
    {
        var server = await Started.Value;
        var name = $"tetri_{Guid.NewGuid():N}";
        await server.ExecuteAsync($"CREATE DATABASE {name}");
        return $"{server.ConnectionString};Database={name}";
    }

    private static async Task<PostgresCluster> StartAsync()
    {
        var server = await PostgresCluster.StartAsync("-c log_line_prefix=%d:");
        LogFile = server.LogFile;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }
}
