using Npgsql;

namespace Tetri.Store.Postgres;

/// <summary>
/// What a replay needs beside its writes. The answer to a commit can be lost with the connection; when the writes are run again,
/// those that had been committed are refused by their own guards, and their traces tell them from refusals by others.
/// </summary>
internal static class ReplayConfirmation
{
    /// <summary>Makes the replay's commit wait for the standby: a first commit may be on the primary alone.</summary>
    public static async Task RunAsync(NpgsqlConnection connection)
    {
        await using var confirm = new NpgsqlCommand(PostgresSql.Confirm, connection);
        await confirm.ExecuteNonQueryAsync();
    }

    /// <summary>True when a write that was refused this time finds its own trace from the time before.</summary>
    public static async Task<bool> WasCommittedAsync(NpgsqlConnection connection, Write write)
    {
        await using var find = write switch
        {
            AddOrder add => Find(PostgresSql.FindAddedOrder, add.Order.MerchantId, add.PaymentId, add.Order.Terms.OrderId),
            ChangeOrder { Begin: { } begun } => Find(PostgresSql.FindBegunTransaction, begun.MerchantId, begun.Id),
            ChangeOrder { Update: { } moved } => Find(PostgresSql.FindMovedTransaction,
                moved.MerchantId, moved.Id, (long)moved.Status, moved.CheckAt.ToUnixTimeMilliseconds(), moved.EndedAt?.ToUnixTimeMilliseconds()),
            // Nodes that end one order at once all mean the same, so it matters little whose change it was.
            ChangeOrder { After: var after } => Find(PostgresSql.FindChangedOrder, after.MerchantId, after.PaymentId, (long)after.Version, (long)after.State),
            // The other kinds may be run twice.
            _ => null,
        };
        if (find is null)
            return false;
        find.Connection = connection;
        return await find.ExecuteScalarAsync() is not null;
    }

    private static NpgsqlCommand Find(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(value is string text ? new() { Value = text } : new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint });
        return command;
    }
}
