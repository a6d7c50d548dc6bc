using Tetri.Accounts;
using Tetri.Callbacks;
using Tetri.Cards;
using Tetri.Connectors;
using Tetri.Orders;
using Tetri.Store;
using Tetri.Subscriptions;

namespace Tetri.Payments;

/// <summary>What an acquirer's answer makes of an open transaction and its order: the one write that concludes it.</summary>
internal static class Conclusion
{
    private const int ConnectionClosed = 1122;

    /// <param name="reversal">Begun together with an approval whose amount goes back by itself.</param>
    /// <param name="feeBasisPoints">The merchant's fee.</param>
    public static ChangeOrder Of(
        Order order, Transaction transaction, ConnectorResult result, CardSession? kept, Transaction? reversal, int feeBasisPoints, OwedCallbacks owed,
        DateTimeOffset now)
    {
        switch (result)
        {
            case ConnectorResult.Approved approved when transaction.Kind == TransactionKind.Capture:
                return OfCapture(
                    order, Ended(transaction, TransactionStatus.Approved, now) with { Rrn = approved.Rrn, ApprovalCode = approved.ApprovalCode }, feeBasisPoints, owed, now);

            case ConnectorResult.Approved approved when transaction.Kind == TransactionKind.Payout:
                return OfPayout(order, Ended(transaction, TransactionStatus.Approved, now) with { Rrn = approved.Rrn, ApprovalCode = approved.ApprovalCode }, approved, owed, now);

            case ConnectorResult.Declined declined when transaction.ParentId is not null:
                return OfRefusedFollowUp(order, Ended(transaction, TransactionStatus.Declined, now) with { ResponseCode = declined.Code });

            case ConnectorResult.Approved approved when transaction.Kind == TransactionKind.Reversal:
                return OfReversal(order, Ended(transaction, TransactionStatus.Approved, now) with { Rrn = approved.Rrn, ApprovalCode = approved.ApprovalCode }, owed, now);

            case ConnectorResult.NotFound when transaction.ParentId is not null:
                // What never arrived is asked for again; recovery does it.
                return Unchanged(order, transaction with { Status = TransactionStatus.Unknown, CheckAt = NextCheck(transaction, now) });

            case ConnectorResult.Approved approved when order.Terms.VerifiesByCode && transaction.Kind == TransactionKind.Verification:
                return OfHeldForCode(order, transaction, approved, now);

            case ConnectorResult.Approved approved:
                return OfApproval(order, transaction, approved, reversal, feeBasisPoints, owed, now);

            case ConnectorResult.Declined declined:
                return OfDecline(order, transaction, OrderEvent.PaymentDeclined, declined.Code, declined.ThreeDSecureVersion, owed, now);

            case ConnectorResult.NotFound:
                var isLost = !order.Terms.PaidByShop && transaction.Kind != TransactionKind.Payout;
                return OfDecline(order, transaction, isLost ? OrderEvent.PaymentLost : OrderEvent.PaymentDeclined, ConnectionClosed, null, owed, now);

            case ConnectorResult.MethodRequired or ConnectorResult.ChallengeRequired:
                return new ChangeOrder(order with { Version = order.Version + 1 })
                {
                    Update = transaction with { Status = TransactionStatus.Authenticating, CheckAt = now + Exchange.AuthenticationTime },
                    KeepCard = kept ?? throw new InvalidOperationException("A 3-D Secure step needs the card to be kept."),
                };

            case ConnectorResult.SentToBank sent:
                return new ChangeOrder(order with { Version = order.Version + 1, Payment = order.Payment with { BankUrl = sent.Url } })
                {
                    Update = transaction with { CheckAt = NextCheck(transaction, now) },
                };

            case ConnectorResult.Unknown:
                var open = transaction.Status is TransactionStatus.PayoutOpen or TransactionStatus.BankOpen ? transaction.Status : TransactionStatus.Unknown;
                return Unchanged(order, transaction with { Status = open, CheckAt = NextCheck(transaction, now) });

            default:
                throw new InvalidOperationException($"No such answer: {result.GetType().Name}.");
        }
    }

    private static ChangeOrder OfApproval(
        Order order, Transaction transaction, ConnectorResult.Approved approved, Transaction? reversal, int feeBasisPoints, OwedCallbacks owed, DateTimeOffset now)
    {
        var after = order.After(OrderEvent.PaymentApproved, now, out var step);
        if (step.ReversesPayment)
            throw new InvalidOperationException($"Order {order.PaymentId} is closed although transaction {transaction.Id} was open.");
        var clientFee = order.Payment.ClientFee;
        var fee = FeeOf(transaction, clientFee, feeBasisPoints);
        after = after with
        {
            Version = order.Version + 1,
            OpenTransactionId = null,
            Payment = Paid(order, transaction, approved) with
            {
                Fee = fee,
                VerificationStatus = order.Terms.Verification ? Payment.Verified : null,
                EndedAt = now,
                Split = order.Terms.Parts is { } parts ? new Split(parts).OfAmount(transaction.Amount.Minor) : null,
            },
        };
        return new ChangeOrder(after)
        {
            Begin = reversal,
            Update = Approved(transaction, approved, now),
            Entries = Movements.Of(order, transaction, (fee ?? 0) + clientFee),
            Owe = step.OwesCallback ? owed.For(after, now) : null,
            WipeCardOf = transaction.Id,
            ApproveRectoken = MadeRectoken(order),
            Subscribe = Subscription.BegunBy(after, now),
        };
    }

