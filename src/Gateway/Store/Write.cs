using System.Text.Json;
using System.Threading.Tasks.Sources;
using Tetri.Accounts;
using Tetri.Callbacks;
using Tetri.Cards;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Subscriptions;

namespace Tetri.Store;

/// <summary>How a write ended. Anything but <see cref="Done"/> left no trace.</summary>
internal enum WriteOutcome
{
    Done,

    /// <summary>The merchant has an order with this order_id already.</summary>
    DuplicateOrder,

    /// <summary>The Idempotency-Key has been used for this endpoint, or the wallet's container by a payment.</summary>
    KeyTaken,

    /// <summary>The row has moved on since it was read: read again and decide again.</summary>
    Conflict,

    /// <summary>The queue is full: nothing was taken, try again later.</summary>
    QueueFull,

    /// <summary>The merchant's balance does not cover the payout.</summary>
    BalanceTooLow,
}

/// <summary>
/// One unit that commits whole or not at all. The kinds below are all there are; each carries its own guard, so a batch
/// that fails can be run again one write at a time.
/// </summary>
internal abstract class Write : IValueTaskSource<WriteOutcome>
{
    private ManualResetValueTaskSourceCore<WriteOutcome> _completion;

    /// <summary>Set while the batch is open, told to the caller after its commit.</summary>
    public WriteOutcome Outcome { get; set; }

    /// <summary>No shop, payer or acquirer waits for it, and what it loses in a crash is made again.</summary>
    public virtual bool MayWait => false;

    /// <summary>The commit that held it shows that the database can be written. One of nothing succeeds on a full disk too.</summary>
    public virtual bool HasWritten => Outcome == WriteOutcome.Done;

    public ValueTask<WriteOutcome> Completion => new(this, _completion.Version);

    /// <summary>Why the write failed although nothing was wrong with it.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Runs what the caller does next on this thread, which therefore must not be the writer's.</summary>
    public void Complete()
    {
        if (Fault is null)
            _completion.SetResult(Outcome);
        else
            _completion.SetException(Fault);
    }

    WriteOutcome IValueTaskSource<WriteOutcome>.GetResult(short token) => _completion.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<WriteOutcome>.GetStatus(short token) => _completion.GetStatus(token);

    void IValueTaskSource<WriteOutcome>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, token, flags);
}

/// <summary>
/// A new order. Guards: order_id is new for the merchant, and so is the idempotency key where one came. A payout is begun in the same write, and where
/// the merchant's balance must cover it, that is a guard too.
/// </summary>
internal sealed class AddOrder(Order order, IdempotencyKey? key) : Write
{
    public Order Order { get; } = order;

    /// <summary>In UTF-8, as it is stored. Made by the caller, so that the writer need not.</summary>
    public byte[] TermsJson { get; } = JsonSerializer.SerializeToUtf8Bytes(order.Terms, OrderJson.Default.OrderTerms);

    public IdempotencyKey? Key { get; } = key;

    /// <summary>A payout's transaction; its payment id is the order's.</summary>
    public Transaction? Begin { get; init; }

    /// <summary>The payout must not be more than the balance less payouts whose outcome is open.</summary>
    public bool NeedsBalance { get; init; }

    /// <summary>Given by the store.</summary>
    public long PaymentId
    {
        get => Order.PaymentId;
        set => Order.PaymentId = value;
    }
}

/// <summary>
/// The next version of an order with all that belongs to the step: a transaction begun, moved on or concluded, the callback
/// it owes, the card kept for the next step or wiped, the entries of the money that moved. Guard: the order's row still has the version before.
/// </summary>
internal sealed class ChangeOrder(Order after) : Write
{
    public Order After { get; } = after;
    public Transaction? Begin { get; init; }
    public Transaction? Update { get; init; }

    /// <summary>What <see cref="Update"/> moves.</summary>
    public IReadOnlyList<Entry> Entries { get; init; } = [];
    public Callback? Owe { get; init; }
    public CardSession? KeepCard { get; init; }

    /// <summary>The transaction whose kept card and CVV are wiped.</summary>
    public long? WipeCardOf { get; init; }

    /// <summary>The stored card that the payment begun here makes; it can't be charged before the approval.</summary>
    public Rectoken? Issue { get; init; }

    /// <summary>The stored card that can be charged, now that the update approves its payment.</summary>
    public string? ApproveRectoken { get; init; }

