using Npgsql;

namespace Tetri.Store.Postgres;

/// <summary>
/// Nodes compare each other's times: when a lease is over, and when a payment has lost its caller. One whose clock is wrong would take over what others are
/// doing, so it does not start. The database's clock is the one that all of them can see.
/// </summary>
internal static class PostgresClock
{
    /// <summary>Well below what lies between a call's timeout and the moment when others may look after it.</summary>
    private static readonly TimeSpan MostDifference = TimeSpan.FromSeconds(10);

    /// <exception cref="StartRefusedException">The clocks differ by more.</exception>
    public static async Task CheckAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var ask = new NpgsqlCommand("SELECT clock_timestamp()", connection);
        var answer = (DateTime)(await ask.ExecuteScalarAsync())!;
        // The sandbox's clock is moved for all nodes at once; the machine's is meant.
        var ahead = TimeProvider.System.GetUtcNow().UtcDateTime - answer.ToUniversalTime();
        if (ahead.Duration() > MostDifference)
            throw new StartRefusedException(
                $"This machine's clock is {Math.Abs((long)ahead.TotalSeconds)} seconds {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the database's. Nodes that share a database need one time: set the clocks (NTP) and start again.");
    }
}
