using Tetri.Client.Calling;
using Tetri.Client.Wire;

namespace Tetri.Client;

/// <summary>Orders that are paid on the gateway's page.</summary>
public sealed class Checkout
{
    private readonly Caller _caller;

    internal Checkout(Caller caller) => _caller = caller;

    /// <summary>Creates an order and says where to send the payer.</summary>
    /// <exception cref="TetriException">It failed.</exception>
    public Task<CheckoutPage> UrlAsync(OrderRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _caller.CallAsync(Operation.CheckoutUrl, request, RequestJson.Default.OrderRequest, AnswerJson.Default.CheckoutPage, options, cancellationToken);

    /// <summary>Creates an order and gives the token that the widget and mobile libraries begin with.</summary>
    /// <exception cref="TetriException">It failed.</exception>
    public Task<CheckoutToken> TokenAsync(OrderRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _caller.CallAsync(Operation.CheckoutToken, request, RequestJson.Default.OrderRequest, AnswerJson.Default.CheckoutToken, options, cancellationToken);

    /// <summary>A signed form for the payer's browser. The order is created when it is posted; nothing is sent here.</summary>
    public CheckoutForm Form(OrderRequest request) => _caller.Form(Operation.CheckoutForm, request, RequestJson.Default.OrderRequest);

    /// <summary>Creates an order that only proves a card: what is held is given back.</summary>
    /// <exception cref="TetriException">It failed.</exception>
    public Task<CheckoutPage> VerificationAsync(OrderRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _caller.CallAsync(Operation.CheckoutVerification, request, RequestJson.Default.OrderRequest, AnswerJson.Default.CheckoutPage, options, cancellationToken);
}
