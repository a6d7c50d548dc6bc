using Tetri.Cards;
using Tetri.Payments;

namespace Tetri.Connectors.Simulator;

/// <summary>The connector whose acquirer and issuer are built in. It takes its own test cards only.</summary>
internal sealed partial class Simulator(SimulatorOptions options, Ledger ledger, TicketSeal seal, TimeProvider time, ILogger<Simulator> log) : IConnector
{
    private const int AuthenticationFailed = 1024;
    private const int InvalidCardNumber = 1015;
    private const int InvalidTransaction = 1065;
    private const int LongestMerchantName = 100;
    private const int LongestStatementName = 20;
    private static readonly TimeSpan TicketLifetime = TimeSpan.FromHours(1);

    public string Name => "simulator";

    public IReadOnlyList<OfferedTestCard> TestCards => TestCard.Offered;

    public bool Accepts(CardNumber card) => TestCard.Find(card) is not null;

    public async ValueTask<ConnectorResult> StartAsync(CardPayment payment, CancellationToken cancellation)
    {
        if (TestCard.Find(payment.Card) is not { } card)
            return new ConnectorResult.Declined(InvalidCardNumber);
        var scenario = Scenario.For(card, payment.ReservationData, payment.PayerPresent ? null : time.GetUtcNow());
        var check = CheckFor(card, payment, scenario);
        if (check is IssuerCheck.None)
            return await ChargeAsync(payment, scenario, scenario.DeclineCode, version: null, cancellation);
        if (ledger.Find(payment.TransactionId) is { } known)
            return Answer(known, payment);
        if (check is IssuerCheck.Frictionless && payment.OldFormOnly)
            return await ChargeAsync(payment, scenario, scenario.DeclineCode, version: 2, cancellation);
        return check is IssuerCheck.PaReq or IssuerCheck.OneTimePassword or IssuerCheck.AfterDecline ? AskByPaReq(payment, check) : AskForMethod(payment);
    }

    public async ValueTask<ConnectorResult> ContinueAsync(CardPayment payment, ThreeDSecureProof proof, CancellationToken cancellation)
    {
        if (TestCard.Find(payment.Card) is not { } card)
            return new ConnectorResult.Declined(InvalidCardNumber);
        if (ledger.Find(payment.TransactionId) is { } known)
            return Answer(known, payment);
        var scenario = Scenario.For(card, payment.ReservationData);
        // An app's payer was asked in the old form, and comes back to a page of ours, which knows both.
        var check = CheckFor(card, payment with { OldFormOnly = payment.OldFormOnly || proof is ThreeDSecureProof.PaRes }, scenario);
        if (check is IssuerCheck.Challenge && proof is ThreeDSecureProof.MethodEnded)
            return AskForChallenge(payment);
        var version = check is IssuerCheck.Frictionless or IssuerCheck.Challenge ? 2 : 1;
        return await ChargeAsync(payment, scenario, Proves(payment, check, proof) ? scenario.DeclineCode : AuthenticationFailed, version, cancellation);
    }

    public ValueTask<ConnectorResult> FindAsync(long transactionId, CancellationToken cancellation)
    {
        var entry = ledger.FindOrClose(transactionId);
        if (entry.SilentFinds > 0)
        {
            ledger.BreakSilence(transactionId);
            return ValueTask.FromResult<ConnectorResult>(new ConnectorResult.Unknown("The acquirer did not answer the question either, as the order asked."));
        }
        return ValueTask.FromResult(entry.Outcome is LedgerOutcome.Closed ? new ConnectorResult.NotFound() : Answer(entry));
    }

    public ValueTask<ConnectorResult> CaptureAsync(FollowUp capture, CancellationToken cancellation) => FollowAsync(capture, isCapture: true, cancellation);

    public ValueTask<ConnectorResult> ReverseAsync(FollowUp reversal, CancellationToken cancellation) => FollowAsync(reversal, isCapture: false, cancellation);

    private async ValueTask<ConnectorResult> FollowAsync(FollowUp request, bool isCapture, CancellationToken cancellation)
    {
        var scenario = Scenario.ForFollowUp(request.ReservationData);
        try
        {
            await Task.Delay(scenario.DelayBeforeCharge, time, cancellation);
            if (scenario.Failure is Failure.Timeout && ledger.Find(request.TransactionId) is null)
                return new ConnectorResult.Unknown("The request was lost, as the order asked.");
            var entry = ledger.Follow(request, isCapture, scenario.DeclineCode);
            await Task.Delay(scenario.DelayAfterCharge, time, cancellation);
            return scenario.Failure is Failure.LostAfterCharge or Failure.UnknownOnce && entry.Asked == 1
                ? new ConnectorResult.Unknown("The acquirer's answer was lost, as the order asked.")
                : Answer(entry);
        }
        catch (OperationCanceledException)
        {
            return new ConnectorResult.Unknown("The gateway stopped waiting for the acquirer.");
        }
    }

