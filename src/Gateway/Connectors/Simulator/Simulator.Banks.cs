using Tetri.Payments;

namespace Tetri.Connectors.Simulator;

// The payer decides on the bank's page (BankPage): until then the payment stands open in the book.
internal sealed partial class Simulator
{
    private const int SessionExpired = 1054;
    private const string InInstallments = "installments";

    public IReadOnlyList<Bank> Banks { get; } =
    [
        new("opb", "tbc", "TBC Bank"),
        new("opb", "bog", "Bank of Georgia"),
        new("opb", "liberty", "Liberty Bank"),
        new("opb", "credo", "Credo Bank"),
        new("opb", "x", "Demo Bank"),
        new(InInstallments, "tbc", "TBC Bank"),
        new(InInstallments, "x", "Demo Bank"),
    ];

    public async ValueTask<ConnectorResult> StartAsync(BankPayment payment, CancellationToken cancellation)
    {
        var scenario = Scenario.For(declineCode: null, Failure.None, payment.ReservationData);
        var opened = new LedgerEntry
        {
            TransactionId = payment.TransactionId,
            MerchantId = payment.MerchantId,
            OrderId = payment.OrderId,
            Minor = payment.Amount.Minor,
            Currency = payment.Amount.Currency.Code,
            Outcome = scenario.DeclineCode is null ? LedgerOutcome.Open : LedgerOutcome.Declined,
            DeclineCode = scenario.DeclineCode,
            Link = $"{payment.PublicUrl}{BankPage.Path}?payment={seal.Seal(TicketFor(payment))}",
        };
        return await RecordAsync(opened, scenario, entry => IsOf(entry, payment.MerchantId, payment.OrderId), cancellation);
    }

    public ValueTask<ConnectorResult> WithdrawAsync(long transactionId, CancellationToken cancellation) =>
        ledger.Decide(transactionId, SessionExpired) is { } entry && entry.Outcome is not LedgerOutcome.Closed
            ? ValueTask.FromResult(Answer(entry))
            : FindAsync(transactionId, cancellation);

    private Ticket TicketFor(BankPayment payment) => new()
    {
        Kind = TicketKind.Bank,
        TransactionId = payment.TransactionId,
        Minor = payment.Amount.Minor,
        Currency = payment.Amount.Currency.Code,
        ValidUntil = (time.GetUtcNow() + TicketLifetime).ToUnixTimeSeconds(),
        Merchant = Shortened(payment.MerchantName),
        AmountText = payment.Amount.ToString(),
        BankName = payment.Bank.Name,
        InInstallments = payment.Bank.System == InInstallments,
        NotificationUrl = payment.ReturnUrl,
    };

    private static string Shortened(string name) => name.Length > LongestMerchantName ? name[..LongestMerchantName] : name;
}
