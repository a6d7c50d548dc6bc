namespace Tetri.Cards;

/// <summary>The stored cards that each of the sandbox's merchants has from the start (docs/guide/sandbox.md).</summary>
internal static class DemoRectokens
{
    private static readonly CardExpiry LastMonth = new(2099, 12);

    public static IReadOnlyList<Rectoken> For(long merchantId, CardVault vault, DateTimeOffset now)
    {
        return
        [
            // Those of the protocol's public samples and of client test suites.
            Of("b037ba5501956289d7a2094dee020e6560de04", "5555666644441111"),
            Of("I0wh7fBmFIdcY6K3Px2QugVrVR65sPafeZkPmRanOiRnXG", "6666444455551111"),

            // Ours: one for each refusal.
            Of("0000000000000000000000000000000000001078", "4444777799991111") with { DeactivatedAt = now },
            Of("0000000000000000000000000000000000001082", "4444777799991111") with { ExpiresAt = DateTimeOffset.UnixEpoch },
        ];

        Rectoken Of(string value, string card)
        {
            if (!CardNumber.TryParse(card, out var number))
                throw new InvalidOperationException($"The card of {value} is none.");
            return new Rectoken
            {
                MerchantId = merchantId,
                Value = value,
                PaymentId = 0,
                TransactionId = 0,
                Card = vault.Seal(number, LastMonth, transactionId: 0),
                Fingerprint = vault.Fingerprint(number, merchantId),
                MaskedCard = number.Masked,
                CardType = number.Brand,
                ExpiresAt = LastMonth.EndsAt,
                CreatedAt = now,
                IsApproved = true,
            };
        }
    }
}
