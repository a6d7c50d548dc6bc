using Microsoft.Data.Sqlite;

namespace Tetri.Store.Sqlite;

/// <summary>Opens the database file of the settings: <c>ConnectionStrings:Sqlite</c>, or tetri.db in the data folder.</summary>
internal static class SqliteFile
{
    /// <param name="forServing">Takes the file for this process alone: two gateways would give the same payment ids.</param>
    public static SqliteEngine Open(IServiceProvider provider, IConfiguration configuration, GatewayOptions options, bool forServing)
    {
        var file = PathOf(configuration, options);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var held = forServing ? Hold(file) : null;
        return new SqliteEngine(
            ConnectionString(configuration, options), options.Mode, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SqliteEngine>>(), heldWhileOpen: held);
    }

    /// <summary>The database's file, whether it exists or not.</summary>
    public static string PathOf(IConfiguration configuration, GatewayOptions options) =>
        Path.GetFullPath(new SqliteConnectionStringBuilder(ConnectionString(configuration, options)).DataSource);

    private static string ConnectionString(IConfiguration configuration, GatewayOptions options) =>
        configuration.GetConnectionString("Sqlite") ?? $"Data Source={Path.Combine(options.DataFolder, "tetri.db")}";

    /// <summary>The lock falls with the process, so a crash leaves nothing to clean up.</summary>
    private static FileStream Hold(string file)
    {
        try
        {
            return new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new StartRefusedException($"Another gateway serves {file} already. Stop it, or set Tetri:DataFolder to another folder.");
        }
    }
}