    private static IssuerCheck CheckFor(TestCard card, CardPayment payment, Scenario scenario) => card.Check switch
    {
        _ when !payment.PayerPresent || payment.Authentication is not null => IssuerCheck.None,
        IssuerCheck.Challenge when payment.OldFormOnly => IssuerCheck.PaReq,
        IssuerCheck.WhenMandatory => scenario.ThreeDSecureMandatory ? IssuerCheck.PaReq : IssuerCheck.None,
        var check => check,
    };

    private async ValueTask<ConnectorResult> ChargeAsync(CardPayment payment, Scenario scenario, int? declineCode, int? version, CancellationToken cancellation)
    {
        var charge = new LedgerEntry
        {
            TransactionId = payment.TransactionId,
            MerchantId = payment.MerchantId,
            OrderId = payment.OrderId,
            MaskedCard = payment.Card.Masked,
            Minor = payment.Amount.Minor,
            Currency = payment.Amount.Currency.Code,
            Hold = payment.Hold,
            Description = payment.Code is { } code ? $"{StatementName(payment)} {code}" : null,
            Outcome = declineCode is null ? LedgerOutcome.Approved : LedgerOutcome.Declined,
            DeclineCode = declineCode,
            Eci = payment.Authentication?.Eci.TrimStart('0') ?? (version is null ? "7" : "5"),
            CardProduct = $"empty_{payment.Card.Brand.ToLowerInvariant()}",
            ThreeDSecureVersion = version,
        };
        return await RecordAsync(charge, scenario, entry => IsOf(entry, payment), cancellation);
    }

    /// <param name="isOwn">Whether an entry that is written already belongs to the request.</param>
    private async ValueTask<ConnectorResult> RecordAsync(LedgerEntry asked, Scenario scenario, Func<LedgerEntry, bool> isOwn, CancellationToken cancellation)
    {
        asked = asked with { SilentFinds = scenario.Failure is Failure.UnknownOnce ? 1 : 0 };
        try
        {
            await Task.Delay(scenario.DelayBeforeCharge, time, cancellation);
            if (scenario.Failure is Failure.Timeout)
                return new ConnectorResult.Unknown("The acquirer did not answer in time, as the order asked.");
            var entry = ledger.Record(asked);
            if (scenario.Failure is Failure.Duplicate)
                entry = ledger.Record(asked);
            await Task.Delay(scenario.DelayAfterCharge, time, cancellation);
            return scenario.Failure is Failure.LostAfterCharge or Failure.UnknownOnce
                ? new ConnectorResult.Unknown("The acquirer's answer was lost, as the order asked.")
                : Answer(entry, isOwn);
        }
        catch (OperationCanceledException)
        {
            return new ConnectorResult.Unknown("The gateway stopped waiting for the acquirer.");
        }
    }

    private static string StatementName(CardPayment payment) =>
        payment.MerchantName.Length > LongestStatementName ? payment.MerchantName[..LongestStatementName] : payment.MerchantName;

    /// <summary>The stored answer, unless it was given to another payment: then the ledger and the gateway's database do not belong together.</summary>
    private ConnectorResult Answer(LedgerEntry entry, CardPayment payment) => Answer(entry, known => IsOf(known, payment));

    private static bool IsOf(LedgerEntry entry, CardPayment payment) => IsOf(entry, payment.MerchantId, payment.OrderId);

    private static bool IsOf(LedgerEntry entry, long merchantId, string orderId) =>
        entry.OrderId == orderId && entry.MerchantId == merchantId && entry.OriginalId is null;

    private ConnectorResult Answer(LedgerEntry entry, Func<LedgerEntry, bool> isOwn)
    {
        if (entry.Outcome is not LedgerOutcome.Closed && !isOwn(entry))
        {
            LogForeignEntry(entry.TransactionId, entry.OrderId);
            return new ConnectorResult.Declined(InvalidTransaction);
        }
        return Answer(entry);
    }

    private static ConnectorResult Answer(LedgerEntry entry) => entry.Outcome switch
    {
        LedgerOutcome.Approved => new ConnectorResult.Approved
        {
            ApprovalCode = "123456",
            Rrn = "111111111111",
            Eci = entry.Eci,
            CardProduct = entry.CardProduct,
            ThreeDSecureVersion = entry.ThreeDSecureVersion,
        },
        LedgerOutcome.Open => new ConnectorResult.SentToBank(entry.Link!),
        _ => new ConnectorResult.Declined(entry.DeclineCode ?? InvalidTransaction) { ThreeDSecureVersion = entry.ThreeDSecureVersion },
    };

    [LoggerMessage(LogLevel.Error, "The acquirer's ledger has transaction {TransactionId} for another order, {OrderId}: the gateway's database was replaced. Delete simulator.db as well.")]
    private partial void LogForeignEntry(long transactionId, string orderId);
}
