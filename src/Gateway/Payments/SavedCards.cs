using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tetri.Cards;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Store;

namespace Tetri.Payments;

/// <summary>A card that a payer keeps with a merchant, as his page shows it.</summary>
/// <param name="Hash">What the page names it by.</param>
/// <param name="Expiry">MM/YY.</param>
internal sealed record SavedCard(string Hash, string MaskedCard, string CardType, string Expiry);

/// <summary>
/// The cards that a payer keeps with a merchant for himself. Who the payer is says the merchant, in an order of version 2.0, and only where its settings say
/// by which member (docs/decisions/0006-whose-cards.md).
/// </summary>
internal sealed class SavedCards(GatewayStore store, CardVault vault, TimeProvider time)
{
    private const int MostCards = 10;

    /// <summary>Null: the order does not say so that it could be believed, and nothing is kept.</summary>
    public static string? PayerOf(Order order, MerchantSettings settings)
    {
        // Before version 2.0 values are signed without their names: who has a signed form could send a value of his own as the one that names the payer.
        if (order.Terms.Unsigned || order.Terms.Version != MessageVersion.V20 || !settings.RectokenAllowed)
            return null;
        var named = settings.SavedCards switch
        {
            "sender_account" => order.Terms.Sender?.Account,
            "sender_email" => order.Terms.Sender?.Email,
            _ => null,
        };
        // With its member, so that nobody gets another's cards when the setting changes.
        return string.IsNullOrEmpty(named) ? null : $"{settings.SavedCards}:{named}";
    }

    /// <summary>The payer may keep the card that he types. Where the merchant stores it for itself, it is the merchant's.</summary>
    public static bool MayKeep(Order order, MerchantSettings settings) => order.Terms is { TakesCard: true, StoresCard: false } && PayerOf(order, settings) is not null;

    /// <summary>Those that can be charged, the newest first.</summary>
    public async ValueTask<List<SavedCard>> OfAsync(Order order, MerchantSettings settings, CancellationToken cancellation)
    {
        var cards = new List<SavedCard>();
        foreach (var kept in await KeptAsync(order, settings, cancellation))
            if (vault.TryOpen(kept.Card, kept.TransactionId, out _, out var expiry))
                cards.Add(new SavedCard(HashOf(kept), kept.MaskedCard, kept.CardType, string.Create(CultureInfo.InvariantCulture, $"{expiry.Month:D2}/{expiry.Year % 100:D2}")));
        return cards;
    }

    /// <summary>The card that the page named, as if it was typed. Null: this payer has no such one, or it can't be charged any more.</summary>
    public async ValueTask<TypedCard?> FindAsync(Order order, MerchantSettings settings, string hash, string? cvv, CancellationToken cancellation) =>
        await FindAsync(order, settings, hash, cancellation) is { } kept && vault.TryOpen(kept.Card, kept.TransactionId, out var number, out var expiry)
            ? new TypedCard(number, expiry, cvv)
            : null;

    /// <summary>Deletes a card. One that is not there is no fault.</summary>
    public async ValueTask<WriteOutcome> ForgetAsync(Order order, MerchantSettings settings, string hash, CancellationToken cancellation) =>
        await FindAsync(order, settings, hash, cancellation) is { Payer: { } payer } kept
            ? await store.WriteAsync(new ForgetSavedCard(order.MerchantId, payer, kept.Value))
            : WriteOutcome.Done;

    private async ValueTask<Rectoken?> FindAsync(Order order, MerchantSettings settings, string hash, CancellationToken cancellation) =>
        (await KeptAsync(order, settings, cancellation)).Find(kept => HashOf(kept) == hash);

    private async ValueTask<List<Rectoken>> KeptAsync(Order order, MerchantSettings settings, CancellationToken cancellation) =>
        order.Terms.TakesCard && PayerOf(order, settings) is { } payer
            ? await store.SavedCardsAsync(order.MerchantId, payer, time.GetUtcNow(), MostCards, cancellation)
            : [];

    // Of what nobody can guess, so it tells nothing of it.
    private static string HashOf(Rectoken kept) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(kept.Value)))[..40];
}
