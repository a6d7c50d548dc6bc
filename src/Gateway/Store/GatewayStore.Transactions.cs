using System.Data.Common;
using System.Text.Json;
using Tetri.Cards;
using Tetri.Payments;

namespace Tetri.Store;

internal sealed partial class GatewayStore
{
    private const string TransactionColumns =
        "transaction_id, merchant_id, payment_id, kind, status, amount, currency, connector, parent_id, masked_card, card_type, rrn, " +
        "approval_code, eci, response_code, started_at, ended_at, check_at, reference";

    // The sum keeps a planner without statistics from reading all of a merchant's in the order of their key, which spares it the sorting of a few.
    private const string SortedById = "transaction_id + 0";

    public ValueTask<Transaction?> FindTransactionAsync(long merchantId, long paymentId, long transactionId, CancellationToken cancellation = default) =>
        ReadOneAsync(
            $"SELECT {TransactionColumns} FROM transactions WHERE merchant_id = @merchant AND payment_id = @payment AND transaction_id = @id",
            [("@merchant", merchantId), ("@payment", paymentId), ("@id", transactionId)], MapTransaction, cancellation);

    public ValueTask<List<Transaction>> TransactionsOfOrderAsync(long merchantId, long paymentId, CancellationToken cancellation = default) =>
        ReadAllAsync(
            $"SELECT {TransactionColumns} FROM transactions WHERE merchant_id = @merchant AND payment_id = @payment ORDER BY {SortedById}",
            [("@merchant", merchantId), ("@payment", paymentId)], MapTransaction, cancellation);

    /// <summary>Transactions that are not concluded and are due for another look.</summary>
    public ValueTask<List<Transaction>> TransactionsToCheckAsync(DateTimeOffset now, int most, CancellationToken cancellation = default) =>
        ReadAllAsync(
            // Each part has an index of its own.
            $"""
            SELECT * FROM (
                SELECT {TransactionColumns} FROM transactions WHERE status IN (0, 1, 4) AND check_at <= @now ORDER BY check_at LIMIT @most) payments
            UNION ALL
            SELECT * FROM (
                SELECT {TransactionColumns} FROM transactions WHERE status = 5 AND check_at <= @now ORDER BY check_at LIMIT @most) payouts
            UNION ALL
            SELECT * FROM (
                SELECT {TransactionColumns} FROM transactions WHERE status = 6 AND check_at <= @now ORDER BY check_at LIMIT @most) at_banks
            """,
            [("@now", now), ("@most", most)], MapTransaction, cancellation);

    /// <summary>A card kept between 3-D Secure steps; null once its minutes are over.</summary>
    public ValueTask<CardSession?> FindCardSessionAsync(long merchantId, long transactionId, DateTimeOffset now, CancellationToken cancellation = default) =>
        ReadOneAsync(
            """
            SELECT transaction_id, merchant_id, payment_id, card, cvv, step, expires_at FROM card_sessions
            WHERE merchant_id = @merchant AND transaction_id = @id AND expires_at > @now
            """,
            [("@merchant", merchantId), ("@id", transactionId), ("@now", now)], MapCardSession, cancellation);

    private static Transaction MapTransaction(DbDataReader reader)
    {
        var row = new RowReader(reader);
        return new Transaction
        {
            Id = row.Long(),
            MerchantId = row.Long(),
            PaymentId = row.Long(),
            Kind = row.Enum<TransactionKind>(),
            Status = row.Enum<TransactionStatus>(),
            Amount = new Money(row.Long(), Currency.Find(row.Text())!),
            Connector = row.Text(),
            ParentId = row.LongOrNull(),
            MaskedCard = row.TextOrNull(),
            CardType = row.TextOrNull(),
            Rrn = row.TextOrNull(),
            ApprovalCode = row.TextOrNull(),
            Eci = row.TextOrNull(),
            ResponseCode = row.IntOrNull(),
            StartedAt = row.Time(),
            EndedAt = row.TimeOrNull(),
            CheckAt = row.Time(),
            Reference = row.TextOrNull(),
        };
    }

    private static CardSession MapCardSession(DbDataReader reader)
    {
        var row = new RowReader(reader);
        return new CardSession
        {
            TransactionId = row.Long(),
            MerchantId = row.Long(),
            PaymentId = row.Long(),
            Card = row.Bytes(),
            Secret = row.BytesOrNull(),
            Step = JsonSerializer.Deserialize(row.Text(), CardJson.Default.ThreeDSecureStep)!,
            ExpiresAt = row.Time(),
        };
    }
}
