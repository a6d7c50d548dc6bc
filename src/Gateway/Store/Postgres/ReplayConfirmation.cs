using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Tetri.Payments;

namespace Tetri.Store.Postgres;

/// <summary>
/// What a replay needs beside its writes. The answer to a commit can be lost with the connection; when the writes are run again,
/// those that had been committed are refused by their own guards, and their traces tell them from refusals by others.
/// </summary>
internal static class ReplayConfirmation
{
    private const string AddedOrder = "SELECT 1 FROM orders WHERE merchant_id = $1 AND payment_id = $2 AND order_id = $3";

    private const string BegunTransaction = "SELECT 1 FROM transactions WHERE merchant_id = $1 AND payment_id = $2 AND transaction_id = $3";

    private const string MovedTransaction = """
        SELECT 1 FROM transactions
        WHERE merchant_id = $1 AND payment_id = $2 AND transaction_id = $3 AND status = $4 AND check_at = $5 AND ended_at IS NOT DISTINCT FROM $6
        """;

    private const string ChangedOrder = "SELECT 1 FROM orders WHERE merchant_id = $1 AND payment_id = $2 AND version = $3 AND state = $4 AND payment = $5";

    /// <summary>
    /// Makes the replay's commit wait for the standby even where nothing else is left to write: a first commit may be on the
    /// primary alone.
    /// </summary>
    public static void Run(NpgsqlConnection connection)
    {
        using var confirm = new NpgsqlCommand("SELECT 1 FROM pg_logical_emit_message(true, 'tetri', '')", connection);
        confirm.ExecuteNonQuery();
    }

    /// <summary>True when a write that was refused this time finds its own trace from the time before.</summary>
    public static bool WasCommitted(NpgsqlConnection connection, Write write)
    {
        using var find = write switch
        {
            AddOrder add => Find(AddedOrder, add.Order.MerchantId, add.PaymentId, add.Order.Terms.OrderId),
            ChangeOrder { Begin: { } begun } => Find(BegunTransaction, begun.MerchantId, begun.PaymentId, begun.Id),
            ChangeOrder { Update: { } moved } => Find(MovedTransaction,
                moved.MerchantId, moved.PaymentId, moved.Id, (long)moved.Status, moved.CheckAt.ToUnixTimeMilliseconds(), moved.EndedAt?.ToUnixTimeMilliseconds()),
            ChangeOrder { After: var after } => Find(ChangedOrder, after.MerchantId, after.PaymentId, (long)after.Version, (long)after.State,
                JsonSerializer.Serialize(after.Payment, PaymentJson.Default.Payment)),
            // The other kinds may be run twice.
            _ => null,
        };
        if (find is null)
            return false;
        find.Connection = connection;
        return find.ExecuteScalar() is not null;
    }

    private static NpgsqlCommand Find(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value ?? DBNull.Value, NpgsqlDbType = value is string ? NpgsqlDbType.Text : NpgsqlDbType.Bigint });
        return command;
    }
}
