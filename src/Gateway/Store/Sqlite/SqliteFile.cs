using Microsoft.Data.Sqlite;

namespace Tetri.Store.Sqlite;

/// <summary>Opens the database file of the settings: <c>ConnectionStrings:Sqlite</c>, or tetri.db in the data folder.</summary>
internal static class SqliteFile
{
    // What the system says when somebody else has the file: EWOULDBLOCK, ERROR_SHARING_VIOLATION.
    private const int LinuxHeld = 11;
    private const int MacHeld = 35;
    private const int WindowsHeld = unchecked((int)0x80070020);

    /// <param name="forServing">Takes the file for this process alone: two gateways would give the same payment ids.</param>
    public static SqliteEngine Open(IServiceProvider provider, IConfiguration configuration, GatewayOptions options, bool forServing)
    {
        var file = PathOf(configuration, options);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var held = forServing ? Hold(file) : null;
        try
        {
            return new SqliteEngine(
                ConnectionString(configuration, options), options.Mode, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SqliteEngine>>(), heldWhileOpen: held);
        }
        catch (SqliteException error)
        {
            throw new StartRefusedException($"The database {file} can't be used: {error.Message} Tetri:DataFolder or ConnectionStrings:Sqlite says which it is.");
        }
    }

    /// <summary>The database's file, whether it exists or not.</summary>
    public static string PathOf(IConfiguration configuration, GatewayOptions options) =>
        Path.GetFullPath(Read(ConnectionString(configuration, options)).DataSource);

    private static SqliteConnectionStringBuilder Read(string connectionString)
    {
        try
        {
            return new SqliteConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException)
        {
            throw new StartRefusedException($"ConnectionStrings:Sqlite is '{connectionString}'; it must be of the form Data Source=/var/lib/tetri/tetri.db.");
        }
    }

    private static string ConnectionString(IConfiguration configuration, GatewayOptions options) =>
        configuration.GetConnectionString("Sqlite") ?? $"Data Source={Path.Combine(options.DataFolder, "tetri.db")}";

    /// <summary>The lock falls with the process, so a crash leaves nothing to clean up.</summary>
    private static FileStream Hold(string file)
    {
        try
        {
            return new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error.HResult is LinuxHeld or WindowsHeld or MacHeld)
        {
            throw new StartRefusedException($"Another gateway serves {file} already. Stop it, or set Tetri:DataFolder to another folder.");
        }
    }
}