    /// <summary>The stored card that goes with its declined payment.</summary>
    public string? DropRectoken { get; init; }

    /// <summary>The subscription that the approval begins.</summary>
    public Subscription? Subscribe { get; init; }
}

/// <summary>Enters what an approved transaction moved, where a release before the ledger approved it. What is entered already stays.</summary>
internal sealed class AddEntries(Transaction approved, IReadOnlyList<Entry> entries) : Write
{
    public Transaction Approved { get; } = approved;
    public IReadOnlyList<Entry> Entries { get; } = entries;
}

/// <summary>
/// One delivery attempt and what it made of the callback. Guard: the callback is still due. The lease is given back where it is still this one: a node that
/// stood still for longer must not take another's.
/// </summary>
internal sealed class RecordAttempt(Callback after, CallbackAttempt attempt, DateTimeOffset leasedUntil) : Write
{
    public Callback After { get; } = after;
    public CallbackAttempt Attempt { get; } = attempt;
    public DateTimeOffset LeasedUntil { get; } = leasedUntil;

    public override bool MayWait => true;
}

/// <summary>Sends a callback again on the merchant's wish, whatever became of it before.</summary>
internal sealed class ResendCallback(long merchantId, long callbackId, DateTimeOffset dueAt) : Write
{
    public long MerchantId { get; } = merchantId;
    public long CallbackId { get; } = callbackId;
    public DateTimeOffset DueAt { get; } = dueAt;
}

/// <summary>Gives back a callback that was claimed and not begun, so that another node need not wait for the lease to run out. Guard: the lease is ours.</summary>
internal sealed class ReleaseCallback(long merchantId, long callbackId, DateTimeOffset leasedUntil) : Write
{
    public long MerchantId { get; } = merchantId;
    public long CallbackId { get; } = callbackId;
    public DateTimeOffset LeasedUntil { get; } = leasedUntil;
}

/// <summary>A stored card that no payment makes. Guard: there is none under its name.</summary>
internal sealed class PutRectoken(Rectoken rectoken) : Write
{
    public Rectoken Rectoken { get; } = rectoken;
}

/// <summary>No charges of a stored card any more. Guard: there is such a one; the first time counts.</summary>
internal sealed class DeactivateRectoken(long merchantId, string rectoken, DateTimeOffset at) : Write
{
    public long MerchantId { get; } = merchantId;
    public string Rectoken { get; } = rectoken;
    public DateTimeOffset At { get; } = at;
}

/// <summary>Deletes a card that a payer kept. Conflict: he has no such one.</summary>
internal sealed class ForgetSavedCard(long merchantId, string payer, string rectoken) : Write
{
    public long MerchantId { get; } = merchantId;
    public string Payer { get; } = payer;
    public string Rectoken { get; } = rectoken;
}

/// <summary>A stored card sealed under another master key. Guard: it is still sealed under the one before.</summary>
internal sealed class ResealRectoken(byte before, Rectoken after) : Write
{
    public byte Before { get; } = before;
    public Rectoken After { get; } = after;
}

/// <summary>The next version of a subscription. Guard: its row still has the version before.</summary>
internal sealed class ChangeSubscription(Subscription after) : Write
{
    public Subscription After { get; } = after;
}

/// <summary>A wallet's container is used up by a payment. Guard: it was not before.</summary>
internal sealed class SpendContainer(IdempotencyKey container, long paymentId, DateTimeOffset at) : Write
{
    public IdempotencyKey Container { get; } = container;
    public long PaymentId { get; } = paymentId;
    public DateTimeOffset At { get; } = at;
}

/// <summary>A merchant as it is to be from now on.</summary>
internal sealed class PutMerchant(Merchant merchant) : Write
{
    public Merchant Merchant { get; } = merchant;
}

/// <summary>Moves the sandbox's clock so far ahead, where it is not there already.</summary>
internal sealed class MoveClock(TimeSpan ahead) : Write
{
    public TimeSpan Ahead { get; } = ahead;
}

/// <summary>Forgets what is only kept for a time: idempotency keys, spent containers, and cards between 3-D Secure steps.</summary>
internal sealed class ForgetExpired(DateTimeOffset now) : Write
{
    public DateTimeOffset Now { get; } = now;

    /// <summary>Mostly there is nothing to forget.</summary>
    public override bool HasWritten => false;
}
