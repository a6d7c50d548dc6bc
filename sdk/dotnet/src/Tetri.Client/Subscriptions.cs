using Tetri.Client.Calling;
using Tetri.Client.Wire;

namespace Tetri.Client;

/// <summary>Scheduled charges.</summary>
public sealed class Subscriptions
{
    private readonly Caller _caller;

    internal Subscriptions(Caller caller) => _caller = caller;

    /// <summary>Starts a subscription again.</summary>
    /// <exception cref="TetriException">It failed.</exception>
    public Task<SubscriptionState> StartAsync(SubscriptionRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _caller.CallAsync(Operation.SubscriptionsStart, request, RequestJson.Default.SubscriptionRequest, AnswerJson.Default.SubscriptionState, options, cancellationToken);

    /// <summary>Stops a subscription.</summary>
    /// <exception cref="TetriException">It failed.</exception>
    public Task<SubscriptionState> StopAsync(SubscriptionRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _caller.CallAsync(Operation.SubscriptionsStop, request, RequestJson.Default.SubscriptionRequest, AnswerJson.Default.SubscriptionState, options, cancellationToken);
}
