using Tetri.Cards;
using Tetri.Connectors;
using Tetri.Payments;

namespace Tetri.Simulation;

/// <summary>
/// An acquirer that is asked by several at once, and tells the first that it never heard of the transaction; the others learn the truth when the test lets
/// them. Asked later, it knows.
/// </summary>
internal sealed class DenyingAcquirer(IConnector acquirer, DenyingAcquirer.Askers askers) : IConnector
{
    /// <summary>Of one transaction. Several nodes may share them.</summary>
    internal sealed class Askers(int count)
    {
        private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _asked;

        public void TellTheOthers() => _told.TrySetResult();

        /// <summary>Whether the acquirer denies it to this one.</summary>
        public async Task<bool> AskAsync()
        {
            var asked = Interlocked.Increment(ref _asked);
            if (asked == count)
                _all.SetResult();
            await _all.Task.WaitAsync(Longest);
            if (asked == 1)
                return true;
            await _told.Task.WaitAsync(Longest);
            return false;
        }
    }

    public string Name => acquirer.Name;

    public IReadOnlyList<OfferedTestCard> TestCards => acquirer.TestCards;

    public IReadOnlyList<Bank> Banks => acquirer.Banks;

    public bool Accepts(CardNumber card) => acquirer.Accepts(card);

    public bool Accepts(Iban iban) => acquirer.Accepts(iban);

    public ValueTask<OpenedContainer> OpenAsync(WalletContainer container, Money amount, CancellationToken cancellation) => acquirer.OpenAsync(container, amount, cancellation);

    public ValueTask<ConnectorResult> StartAsync(CardPayment payment, CancellationToken cancellation) => acquirer.StartAsync(payment, cancellation);

    public ValueTask<ConnectorResult> StartAsync(BankPayment payment, CancellationToken cancellation) => acquirer.StartAsync(payment, cancellation);

    public ValueTask<ConnectorResult> WithdrawAsync(long transactionId, CancellationToken cancellation) => acquirer.WithdrawAsync(transactionId, cancellation);

    public ValueTask<ConnectorResult> ContinueAsync(CardPayment payment, ThreeDSecureProof proof, CancellationToken cancellation) =>
        acquirer.ContinueAsync(payment, proof, cancellation);

    public async ValueTask<ConnectorResult> FindAsync(long transactionId, CancellationToken cancellation) =>
        await askers.AskAsync() ? new ConnectorResult.NotFound() : await acquirer.FindAsync(transactionId, cancellation);

    public ValueTask<ConnectorResult> CaptureAsync(FollowUp capture, CancellationToken cancellation) => acquirer.CaptureAsync(capture, cancellation);

    public ValueTask<ConnectorResult> ReverseAsync(FollowUp reversal, CancellationToken cancellation) => acquirer.ReverseAsync(reversal, cancellation);

    public ValueTask<ConnectorResult> CreditAsync(Credit credit, CancellationToken cancellation) => acquirer.CreditAsync(credit, cancellation);
}