    /// <summary>
    /// The acquirer holds the amount, and the order waits for the code. The transaction stays its open one: nothing else may be begun, and a node of the
    /// release before leaves the order alone.
    /// </summary>
    private static ChangeOrder OfHeldForCode(Order order, Transaction transaction, ConnectorResult.Approved approved, DateTimeOffset now) =>
        new(order with
        {
            Version = order.Version + 1,
            Payment = Paid(order, transaction, approved) with { VerificationStatus = Payment.VerificationCreated, WrongCodes = 0 },
        })
        {
            Update = Approved(transaction, approved, now),
            Entries = Movements.Of(order, transaction, fee: 0),
            WipeCardOf = transaction.Id,
        };

    /// <summary>The end of a verification by code: the card is proved, or not, and the hold goes back either way.</summary>
    /// <param name="failureCode">Why the card is not proved; null where it is.</param>
    public static ChangeOrder OfVerification(Order order, int? failureCode, Transaction? reversal, OwedCallbacks owed, DateTimeOffset now)
    {
        var after = order.After(failureCode is null ? OrderEvent.PaymentApproved : OrderEvent.VerificationFailed, now, out var step);
        var payment = order.Payment with { EndedAt = now };
        after = after with
        {
            Version = order.Version + 1,
            OpenTransactionId = null,
            Payment = failureCode is null
                ? payment with { VerificationStatus = Payment.Verified }
                : payment with { VerificationStatus = Payment.VerificationFailed, ResponseCode = failureCode, Rectoken = null, RectokenEndsAt = null, SavedCard = null },
        };
        return new ChangeOrder(after)
        {
            Begin = reversal,
            Owe = step.OwesCallback ? owed.For(after, now) : null,
            ApproveRectoken = failureCode is null ? MadeRectoken(order) : null,
            DropRectoken = failureCode is null ? null : MadeRectoken(order),
            Subscribe = failureCode is null ? Subscription.BegunBy(after, now) : null,
        };
    }

    private static ChangeOrder OfDecline(
        Order order, Transaction transaction, OrderEvent happened, int code, int? threeDSecureVersion, OwedCallbacks owed, DateTimeOffset now)
    {
        var after = order.After(happened, now, out var step);
        after = after with
        {
            Version = order.Version + 1,
            OpenTransactionId = null,
            Payment = order.Payment with
            {
                TransactionId = transaction.Id,
                BankUrl = null,
                ResponseCode = code,
                ThreeDSecureVersion = threeDSecureVersion,
                VerificationStatus = order.Terms.Verification ? Payment.VerificationFailed : null,
                Rectoken = null,
                RectokenEndsAt = null,
                SavedCard = null,
                ClientFee = 0,
                Discount = 0,
                Promocode = null,
                EndedAt = now,
            },
        };
        return new ChangeOrder(after)
        {
            Update = Ended(transaction, TransactionStatus.Declined, now) with { ResponseCode = code },
            Owe = step.OwesCallback ? owed.For(after, now) : null,
            WipeCardOf = transaction.Id,
            DropRectoken = MadeRectoken(order),
        };
    }

    /// <summary>A capture or a reversal that moved nothing: the order is free again where the merchant asked for it, and as it was where it went back by itself.</summary>
    private static ChangeOrder OfRefusedFollowUp(Order order, Transaction refused) => order.OpenTransactionId != refused.Id
        ? Unchanged(order, refused)
        : new(order with
        {
            Version = order.Version + 1,
            OpenTransactionId = null,
            Payment = order.Payment with { Split = order.Payment.Split is { } split ? split with { GivingBack = null } : null },
        })
        { Update = refused };

    /// <summary>No acquirer was asked: the order itself can't be paid.</summary>
    public static ChangeOrder OfRefusal(Order order, int code, OwedCallbacks owed, DateTimeOffset now)
    {
        var after = order.After(OrderEvent.PaymentDeclined, now, out var step);
        after = after with { Version = order.Version + 1, Payment = order.Payment with { ResponseCode = code, EndedAt = now } };
        return new ChangeOrder(after) { Owe = step.OwesCallback ? owed.For(after, now) : null };
    }

    /// <summary>The stored card that the payment made. It may have found an earlier one of the same card, which is approved and stays so.</summary>
    private static string? MadeRectoken(Order order) => order.Terms.StoresCard ? order.Payment.Rectoken : order.Payment.SavedCard;

