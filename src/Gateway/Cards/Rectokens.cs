using Tetri.Store;

namespace Tetri.Cards;

/// <summary>Finds a merchant's stored card to charge it, and makes the one that a payment asks for.</summary>
internal sealed class Rectokens(GatewayStore store, CardVault vault, GatewayOptions options, TimeProvider time)
{
    private static readonly TimeSpan LeastInSandbox = TimeSpan.FromDays(365);

    public async ValueTask<RectokenSearch> FindAsync(long merchantId, string value, CancellationToken cancellation = default)
    {
        if (await store.FindRectokenAsync(merchantId, value, cancellation) is not { IsApproved: true } rectoken)
            return new RectokenSearch.Unknown();
        if (rectoken.DeactivatedAt is not null)
            return new RectokenSearch.Deactivated();
        if (rectoken.ExpiresAt <= time.GetUtcNow())
            return new RectokenSearch.Expired();
        return vault.TryOpen(rectoken.Card, rectoken.TransactionId, out var number, out var expiry)
            ? new RectokenSearch.Usable(rectoken, number, expiry)
            : throw new InvalidOperationException($"A stored card of merchant {merchantId} can't be opened: master key {rectoken.KeyId} is not among Tetri:MasterKeys.");
    }

    /// <summary>
    /// The stored card for a payment that asks for one: the merchant's own of this card, else a new one, which the write that begins the
    /// transaction must keep. A card that was renewed under its number gets a new one.
    /// </summary>
    /// <param name="payer">Who keeps the card for himself; null: it is for the merchant.</param>
    public async ValueTask<Rectoken> ForPaymentAsync(long merchantId, long paymentId, long transactionId, CardNumber number, CardExpiry expiry, string? payer = null)
    {
        var now = time.GetUtcNow();
        foreach (var fingerprint in vault.Fingerprints(number, merchantId))
            if (await store.FindRectokenOfCardAsync(merchantId, fingerprint, expiry.EndsAt, now, payer) is { } known)
                return known;
        return new Rectoken
        {
            MerchantId = merchantId,
            Value = Rectoken.NewValue(),
            PaymentId = paymentId,
            TransactionId = transactionId,
            Card = vault.Seal(number, expiry, transactionId),
            Fingerprint = vault.Fingerprint(number, merchantId),
            MaskedCard = number.Masked,
            CardType = number.Brand,
            ExpiresAt = EndOf(expiry, now),
            CreatedAt = now,
            Payer = payer,
        };
    }

    /// <summary>The sandbox takes any expiry, so its stored cards are good for a year at least.</summary>
    private DateTimeOffset EndOf(CardExpiry expiry, DateTimeOffset now)
    {
        if (!options.IsSandbox)
            return expiry.EndsAt;
        var later = now + LeastInSandbox;
        var least = new CardExpiry(later.Year, later.Month).EndsAt;
        return least > expiry.EndsAt ? least : expiry.EndsAt;
    }
}

/// <summary>Every way a search for a stored card can end.</summary>
internal abstract record RectokenSearch
{
    private RectokenSearch() { }

    public sealed record Usable(Rectoken Rectoken, CardNumber Number, CardExpiry Expiry) : RectokenSearch;

    /// <summary>The merchant has no such one, or its first payment is not approved.</summary>
    public sealed record Unknown : RectokenSearch;

    public sealed record Deactivated : RectokenSearch;

    /// <summary>The card's last month is over.</summary>
    public sealed record Expired : RectokenSearch;
}
