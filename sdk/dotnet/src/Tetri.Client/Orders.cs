using Tetri.Client.Calling;
using Tetri.Client.Wire;

namespace Tetri.Client;

/// <summary>Orders that exist.</summary>
public sealed class Orders
{
    private readonly Caller _caller;

    internal Orders(Caller caller) => _caller = caller;

    /// <summary>How an order stands.</summary>
    /// <exception cref="TetriException">It failed.</exception>
    public Task<Order> StatusAsync(StatusRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _caller.CallAsync(Operation.OrdersStatus, request, RequestJson.Default.StatusRequest, AnswerJson.Default.Order, options, cancellationToken);

    /// <summary>How an order stands, by the gateway's name of its payment.</summary>
    /// <exception cref="TetriException">It failed.</exception>
    public Task<Order> StatusByPaymentIdAsync(StatusByPaymentIdRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _caller.CallAsync(Operation.OrdersStatusByPaymentId, request, RequestJson.Default.StatusByPaymentIdRequest, AnswerJson.Default.Order, options, cancellationToken);

    /// <summary>Takes what an order holds, or a part of it.</summary>
    /// <exception cref="TetriException">It failed.</exception>
    public Task<Capture> CaptureAsync(CaptureRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _caller.CallAsync(Operation.OrdersCapture, request, RequestJson.Default.CaptureRequest, AnswerJson.Default.Capture, options, cancellationToken);

    /// <summary>Gives money back, all or a part.</summary>
    /// <exception cref="TetriException">It failed.</exception>
    public Task<Reversal> ReverseAsync(ReverseRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _caller.CallAsync(Operation.OrdersReverse, request, RequestJson.Default.ReverseRequest, AnswerJson.Default.Reversal, options, cancellationToken);

    /// <summary>Gives money back, by the gateway's name of the payment.</summary>
    /// <exception cref="TetriException">It failed.</exception>
    public Task<Reversal> ReverseByPaymentIdAsync(ReverseByPaymentIdRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _caller.CallAsync(Operation.OrdersReverseByPaymentId, request, RequestJson.Default.ReverseByPaymentIdRequest, AnswerJson.Default.Reversal, options, cancellationToken);

    /// <summary>Divides an approved payment between merchants. Always version 2.0.</summary>
    /// <exception cref="TetriException">It failed.</exception>
    public Task<Settlement> SettleAsync(SettlementRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _caller.CallAsync(Operation.OrdersSettle, request, RequestJson.Default.SettlementRequest, AnswerJson.Default.Settlement, options, cancellationToken);

    /// <summary>The exchanges with banks, of an order; none of an order that does not exist. The gateway does not sign this answer.</summary>
    /// <exception cref="TetriException">It failed.</exception>
    public Task<IReadOnlyList<Transaction>> TransactionsAsync(StatusRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _caller.CallAsync(Operation.OrdersTransactions, request, RequestJson.Default.StatusRequest, ReadAnswer.Transactions, options, cancellationToken);

    /// <summary>The orders of a time.</summary>
    /// <exception cref="TetriException">It failed.</exception>
    public Task<IReadOnlyList<Order>> ReportAsync(ReportRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _caller.CallAsync(Operation.OrdersReport, request, RequestJson.Default.ReportRequest, ReadAnswer.Orders, options, cancellationToken);

    /// <summary>What the fiscal service said about an order.</summary>
    /// <exception cref="TetriException">It failed.</exception>
    public Task<FiscalData> FiscalDataAsync(StatusRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _caller.CallAsync(Operation.OrdersFiscalData, request, RequestJson.Default.StatusRequest, AnswerJson.Default.FiscalData, options, cancellationToken);
}
