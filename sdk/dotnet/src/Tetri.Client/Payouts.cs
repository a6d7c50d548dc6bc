using Tetri.Client.Calling;
using Tetri.Client.Wire;

namespace Tetri.Client;

/// <summary>Money to cards and accounts, signed with the credit key.</summary>
public sealed class Payouts
{
    private readonly Caller _caller;

    internal Payouts(Caller caller) => _caller = caller;

    /// <summary>Sends money to a card.</summary>
    /// <exception cref="TetriException">It failed.</exception>
    public Task<Order> ToCardAsync(CardPayoutRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _caller.CallAsync(Operation.PayoutsToCard, request, RequestJson.Default.CardPayoutRequest, AnswerJson.Default.Order, options, cancellationToken);

    /// <summary>Sends money to an account.</summary>
    /// <exception cref="TetriException">It failed.</exception>
    public Task<Order> ToAccountAsync(AccountPayoutRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _caller.CallAsync(Operation.PayoutsToAccount, request, RequestJson.Default.AccountPayoutRequest, AnswerJson.Default.Order, options, cancellationToken);
}
