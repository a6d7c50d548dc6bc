using Tetri.Payments;

namespace Tetri.Connectors.Simulator;

internal sealed partial class Simulator
{
    public bool Accepts(Iban iban) => TestIban.Find(iban) is not null;

    /// <summary>Money that goes out stands in the book below zero.</summary>
    public async ValueTask<ConnectorResult> CreditAsync(Credit credit, CancellationToken cancellation)
    {
        if (ScenarioOf(credit) is not { } scenario)
            return new ConnectorResult.Declined(InvalidCardNumber);
        var payout = new LedgerEntry
        {
            TransactionId = credit.TransactionId,
            MerchantId = credit.MerchantId,
            OrderId = credit.OrderId,
            MaskedCard = credit.Card?.Masked ?? credit.Iban?.Masked ?? "",
            Minor = -credit.Amount.Minor,
            Currency = credit.Amount.Currency.Code,
            Outcome = scenario.DeclineCode is null ? LedgerOutcome.Approved : LedgerOutcome.Declined,
            DeclineCode = scenario.DeclineCode,
            CardProduct = credit.Card is { } card ? $"empty_{card.Brand.ToLowerInvariant()}" : null,
        };
        return await RecordAsync(payout, scenario, entry => entry.OrderId == credit.OrderId && entry.MerchantId == credit.MerchantId && entry.Minor == payout.Minor, cancellation);
    }

    private static Scenario? ScenarioOf(Credit credit) =>
        credit.Card is { } card ? TestCard.Find(card) is { } test ? Scenario.For(test.DeclineCode, test.Failure, credit.ReservationData) : null
        : credit.Iban is { } iban && TestIban.Find(iban) is { } account ? Scenario.For(account.DeclineCode, account.Failure, credit.ReservationData)
        : null;
}
