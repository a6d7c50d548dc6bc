using Tetri.Store;

namespace Tetri.Cards;

/// <summary>
/// Encrypts stored cards anew that are sealed under an older master key. How far it came is in the rows, so it may end at any time and
/// goes on at the next turn; of several nodes the first to write a row decides.
/// </summary>
internal sealed partial class ResealRectokens(GatewayStore store, CardVault vault, ILogger<ResealRectokens> log)
{
    public const int MostAtOnce = 100;

    /// <summary>Gives the number of cards that were sealed anew.</summary>
    public async ValueTask<int> RunAsync(CancellationToken cancellation)
    {
        var all = 0;
        foreach (var keyId in vault.OlderKeyIds)
        {
            var (merchantId, value) = (0L, "");
            while (await store.RectokensSealedUnderAsync(keyId, merchantId, value, MostAtOnce, cancellation) is { Count: > 0 } rectokens)
            {
                var outcomes = await Task.WhenAll(rectokens.Select(rectoken => ResealAsync(rectoken).AsTask()));
                all += outcomes.Count(outcome => outcome == WriteOutcome.Done);
                (merchantId, value) = (rectokens[^1].MerchantId, rectokens[^1].Value);
            }
        }
        if (all > 0)
            LogResealed(all);
        return all;
    }

    private async ValueTask<WriteOutcome> ResealAsync(Rectoken rectoken)
    {
        if (vault.Reseal(rectoken) is { } resealed)
            return await store.WriteAsync(new ResealRectoken(rectoken.KeyId, resealed));
        LogNotOpened(rectoken.MerchantId, rectoken.TransactionId, rectoken.KeyId);
        return WriteOutcome.Conflict;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} stored cards are sealed under the master key in use now.")]
    private partial void LogResealed(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "The stored card of merchant {MerchantId} that transaction {TransactionId} made can't be opened with key {KeyId}; it is left as it is.")]
    private partial void LogNotOpened(long merchantId, long transactionId, int keyId);
}
