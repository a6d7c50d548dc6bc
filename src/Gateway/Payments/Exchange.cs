using Tetri.Callbacks;
using Tetri.Cards;
using Tetri.Connectors;
using Tetri.Merchants;
using Tetri.Operations;
using Tetri.Orders;
using Tetri.Store;

namespace Tetri.Payments;

/// <summary>
/// The three steps of every exchange with an acquirer, from whatever door it comes: intend (commit a pending transaction), call
/// (outside any database transaction, keyed by the transaction id), conclude (commit the new state, the transaction's result and
/// the owed callback in one database transaction). A crash between leaves the transaction pending for <see cref="RecoverPending"/>.
/// </summary>
internal sealed partial class Exchange(
    GatewayStore store, IConnector connector, KnownMerchants merchants, OwedCallbacks owed, GatewayMetrics metrics, TimeProvider time, ILogger<Exchange> log)
{
    /// <summary>The longest that an acquirer may take to answer; after it the outcome is unknown.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long a payer may be away at the issuer.</summary>
    public static readonly TimeSpan AuthenticationTime = TimeSpan.FromMinutes(15);

    /// <summary>How long a payer may take to decide at his bank.</summary>
    public static readonly TimeSpan BankTime = TimeSpan.FromMinutes(15);

    /// <summary>Nobody but the caller concludes a transaction that is younger than this; then recovery may.</summary>
    public static readonly TimeSpan BeforeRecovery = CallTimeout + TimeSpan.FromSeconds(30);

    private static readonly TimeSpan PauseWhenFull = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PauseWhenAway = TimeSpan.FromMilliseconds(250);

    /// <summary>How long an answer of the acquirer waits for a store that is away; then recovery asks the acquirer again.</summary>
    private static readonly TimeSpan LongestWaitForStore = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LongestWaitForTurn = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseForTurn = TimeSpan.FromMilliseconds(50);

    /// <summary>Conflicts on one order are a few tabs or a worker; more turns than this is a bug.</summary>
    private const int MostTurns = 20;

    /// <summary>Step one for a new payment. Anything but Done: the order has moved on or the queue is full, and nothing was written.</summary>
    public async ValueTask<WriteOutcome> IntendAsync(Order order, Transaction transaction, PaymentMeans means)
    {
        var after = order.After(OrderEvent.PaymentStarted, transaction.StartedAt, out var step);
        if (!step.Changes || order.OpenTransactionId is not null)
            return WriteOutcome.Conflict;
        after = after with
        {
            Version = order.Version + 1,
            OpenTransactionId = transaction.Id,
            Payment = order.Payment with
            {
                TransactionId = transaction.Id,
                PaymentSystem = means.System,
                PaymentMethod = means.Method,
                BankUrl = null,
                MaskedCard = means.Card?.Masked,
                CardBin = means.Card?.Bin,
                CardType = means.Card?.Brand,
                PayerIp = means.PayerIp,
                Rectoken = means.Rectoken?.Value,
                RectokenEndsAt = means.Rectoken?.ExpiresAt,
                SavedCard = means.SavedCard?.Value,
                Schedule = means.Schedule,
                Answers = means.Answers ?? order.Payment.Answers,
                ClientFee = means.Quote?.ClientFee ?? 0,
                Discount = means.Quote?.Discount ?? 0,
                Promocode = means.Quote?.Promocode,
                ResponseCode = null,
                VerificationStatus = null,
            },
        };
        return await store.WriteAsync(new ChangeOrder(after)
        {
            Begin = transaction,
            Issue = (means.Rectoken ?? means.SavedCard) is { } stored && stored.TransactionId == transaction.Id ? stored : null,
        });
    }

    /// <summary>Declines an order that no acquirer is asked for; it is left as it is where it has moved on.</summary>
    public async ValueTask<Order> RefuseAsync(Order order, int code)
    {
        var change = Conclusion.OfRefusal(order, code, owed, time.GetUtcNow());
        if (await store.WriteAsync(change) != WriteOutcome.Done)
            return await ReadAsync(order);
        owed.Announce();
        return change.After;
    }

    public async ValueTask<Order> ReadAsync(Order order) => (await store.FindOrderAsync(order.MerchantId, order.PaymentId))!;

    /// <summary>Step one for money that moves after the approval. One exchange at a time: while it is open, the order starts no other.</summary>
    public async ValueTask<WriteOutcome> IntendAsync(Order order, Transaction transaction) =>
        order.OpenTransactionId is not null
            ? WriteOutcome.Conflict
            : await store.WriteAsync(new ChangeOrder(order with { Version = order.Version + 1, OpenTransactionId = transaction.Id }) { Begin = transaction });

    /// <summary>Step one for money that goes out: the order is made and begun in one write, so that a payout that is refused leaves no trace.</summary>
    /// <param name="needsBalance">It must not be more than the merchant's balance.</param>
    public ValueTask<(WriteOutcome Outcome, Order Order)> IntendPayoutAsync(Order order, Transaction payout, bool needsBalance, IdempotencyKey? key)
    {
        var begun = order.After(OrderEvent.PaymentStarted, payout.StartedAt, out _) with { OpenTransactionId = payout.Id };
        return store.AddPayoutAsync(begun with { Payment = begun.Payment with { TransactionId = payout.Id } }, payout, needsBalance, key);
    }

    public Transaction NewTransaction(long id, Order order, TransactionKind kind, Money amount, CardNumber? card = null, long? parentId = null, string? reference = null)
    {
        var now = time.GetUtcNow();
        return new Transaction
        {
            Id = id,
            MerchantId = order.MerchantId,
            PaymentId = order.PaymentId,
            Kind = kind,
            Status = kind == TransactionKind.Payout ? TransactionStatus.PayoutOpen : TransactionStatus.Pending,
            Amount = amount,
            Connector = connector.Name,
            ParentId = parentId,
            Reference = reference,
            MaskedCard = card?.Masked,
            CardType = card?.Brand,
            StartedAt = now,
            CheckAt = now + BeforeRecovery,
        };
    }

    /// <summary>Step two. Whatever goes wrong on the way is an unknown outcome, never a decline.</summary>
    public async ValueTask<ConnectorResult> CallAsync(Func<CancellationToken, ValueTask<ConnectorResult>> call)
    {
        using var timeout = new CancellationTokenSource(CallTimeout, time);
        var started = time.GetTimestamp();
        try
        {
            return await call(timeout.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return new ConnectorResult.Unknown("The acquirer did not answer in time.");
        }
        catch (Exception error)
        {
            LogCallFailed(error, connector.Name);
            return new ConnectorResult.Unknown("The connector failed.");
        }
        finally
        {
            metrics.AcquirerCalled(time.GetElapsedTime(started));
        }
    }

    /// <summary>
    /// A payer came back from the issuer: the transaction becomes pending again before the acquirer is asked for money.
    /// Null when somebody else was faster or the order has moved on.
    /// </summary>
    public async ValueTask<Transaction?> ResumeAsync(Order order, Transaction transaction)
    {
        if (transaction.Status != TransactionStatus.Authenticating || order.OpenTransactionId != transaction.Id)
            return null;
        var resumed = transaction with { Status = TransactionStatus.Pending, CheckAt = time.GetUtcNow() + BeforeRecovery };
        var outcome = await store.WriteAsync(new ChangeOrder(order with { Version = order.Version + 1 }) { Update = resumed });
        return outcome == WriteOutcome.Done ? resumed : null;
    }

    /// <summary>Step three: commits what the acquirer said. Gives the order as it is afterwards.</summary>
    /// <param name="kept">The card to keep when the payer is sent on to the next 3-D Secure step.</param>
    /// <exception cref="StoreUnavailableException">The transaction is left to recovery.</exception>
    public async ValueTask<Order> ConcludeAsync(Transaction transaction, ConnectorResult result, CardSession? kept = null)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await ConcludeNowAsync(transaction, result, kept);
            }
            catch (StoreUnavailableException) when (time.GetElapsedTime(began) < LongestWaitForStore)
            {
                await Task.Delay(PauseWhenAway, time);
            }
        }
    }

    /// <summary>May be run again: it begins with what is stored.</summary>
    private async ValueTask<Order> ConcludeNowAsync(Transaction transaction, ConnectorResult result, CardSession? kept)
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var order = await store.FindOrderAsync(transaction.MerchantId, transaction.PaymentId)
                ?? throw new InvalidOperationException($"Transaction {transaction.Id} has no order.");
            var current = await store.FindTransactionAsync(transaction.MerchantId, transaction.PaymentId, transaction.Id)
                ?? throw new InvalidOperationException($"Transaction {transaction.Id} was never begun.");
            if (!current.IsOpen)
            {
                // Somebody concluded it first. An approval that comes after a decline must not keep the payer's money.
                if (current.Status != TransactionStatus.Declined || result is not ConnectorResult.Approved)
                    return order;
                if (current.ParentId is null && current.Kind != TransactionKind.Payout)
                    return current.Amount.Minor > 0 ? await GiveBackAsync(order, current) : order;
                LogMovedAfterAll(current.Kind, current.Id);
                return order;
            }

            // What a verification holds goes back by itself: the reversal is begun in the write that approves, so no crash forgets it.
            // By code it is held until the code is right, or fails.
            var givesBack = result is ConnectorResult.Approved && current is { Kind: TransactionKind.Verification, Amount.Minor: > 0 } && !order.Terms.VerifiesByCode;
            var reversal = givesBack ? await NewReversalAsync(order, current) : null;
            var fee = merchants.Find(order.MerchantId)?.Settings.FeeBasisPoints ?? 0;
            var change = Conclusion.Of(order, current, result, kept, reversal, fee, owed, time.GetUtcNow());
            if (await WriteWhenThereIsRoomAsync(change) != WriteOutcome.Done)
                continue;

            if (change.Owe is not null)
                owed.Announce();
            Count(change.Update!);
            if (order.OpenTransactionId != current.Id && change.Update is { Kind: TransactionKind.Reversal, Status: TransactionStatus.Declined } refused)
                await TellOfRefusalAsync(order, refused);
            return reversal is null ? change.After : await FollowAsync(order, reversal);
        }
        throw new InvalidOperationException($"Order {transaction.PaymentId} kept changing while transaction {transaction.Id} was concluded.");
    }

    /// <summary>
    /// Ends a verification that waits for its code: the new state and the reversal of the hold are one write, so the hold goes back once, whatever happens
    /// after it. Null when the order has moved on.
    /// </summary>
    /// <param name="failureCode">Why the card is not proved; null where it is.</param>
    public async ValueTask<Order?> EndVerificationAsync(Order order, int? failureCode)
    {
        if (!order.AwaitsCode || order.OpenTransactionId is not { } heldId || await store.FindTransactionAsync(order.MerchantId, order.PaymentId, heldId) is not { } hold)
            return null;
        var reversal = hold.Amount.Minor > 0 ? await NewReversalAsync(order, hold) : null;
        var change = Conclusion.OfVerification(order, failureCode, reversal, owed, time.GetUtcNow());
        if (await WriteWhenThereIsRoomAsync(change) != WriteOutcome.Done)
            return null;
        if (change.Owe is not null)
            owed.Announce();
        return reversal is null ? change.After : await FollowAsync(change.After, reversal);
    }

    /// <summary>
    /// Sends a late approval back under a transaction of its own, an exchange like any other, and once, however many learn of it: beginning a reversal is
    /// a new version of the order, so of those who found none at the same version one begins it.
    /// </summary>
    private async ValueTask<Order> GiveBackAsync(Order order, Transaction approved)
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            // Read after the order: a reversal that is not seen here is of a later version. One that is begun is concluded by the one who began it, or by recovery.
            if ((await ReversalsOfAsync(order, approved.Id)).Count > 0)
                return order;
            var reversal = await NewReversalAsync(order, approved);
            if (await WriteWhenThereIsRoomAsync(new ChangeOrder(order with { Version = order.Version + 1 }) { Begin = reversal }) == WriteOutcome.Done)
                return await FollowAsync(order, reversal);
            order = await ReadAsync(order);
        }
        throw new InvalidOperationException($"Order {order.PaymentId} kept changing while transaction {approved.Id} was to go back.");
    }

    /// <summary>
    /// The acquirer has refused for good what must go back by itself. Releases before could begin two reversals of one late approval, and the refusal of one of
    /// them is as it should be; else somebody's money is stuck, and only people can settle that.
    /// </summary>
    private async ValueTask TellOfRefusalAsync(Order order, Transaction refused)
    {
        if ((await ReversalsOfAsync(order, refused.ParentId)).TrueForAll(reversal => reversal.Status == TransactionStatus.Declined))
            LogNotGivenBack(refused.Id, refused.ParentId!.Value, refused.ResponseCode);
    }

    private async ValueTask<List<Transaction>> ReversalsOfAsync(Order order, long? parentId) =>
        (await store.TransactionsOfOrderAsync(order.MerchantId, order.PaymentId))
            .FindAll(transaction => transaction.Kind == TransactionKind.Reversal && transaction.ParentId == parentId);

    private async ValueTask<Transaction> NewReversalAsync(Order order, Transaction approved) =>
        NewTransaction(await store.NextTransactionIdAsync(), order, TransactionKind.Reversal, approved.Amount, parentId: approved.Id);

    /// <summary>Steps two and three of what follows an approval. The call is keyed by the transaction id, so it may be repeated.</summary>
    public async ValueTask<Order> FollowAsync(Order order, Transaction transaction)
    {
        var request = new FollowUp(
            transaction.Id, transaction.ParentId ?? throw new InvalidOperationException($"Transaction {transaction.Id} follows no other."), transaction.Amount,
            order.Terms.ReservationData);
        return await ConcludeAsync(transaction, await CallAsync(cancellation => transaction.Kind == TransactionKind.Capture
            ? connector.CaptureAsync(request, cancellation)
            : connector.ReverseAsync(request, cancellation)));
    }

    /// <summary>The order once the exchange that is open on it has ended; null when it takes longer than a caller should wait.</summary>
    public async ValueTask<Order?> WhenFreeAsync(Order order)
    {
        var began = time.GetTimestamp();
        while (order.OpenTransactionId is not null)
        {
            if (time.GetElapsedTime(began) > LongestWaitForTurn)
                return null;
            await Task.Delay(PauseForTurn, time);
            order = (await store.FindOrderAsync(order.MerchantId, order.PaymentId))!;
        }
        return order;
    }

    /// <summary>What a repeated request is answered: the order once what is open on it has ended, or as it is where that takes too long.</summary>
    public async ValueTask<Order> AfterOpenAsync(Order order) => await WhenFreeAsync(order) ?? order;

    /// <summary>The money has an answer already: it waits for room in the queue instead of being left to recovery.</summary>
    private async ValueTask<WriteOutcome> WriteWhenThereIsRoomAsync(ChangeOrder change)
    {
        while (true)
        {
            var outcome = await store.WriteAsync(change);
            if (outcome != WriteOutcome.QueueFull)
                return outcome;
            await Task.Delay(PauseWhenFull, time);
        }
    }

    private void Count(Transaction concluded)
    {
        if (concluded.Kind is TransactionKind.Reversal or TransactionKind.Capture or TransactionKind.Payout)
            return;
        if (concluded.Status == TransactionStatus.Approved)
            metrics.PaymentApproved();
        else if (concluded.Status == TransactionStatus.Declined)
            metrics.PaymentDeclined();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The acquirer approved {Kind} {TransactionId} although it had declined it or did not know it before. The money has moved; settle it with the acquirer.")]
    private partial void LogMovedAfterAll(TransactionKind kind, long transactionId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The acquirer refused reversal {TransactionId} of transaction {ApprovedId}, which must go back by itself, with {Code}. It is not asked again; settle it with the acquirer.")]
    private partial void LogNotGivenBack(long transactionId, long approvedId, int? code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Connector {Name} threw; the outcome of the call is unknown.")]
    private partial void LogCallFailed(Exception error, string name);
}
