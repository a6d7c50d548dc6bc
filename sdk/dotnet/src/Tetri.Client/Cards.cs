using Tetri.Client.Calling;
using Tetri.Client.Wire;

namespace Tetri.Client;

/// <summary>Cards in the shop's own hands, and cards that the gateway stored.</summary>
public sealed class Cards
{
    private readonly Caller _caller;

    internal Cards(Caller caller) => _caller = caller;

    /// <summary>Creates an order and asks a card for it (PCI DSS).</summary>
    /// <exception cref="TetriException">It failed.</exception>
    public Task<DirectPayment> Step1Async(CardOrderRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _caller.CallAsync(Operation.CardsStep1, request, RequestJson.Default.CardOrderRequest, ReadAnswer.Direct, options, cancellationToken);

    /// <summary>Goes on with what the issuer sent back.</summary>
    /// <exception cref="TetriException">It failed.</exception>
    public Task<DirectPayment> Step2Async(Step2Request request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _caller.CallAsync(Operation.CardsStep2, request, RequestJson.Default.Step2Request, ReadAnswer.Direct, options, cancellationToken);

    /// <summary>Creates an order and charges a stored card, without its payer.</summary>
    /// <exception cref="TetriException">It failed.</exception>
    public Task<Order> RecurringAsync(RecurringRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _caller.CallAsync(Operation.CardsRecurring, request, RequestJson.Default.RecurringRequest, AnswerJson.Default.Order, options, cancellationToken);
}
