using System.Data.Common;
using Tetri.Cards;

namespace Tetri.Store;

internal sealed partial class GatewayStore
{
    private const string RectokenColumns =
        "merchant_id, rectoken, payment_id, transaction_id, card, fingerprint, masked_card, card_type, expires_at, created_at, approved, deactivated_at, payer";

    /// <summary>The merchant's own; those that payers keep are not his.</summary>
    public ValueTask<Rectoken?> FindRectokenAsync(long merchantId, string rectoken, CancellationToken cancellation = default) =>
        ReadOneAsync(
            $"SELECT {RectokenColumns} FROM rectokens WHERE merchant_id = @merchant AND rectoken = @rectoken AND payer IS NULL",
            [("@merchant", merchantId), ("@rectoken", rectoken)], MapRectoken, cancellation);

    /// <summary>The newest cards that a payer keeps with a merchant and that can be charged now.</summary>
    public ValueTask<List<Rectoken>> SavedCardsAsync(long merchantId, string payer, DateTimeOffset now, int most, CancellationToken cancellation = default) =>
        ReadAllAsync(
            $"""
            SELECT {RectokenColumns} FROM rectokens
            WHERE merchant_id = @merchant AND payer = @payer AND approved = 1 AND deactivated_at IS NULL AND expires_at > @now
            ORDER BY created_at DESC, rectoken LIMIT @most
            """,
            [("@merchant", merchantId), ("@payer", payer), ("@now", now), ("@most", most)], MapRectoken, cancellation);

    /// <summary>The newest stored card with this fingerprint that can be charged now and at least until then.</summary>
    /// <param name="payer">Who keeps it; null: the merchant's own.</param>
    public ValueTask<Rectoken?> FindRectokenOfCardAsync(
        long merchantId, byte[] fingerprint, DateTimeOffset until, DateTimeOffset now, string? payer = null, CancellationToken cancellation = default) =>
        ReadOneAsync(
            $"""
            SELECT {RectokenColumns} FROM rectokens
            WHERE merchant_id = @merchant AND fingerprint = @fingerprint AND approved = 1 AND deactivated_at IS NULL AND expires_at >= @until AND expires_at > @now
                AND coalesce(payer, '') = @payer
            ORDER BY created_at DESC, rectoken LIMIT 1
            """,
            [("@merchant", merchantId), ("@fingerprint", fingerprint), ("@until", until), ("@now", now), ("@payer", payer ?? "")], MapRectoken, cancellation);

    /// <summary>The newest stored cards of a merchant.</summary>
    public ValueTask<List<Rectoken>> ListRectokensAsync(long merchantId, int most, CancellationToken cancellation = default) =>
        ReadAllAsync(
            $"SELECT {RectokenColumns} FROM rectokens WHERE merchant_id = @merchant ORDER BY created_at DESC, rectoken LIMIT @most",
            [("@merchant", merchantId), ("@most", most)], MapRectoken, cancellation);

    /// <summary>Stored cards that are sealed under a master key, those behind the given one.</summary>
    public ValueTask<List<Rectoken>> RectokensSealedUnderAsync(
        byte keyId, long afterMerchantId, string afterRectoken, int most, CancellationToken cancellation = default) =>
        ReadAllAsync(
            $"""
            SELECT {RectokenColumns} FROM rectokens
            WHERE key_id = @key AND (merchant_id, rectoken) > (@merchant, @rectoken)
            ORDER BY merchant_id, rectoken LIMIT @most
            """,
            [("@key", (long)keyId), ("@merchant", afterMerchantId), ("@rectoken", afterRectoken), ("@most", most)], MapRectoken, cancellation);

    /// <summary>How many stored cards are sealed under each master key.</summary>
    public ValueTask<List<SealedCards>> CountRectokensByKeyAsync(CancellationToken cancellation = default) =>
        ReadAllAsync(
            "SELECT key_id, count(*) FROM rectokens GROUP BY key_id ORDER BY key_id", [],
            row => new SealedCards((byte)row.GetInt64(0), row.GetInt64(1)), cancellation);

    private static Rectoken MapRectoken(DbDataReader reader)
    {
        var row = new RowReader(reader);
        return new Rectoken
        {
            MerchantId = row.Long(),
            Value = row.Text(),
            PaymentId = row.Long(),
            TransactionId = row.Long(),
            Card = row.Bytes(),
            Fingerprint = row.Bytes(),
            MaskedCard = row.Text(),
            CardType = row.Text(),
            ExpiresAt = row.Time(),
            CreatedAt = row.Time(),
            IsApproved = row.Int() == 1,
            DeactivatedAt = row.TimeOrNull(),
            Payer = row.TextOrNull(),
        };
    }
}

internal sealed record SealedCards(byte KeyId, long Count);
