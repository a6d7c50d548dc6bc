using System.Net.Sockets;
using Npgsql;

namespace Tetri.Store.Postgres;

/// <summary>Connections to the servers that a connection string names, one or several.</summary>
internal static class PostgresHosts
{
    // A server that is gone without a word is given up after these. Failover is quick only when both are short.
    private const int ConnectSeconds = 3;
    private const int CommandSeconds = 10;

    // More than there are statements. Planning one anew costs more than to run it.
    private const int MostPrepared = 50;

    /// <summary>The server that takes writes at the moment. A demoted one that still answers is passed by.</summary>
    public const TargetSessionAttributes Primary = TargetSessionAttributes.ReadWrite;

    /// <summary>The standbys in turn; a primary among the hosts when no standby answers.</summary>
    public const TargetSessionAttributes Replica = TargetSessionAttributes.PreferStandby;

    public static NpgsqlMultiHostDataSource Connect(string connectionString, Action<NpgsqlConnectionStringBuilder> set)
    {
        var builder = Read(connectionString);
        builder.EnableArrays();
        builder.EnableTransportSecurity();
        var settings = builder.ConnectionStringBuilder;
        settings.Options ??= "-c synchronous_commit=on";
        settings.Timeout = ConnectSeconds;
        settings.CommandTimeout = CommandSeconds;
        settings.HostRecheckSeconds = 1;
        // Nothing of a session is ever changed, so there is nothing to reset before its next use.
        settings.NoResetOnClose = true;
        settings.AutoPrepareMinUsages = 2;
        if (!settings.ShouldSerialize("Max Auto Prepare"))
            settings.MaxAutoPrepare = MostPrepared;
        set(settings);
        return builder.BuildMultiHost();
    }

    private static NpgsqlSlimDataSourceBuilder Read(string connectionString)
    {
        try
        {
            return new NpgsqlSlimDataSourceBuilder(connectionString);
        }
        catch (ArgumentException error)
        {
            throw new StartRefusedException(
                $"A connection string for PostgreSQL can't be read ({error.Message.TrimEnd('.')}). It has the form Host=127.0.0.1;Username=tetri;Password=…;Database=tetri.");
        }
    }

    /// <summary>What a person needs to know of it, in one line. What goes round it says little: that some host, or none, could be used.</summary>
    public static string Reason(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } server =>
            $"{server.MessageText}; the gateway's user must own the database (ALTER DATABASE … OWNER TO …)",
        PostgresException server => server.MessageText,
        AggregateException several => string.Join("; ", several.InnerExceptions.Select(Reason).Distinct()),
        NpgsqlException { InnerException: (AggregateException or NpgsqlException) and var inner } => Reason(inner),
        NpgsqlException { InnerException: { } cause } when cause.Message != error.Message => $"{error.Message}: {Reason(cause)}",
        _ => error.Message.TrimEnd('.'),
    };

    /// <summary>True for what happens when a server dies, is demoted, full or can't be reached, and passes when another takes over or somebody sees to it.</summary>
    public static bool AreAway(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.QueryCanceled } => true,
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.DiskFull } => true,
        // Class 08: connections. 57P: the server stops, crashed, or starts.
        PostgresException server => server.SqlState.StartsWith("08", StringComparison.Ordinal) || server.SqlState.StartsWith("57P", StringComparison.Ordinal),
        NpgsqlException or SocketException or IOException or TimeoutException => true,
        _ => false,
    };
}
