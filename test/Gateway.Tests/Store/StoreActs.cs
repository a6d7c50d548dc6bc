using Tetri.Accounts;
using Tetri.Callbacks;
using Tetri.Cards;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Store;

namespace Tetri.Tests.Store;

/// <summary>All that the store can do, done once.</summary>
internal static class StoreActs
{
    private const long MerchantId = 1549901;
    private const long OtherMerchantId = 1396424;
    private static readonly DateTimeOffset Now = TestStore.Order("").CreatedAt;

    /// <summary>Does one thing after the other, and tells its name.</summary>
    public static async IAsyncEnumerable<string> RunAsync(GatewayStore store)
    {
        // Two merchants' orders in one batch: there each row finds its partition, and the index that decides on duplicates is that partition's own.
        var added = await Task.WhenAll(
            store.AddOrderAsync(TestStore.Order("A-1"), null).AsTask(), store.AddOrderAsync(TestStore.Order("A-1", OtherMerchantId), null).AsTask());
        var order = added[0].Order;
        await store.AddOrderAsync(TestStore.Order("A-2"), new IdempotencyKey(MerchantId, "checkout/url", "k", "hash", Now.AddHours(1)));
        yield return nameof(AddOrder);
        await store.FindOrderAsync(MerchantId, "A-1");
        yield return nameof(store.FindOrderAsync);
        await store.FindOrderAsync(MerchantId, order.PaymentId);
        yield return nameof(store.FindOrderAsync);
        await store.FindSettledOrderAsync(MerchantId, "A-1", default);
        yield return nameof(store.FindSettledOrderAsync);
        await store.FindSettledOrderAsync(MerchantId, order.PaymentId, default);
        yield return nameof(store.FindSettledOrderAsync);
        var ids = await store.FindOrderIdsAsync(MerchantId, Now.AddDays(-1), Now.AddDays(1), default);
        yield return nameof(store.FindOrderIdsAsync);
        Assert.Equal(2, (await store.ListOrdersAsync(MerchantId, ids, Now.AddDays(-1), Now.AddDays(1), 10, default)).Count);
        yield return nameof(store.ListOrdersAsync);
        await store.FindIdempotentUseAsync(MerchantId, "checkout/url", "k", Now);
        yield return nameof(store.FindIdempotentUseAsync);

        await store.NextTransactionIdAsync();
        yield return nameof(store.NextTransactionIdAsync);
        await store.AddPayoutAsync(TestStore.Order("P-1") with { OpenTransactionId = 9 }, TestStore.Transaction(9, order) with { Kind = TransactionKind.Payout, Status = TransactionStatus.PayoutOpen }, needsBalance: true);
        await store.AddPayoutAsync(TestStore.Order("P-1") with { OpenTransactionId = 9 }, TestStore.Transaction(9, order) with { Kind = TransactionKind.Payout, Status = TransactionStatus.PayoutOpen }, needsBalance: false);
        yield return nameof(store.AddPayoutAsync);

        var begun = TestStore.Transaction(5, order);
        var rectoken = TestStore.Rectoken("a", order, transactionId: 5);
        await store.WriteAsync(new ChangeOrder(order with { Version = 1, OpenTransactionId = 5 }) { Begin = begun, Issue = rectoken });
        await store.WriteAsync(new ChangeOrder(order with { Version = 2, OpenTransactionId = 5 })
        {
            Update = begun with { Status = TransactionStatus.Authenticating },
            KeepCard = new CardSession
            {
                TransactionId = 5,
                MerchantId = MerchantId,
                PaymentId = order.PaymentId,
                Card = [1],
                Step = new ThreeDSecureStep { Url = "http://issuer/" },
                ExpiresAt = Now.AddMinutes(15),
            },
        });
        await store.WriteAsync(new ChangeOrder(order with { Version = 3 })
        {
            Update = begun with { Status = TransactionStatus.Approved },
            Entries = [new(Account.Balance, 1000), new(Account.Acquirer, -1000)],
            WipeCardOf = 5,
            ApproveRectoken = rectoken.Value,
            Subscribe = TestStore.Subscription(order),
            Owe = TestStore.Callback(order),
        });
        await store.WriteAsync(new ChangeOrder(order with { Version = 4 }) { Begin = begun with { Id = 6 } });
        await store.WriteAsync(new ChangeOrder(order with { Version = 5 })
        {
            Update = begun with { Id = 6, Status = TransactionStatus.Declined },
            DropRectoken = rectoken.Value,
        });
        yield return nameof(ChangeOrder);
        await store.FindCardSessionAsync(MerchantId, 5, Now);
        yield return nameof(store.FindCardSessionAsync);
        await store.FindTransactionAsync(MerchantId, order.PaymentId, 5);
        yield return nameof(store.FindTransactionAsync);
        await store.TransactionsOfOrderAsync(MerchantId, order.PaymentId);
        yield return nameof(store.TransactionsOfOrderAsync);
        await store.TransactionsToCheckAsync(Now, 10);
        yield return nameof(store.TransactionsToCheckAsync);

        await store.BalancesAsync(MerchantId);
        yield return nameof(store.BalancesAsync);
        await store.WrongBalancesAsync(MerchantId);
        yield return nameof(store.WrongBalancesAsync);
        await store.OrdersAfterAsync(MerchantId, "", 10);
        yield return nameof(store.OrdersAfterAsync);
        await store.TransactionsOfOrdersAsync(MerchantId, [order.PaymentId]);
        yield return nameof(store.TransactionsOfOrdersAsync);
        await store.EntriesOfAsync(MerchantId, [5]);
        yield return nameof(store.EntriesOfAsync);
        await store.EntriesAfterAsync(MerchantId, new PostedEntry("", 0, default), 10);
        yield return nameof(store.EntriesAfterAsync);
        await store.ExistingTransactionsAsync(MerchantId, [5]);
        yield return nameof(store.ExistingTransactionsAsync);
        await store.WriteAsync(new AddEntries(begun, [new(Account.Balance, 1000), new(Account.Acquirer, -1000)]));
        yield return nameof(AddEntries);

        await store.CountCallbacksDueAsync(Now);
        yield return nameof(store.CountCallbacksDueAsync);
        var callback = Assert.Single(await store.ClaimCallbacksAsync(Now, Now.AddMinutes(1), [], [], 10, CancellationToken.None)).Callback;
        yield return nameof(store.ClaimCallbacksAsync);
        await store.WriteAsync(new ReleaseCallback(MerchantId, callback.Id, Now.AddMinutes(1)));
        yield return nameof(ReleaseCallback);
        await store.WriteAsync(new RecordAttempt(callback with { State = CallbackState.Delivered, Attempts = 1 },
            new CallbackAttempt { CallbackId = callback.Id, Number = 1, At = Now, Outcome = AttemptOutcome.Delivered, Duration = 1 }, Now.AddMinutes(1)));
        yield return nameof(RecordAttempt);
        await store.AttemptsOfCallbackAsync(MerchantId, callback.Id);
        yield return nameof(store.AttemptsOfCallbackAsync);
        await store.FindCallbackAsync(callback.Id);
        yield return nameof(store.FindCallbackAsync);
        await store.ListCallbacksAsync(null, null, 10);
        yield return nameof(store.ListCallbacksAsync);
        await store.WriteAsync(new ResendCallback(MerchantId, callback.Id, Now));
        yield return nameof(ResendCallback);

        await store.WriteAsync(new PutRectoken(rectoken with { Value = "b" }));
        yield return nameof(PutRectoken);
        await store.FindRectokenAsync(MerchantId, rectoken.Value);
        yield return nameof(store.FindRectokenAsync);
        await store.FindRectokenOfCardAsync(MerchantId, rectoken.Fingerprint, Now, Now);
        yield return nameof(store.FindRectokenOfCardAsync);
        await store.SavedCardsAsync(MerchantId, "sender_account:nino", Now, 10);
        yield return nameof(store.SavedCardsAsync);
        await store.ListRectokensAsync(MerchantId, 10);
        yield return nameof(store.ListRectokensAsync);
        await store.RectokensSealedUnderAsync(rectoken.KeyId, 0, "", 10);
        yield return nameof(store.RectokensSealedUnderAsync);
        await store.CountRectokensByKeyAsync();
        yield return nameof(store.CountRectokensByKeyAsync);
        await store.WriteAsync(new ResealRectoken(rectoken.KeyId, rectoken with { Card = [2, 2] }));
        yield return nameof(ResealRectoken);
        await store.WriteAsync(new DeactivateRectoken(MerchantId, rectoken.Value, Now));
        yield return nameof(DeactivateRectoken);
        await store.WriteAsync(new ForgetSavedCard(MerchantId, "sender_account:nino", rectoken.Value));
        yield return nameof(ForgetSavedCard);
        await store.WriteAsync(new SpendContainer(new IdempotencyKey(MerchantId, "wallet", "c", "", Now.AddDays(1)), order.PaymentId, Now));
        yield return nameof(SpendContainer);

        await store.FindSubscriptionAsync(MerchantId, order.PaymentId);
        yield return nameof(store.FindSubscriptionAsync);
        await store.ClaimSubscriptionsAsync(Now.AddYears(1), Now, 10, default);
        yield return nameof(store.ClaimSubscriptionsAsync);
        await store.WriteAsync(new ChangeSubscription(TestStore.Subscription(order).AfterPayment()));
        yield return nameof(ChangeSubscription);

        await store.WriteAsync(new PutMerchant(DemoMerchants.All.First()));
        yield return nameof(PutMerchant);
        await store.ListMerchantsAsync();
        yield return nameof(store.ListMerchantsAsync);
        await store.FindClockAheadAsync();
        yield return nameof(store.FindClockAheadAsync);
        await store.WriteAsync(new MoveClock(TimeSpan.FromHours(1)));
        yield return nameof(MoveClock);
        await store.OrdersToExpireAsync(Now, 10);
        yield return nameof(store.OrdersToExpireAsync);
        await store.WriteAsync(new ForgetExpired(Now));
        yield return nameof(ForgetExpired);
        await store.AnswersAsync(CancellationToken.None);
        yield return nameof(store.AnswersAsync);
    }
}