    private static ChangeOrder OfCapture(Order order, Transaction capture, int feeBasisPoints, OwedCallbacks owed, DateTimeOffset now)
    {
        var clientFee = Quote.FeeInPart(order.Payment.ClientFee, capture.Amount.Minor, order.Payment.Authorised);
        var fee = FeeOf(capture, clientFee, feeBasisPoints);
        var after = order.After(OrderEvent.Captured, now, out var step);
        after = after with
        {
            Version = order.Version + 1,
            OpenTransactionId = null,
            Payment = order.Payment with
            {
                Captured = capture.Amount.Minor,
                Fee = fee,
                ClientFee = clientFee,
                EndedAt = now,
                Split = order.Payment.Split?.OfAmount(capture.Amount.Minor),
            },
        };
        return new ChangeOrder(after)
        {
            Update = capture,
            Entries = Movements.Of(order, capture, (fee ?? 0) + clientFee),
            Owe = step.OwesCallback ? owed.For(after, now) : null,
        };
    }

    private static ChangeOrder OfReversal(Order order, Transaction reversal, OwedCallbacks owed, DateTimeOffset now)
    {
        // A late approval of a try that was declined goes back without a trace on the order: its amount was never counted.
        if (order.Payment.TransactionId != reversal.ParentId || order.Payment.Authorised == 0)
            return Unchanged(order, reversal);
        var isAll = reversal.Amount.Minor >= order.Payment.Left;
        var after = order.After(isAll ? OrderEvent.FullyReversed : OrderEvent.PartlyReversed, now, out var step);
        after = after with
        {
            Version = order.Version + 1,
            OpenTransactionId = order.OpenTransactionId == reversal.Id ? null : order.OpenTransactionId,
            Payment = order.Payment with
            {
                Reversed = order.Payment.Reversed + reversal.Amount.Minor,
                EndedAt = now,
                Split = order.Payment.Split?.AfterReversal(reversal.Amount.Minor),
            },
        };
        return new ChangeOrder(after)
        {
            Update = reversal,
            Entries = Movements.Of(order, reversal, fee: 0),
            Owe = step.OwesCallback ? owed.For(after, now) : null,
        };
    }

    private static ChangeOrder OfPayout(Order order, Transaction payout, ConnectorResult.Approved approved, OwedCallbacks owed, DateTimeOffset now)
    {
        var after = order.After(OrderEvent.PaymentApproved, now, out var step);
        after = after with
        {
            Version = order.Version + 1,
            OpenTransactionId = null,
            Payment = order.Payment with
            {
                PaidOut = payout.Amount.Minor,
                Rrn = approved.Rrn,
                ApprovalCode = approved.ApprovalCode,
                CardProduct = approved.CardProduct,
                EndedAt = now,
            },
        };
        return new ChangeOrder(after)
        {
            Update = payout,
            Entries = Movements.Of(order, payout, fee: 0),
            Owe = step.OwesCallback ? owed.For(after, now) : null,
        };
    }

    /// <summary>The merchant's own fee: of what is his, not of what the payer paid for paying.</summary>
    private static long? FeeOf(Transaction approved, long clientFee, int basisPoints) =>
        basisPoints > 0 && Movements.HasFee(approved.Kind) ? Movements.Fee(approved.Amount.Minor - clientFee, basisPoints) : null;

    private static Payment Paid(Order order, Transaction transaction, ConnectorResult.Approved approved) => order.Payment with
    {
        TransactionId = transaction.Id,
        BankUrl = null,
        Authorised = transaction.Amount.Minor,
        Captured = transaction.Kind == TransactionKind.Purchase ? transaction.Amount.Minor : 0,
        Rrn = approved.Rrn,
        ApprovalCode = approved.ApprovalCode,
        Eci = approved.Eci,
        CardProduct = approved.CardProduct,
        ThreeDSecureVersion = approved.ThreeDSecureVersion,
        ResponseCode = null,
    };

    private static Transaction Approved(Transaction transaction, ConnectorResult.Approved approved, DateTimeOffset now) =>
        Ended(transaction, TransactionStatus.Approved, now) with { Rrn = approved.Rrn, ApprovalCode = approved.ApprovalCode, Eci = approved.Eci };

    private static ChangeOrder Unchanged(Order order, Transaction transaction) =>
        new(order with { Version = order.Version + 1 }) { Update = transaction };

    private static Transaction Ended(Transaction transaction, TransactionStatus status, DateTimeOffset now) =>
        transaction with { Status = status, EndedAt = now };

    /// <summary>The older the question, the rarer it is asked: after a quarter of its age, between two seconds and an hour.</summary>
    private static DateTimeOffset NextCheck(Transaction transaction, DateTimeOffset now) =>
        now + TimeSpan.FromSeconds(Math.Clamp((now - transaction.StartedAt).TotalSeconds / 4, 2, 3600));
}
