[assembly: AssemblyFixture(typeof(Tetri.Tests.Store.PostgresServer))]

namespace Tetri.Tests.Store;

/// <summary>One PostgreSQL for the test run, begun with the first database that somebody asks for. It ends within the run, which waits for it; a process that ends has ten seconds.</summary>
public sealed class PostgresServer : IAsyncDisposable
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

    public async ValueTask DisposeAsync()
    {
        if (Started.IsValueCreated)
            await (await Started.Value).DisposeAsync();
    }

    private static async Task<PostgresCluster> StartAsync()
    {
        var server = await PostgresCluster.StartAsync("-c log_line_prefix=%d:");
        LogFile = server.LogFile;
        return server;
    }
}
