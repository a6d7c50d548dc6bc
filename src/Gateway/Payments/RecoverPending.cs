using Tetri.Connectors;
using Tetri.Store;

namespace Tetri.Payments;

/// <summary>
/// Concludes what a crash, a timeout or a payer who never came back left open: asks the acquirer what became of a transaction,
/// and never guesses.
/// </summary>
internal sealed class RecoverPending(GatewayStore store, IConnector connector, Exchange exchange, TimeProvider time)
{
    private const int AuthenticationFailed = 1024;
    private const int MostAtOnce = 200;

    /// <param name="afterRestart">No other process works on this store, so what is pending has lost its caller and need not wait.</param>
    public async ValueTask<int> RunAsync(bool afterRestart, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var due = await store.TransactionsToCheckAsync(afterRestart ? now + Exchange.BeforeRecovery : now, MostAtOnce, cancellation);
        await Task.WhenAll(due.Select(transaction => CheckAsync(transaction, now).AsTask()));
        return due.Count;
    }

    private async ValueTask CheckAsync(Transaction transaction, DateTimeOffset now)
    {
        if (transaction.Status == TransactionStatus.Authenticating)
        {
            // Taken first, so that a payer who comes back at this moment either has it or finds it ended.
            if (transaction.CheckAt <= now &&
                await store.FindOrderAsync(transaction.MerchantId, transaction.PaymentId) is { } order &&
                await exchange.ResumeAsync(order, transaction) is { } taken)
                await exchange.ConcludeAsync(taken, new ConnectorResult.Declined(AuthenticationFailed));
            return;
        }
        // A payer who has not decided in time has gone; his bank must not take the money later.
        var isOver = transaction.Status == TransactionStatus.BankOpen && transaction.StartedAt + Exchange.BankTime <= now;
        var result = await exchange.CallAsync(cancellation =>
            isOver ? connector.WithdrawAsync(transaction.Id, cancellation) : connector.FindAsync(transaction.Id, cancellation));
        if (transaction.ParentId is not null && result is ConnectorResult.NotFound)
            await exchange.FollowAsync((await store.FindOrderAsync(transaction.MerchantId, transaction.PaymentId))!, transaction);
        else
            await exchange.ConcludeAsync(transaction, result);
    }
}
