using Npgsql;
using Tetri.Callbacks;
using Tetri.Cards;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Store;

namespace Tetri.Tests.Store;

/// <summary>One suite, run on every engine: what holds on one holds on the other.</summary>
public class StoreTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task Order_AddedAndFound_IsTheSame(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var order = TestStore.Order("A-1");

        var (outcome, added) = await test.Store.AddOrderAsync(order, null);
        var byOrderId = await test.Store.FindOrderAsync(1549901, "A-1");
        var byPaymentId = await test.Store.FindOrderAsync(1549901, added.PaymentId);

        Assert.Equal(WriteOutcome.Done, outcome);
        Assert.Equal(added, byOrderId);
        Assert.Equal(added, byPaymentId);
        Assert.Null(await test.Store.FindOrderAsync(1, added.PaymentId));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task OrderId_UsedTwice_IsRefusedForTheMerchantOnly(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        await test.Store.AddOrderAsync(TestStore.Order("A-1"), null);

        Assert.Equal(WriteOutcome.DuplicateOrder, (await test.Store.AddOrderAsync(TestStore.Order("A-1"), null)).Outcome);
        Assert.Equal(WriteOutcome.Done, (await test.Store.AddOrderAsync(TestStore.Order("A-1", merchantId: 7), null)).Outcome);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task ManyCreatesAtOnce_OfOneOrderId_MakeOneOrder(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ => (await test.Store.AddOrderAsync(TestStore.Order("A-1"), null)).Outcome));

        Assert.Single(outcomes, WriteOutcome.Done);
        Assert.All(outcomes, outcome => Assert.True(outcome is WriteOutcome.Done or WriteOutcome.DuplicateOrder));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task ChangeOfAnOldVersion_LeavesNoTrace(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var (_, order) = await test.Store.AddOrderAsync(TestStore.Order("A-1"), null);
        var first = order with { Version = 1, State = OrderState.Processing, OpenTransactionId = 5 };
        await test.Store.WriteAsync(new ChangeOrder(first) { Begin = TestStore.Transaction(5, order) });

        var second = order with { Version = 1, State = OrderState.Expired };
        var outcome = await test.Store.WriteAsync(new ChangeOrder(second) { Begin = TestStore.Transaction(6, order), Owe = TestStore.Callback(order) });

        Assert.Equal(WriteOutcome.Conflict, outcome);
        Assert.Equal(OrderState.Processing, (await test.Store.FindOrderAsync(1549901, "A-1"))!.State);
        Assert.Null(await test.Store.FindTransactionAsync(1549901, order.PaymentId, 6));
        Assert.Empty(await test.Store.ListCallbacksAsync(null, null, 10));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task Reopened_StoreGoesOnWithIdsAndData(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var (_, first) = await test.Store.AddOrderAsync(TestStore.Order("A-1"), null);

        await test.ReopenAsync();
        var (_, second) = await test.Store.AddOrderAsync(TestStore.Order("A-2"), null);

        Assert.True(second.PaymentId > first.PaymentId);
        Assert.NotNull(await test.Store.FindOrderAsync(1549901, "A-1"));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task WritesTakenBeforeStopping_AreWritten(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var taken = Enumerable.Range(0, 500).Select(i => test.Store.AddOrderAsync(TestStore.Order($"A-{i}"), null).AsTask()).ToArray();

        await test.ReopenAsync();

        Assert.All(await Task.WhenAll(taken), added => Assert.Equal(WriteOutcome.Done, added.Outcome));
        Assert.NotNull(await test.Store.FindOrderAsync(1549901, "A-499"));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task NewerCallback_ReplacesOneThatIsStillDue(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var (_, order) = await test.Store.AddOrderAsync(TestStore.Order("A-1"), null);
        await test.Store.WriteAsync(new ChangeOrder(order with { Version = 1 }) { Owe = TestStore.Callback(order with { Version = 1 }) });
        await test.Store.WriteAsync(new ChangeOrder(order with { Version = 2 }) { Owe = TestStore.Callback(order with { Version = 2 }) });

        var callbacks = await test.Store.ListCallbacksAsync(1549901, "A-1", 10);

        Assert.Equal([(2, CallbackState.Due), (1, CallbackState.Replaced)], callbacks.Select(callback => (callback.OrderVersion, callback.State)));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task EverythingOfAChange_IsReadBackAsWritten(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var (_, order) = await test.Store.AddOrderAsync(TestStore.Order("A-1"), null);
        var begun = TestStore.Transaction(5, order) with { MaskedCard = "444455XXXXXX1111", CardType = "VISA" };
        var processing = order with { Version = 1, State = OrderState.Processing, OpenTransactionId = 5, Payment = new Payment { MaskedCard = "444455XXXXXX1111", PayerIp = "::1" } };
        await test.Store.WriteAsync(new ChangeOrder(processing) { Begin = begun });
        var session = new CardSession
        {
            TransactionId = 5,
            MerchantId = order.MerchantId,
            PaymentId = order.PaymentId,
            Card = [1, 2, 3],
            Secret = [4],
            Step = new ThreeDSecureStep { Url = "http://issuer/" },
            ExpiresAt = order.CreatedAt.AddMinutes(15),
        };
        var waiting = processing with { Version = 2 };
        await test.Store.WriteAsync(new ChangeOrder(waiting) { Update = begun with { Status = TransactionStatus.Authenticating }, KeepCard = session });

        Assert.Equal(waiting, await test.Store.FindOrderAsync(order.MerchantId, order.PaymentId));
        Assert.Equal(TransactionStatus.Authenticating, (await test.Store.FindTransactionAsync(order.MerchantId, order.PaymentId, 5))!.Status);
        var kept = await test.Store.FindCardSessionAsync(order.MerchantId, 5, order.CreatedAt);
        Assert.Equal([1, 2, 3], kept!.Card);
        Assert.Equal([4], kept.Secret!);
        Assert.Null(await test.Store.FindCardSessionAsync(order.MerchantId, 5, order.CreatedAt.AddMinutes(15)));

        var approved = waiting with { Version = 3, State = OrderState.Approved, OpenTransactionId = null, Payment = new Payment { Authorised = 1000, Captured = 1000, Rrn = "1" } };
        var ended = begun with { Status = TransactionStatus.Approved, Rrn = "1", ApprovalCode = "2", Eci = "5", EndedAt = order.CreatedAt.AddSeconds(9) };
        await test.Store.WriteAsync(new ChangeOrder(approved) { Update = ended, WipeCardOf = 5, Owe = TestStore.Callback(approved) });

        Assert.Equal(approved, await test.Store.FindOrderAsync(order.MerchantId, "A-1"));
        Assert.Equal(ended, await test.Store.FindTransactionAsync(order.MerchantId, order.PaymentId, 5));
        Assert.Null(await test.Store.FindCardSessionAsync(order.MerchantId, 5, order.CreatedAt));
        Assert.Equal(TestStore.Callback(approved), (await test.Store.ListCallbacksAsync(null, "A-1", 10)).Single() with { Id = 0 });
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task StoredCard_IsKeptWithItsTransaction_AndUsableOnlyAfterTheApproval(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var (_, order) = await test.Store.AddOrderAsync(TestStore.Order("A-1"), null);
        var begun = TestStore.Transaction(5, order);
        var rectoken = TestStore.Rectoken("a", order, 5);
        await test.Store.WriteAsync(new ChangeOrder(order with { Version = 1, OpenTransactionId = 5 }) { Begin = begun, Issue = rectoken });

        // A change that is refused leaves none behind.
        var late = TestStore.Transaction(6, order);
        Assert.Equal(WriteOutcome.Conflict, await test.Store.WriteAsync(new ChangeOrder(order with { Version = 1 }) { Begin = late, Issue = TestStore.Rectoken("b", order, 6) }));
        Assert.Null(await test.Store.FindRectokenAsync(order.MerchantId, "b"));

        Assert.False((await test.Store.FindRectokenAsync(order.MerchantId, "a"))!.IsApproved);
        Assert.Null(await test.Store.FindRectokenOfCardAsync(order.MerchantId, rectoken.Fingerprint, rectoken.ExpiresAt, order.CreatedAt));
        await test.Store.WriteAsync(new ChangeOrder(order with { Version = 2 }) { Update = begun with { Status = TransactionStatus.Approved }, ApproveRectoken = "a" });

        var kept = (await test.Store.FindRectokenOfCardAsync(order.MerchantId, rectoken.Fingerprint, rectoken.ExpiresAt, order.CreatedAt))!;
        Assert.Equal(rectoken with { Card = kept.Card, Fingerprint = kept.Fingerprint, IsApproved = true }, kept);
        Assert.Equal([1, 2, 3], kept.Card);
        Assert.Equal([4, 5], kept.Fingerprint);
        Assert.Null(await test.Store.FindRectokenAsync(7, "a"));
        Assert.Null(await test.Store.FindRectokenOfCardAsync(7, rectoken.Fingerprint, rectoken.ExpiresAt, order.CreatedAt));
        Assert.Null(await test.Store.FindRectokenOfCardAsync(order.MerchantId, rectoken.Fingerprint, rectoken.ExpiresAt, rectoken.ExpiresAt));
        Assert.Null(await test.Store.FindRectokenOfCardAsync(order.MerchantId, rectoken.Fingerprint, rectoken.ExpiresAt.AddDays(1), order.CreatedAt));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task StoredCardOfADeclinedPayment_IsGone_ButOneOfAnEarlierPaymentStays(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var (_, order) = await test.Store.AddOrderAsync(TestStore.Order("A-1"), null);
        await test.Store.WriteAsync(new PutRectoken(TestStore.Rectoken("earlier", order, 1) with { IsApproved = true }));
        var begun = TestStore.Transaction(5, order);
        await test.Store.WriteAsync(new ChangeOrder(order with { Version = 1, OpenTransactionId = 5 }) { Begin = begun, Issue = TestStore.Rectoken("a", order, 5) });
        await test.Store.WriteAsync(new ChangeOrder(order with { Version = 2 }) { Update = begun with { Status = TransactionStatus.Declined }, DropRectoken = "a" });
        Assert.Null(await test.Store.FindRectokenAsync(order.MerchantId, "a"));

        var second = TestStore.Transaction(6, order);
        await test.Store.WriteAsync(new ChangeOrder(order with { Version = 3, OpenTransactionId = 6 }) { Begin = second });
        await test.Store.WriteAsync(new ChangeOrder(order with { Version = 4 }) { Update = second with { Status = TransactionStatus.Declined }, DropRectoken = "earlier" });
        Assert.NotNull(await test.Store.FindRectokenAsync(order.MerchantId, "earlier"));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task Subscription_BeginsWithTheApproval_AndChangesOneVersionAtATime(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var (_, order) = await test.Store.AddOrderAsync(TestStore.Order("A-1"), null);
        var subscription = TestStore.Subscription(order);
        var begun = TestStore.Transaction(5, order);
        await test.Store.WriteAsync(new ChangeOrder(order with { Version = 1, OpenTransactionId = 5 }) { Begin = begun });

        // An approval that comes too late for its order's version begins none.
        var approval = begun with { Status = TransactionStatus.Approved };
        Assert.Equal(WriteOutcome.Conflict, await test.Store.WriteAsync(new ChangeOrder(order with { Version = 1 }) { Update = approval, Subscribe = subscription }));
        Assert.Null(await test.Store.FindSubscriptionAsync(order.MerchantId, order.PaymentId));

        Assert.Equal(WriteOutcome.Done, await test.Store.WriteAsync(new ChangeOrder(order with { Version = 2 }) { Update = approval, Subscribe = subscription }));
        Assert.Equal(subscription, await test.Store.FindSubscriptionAsync(order.MerchantId, order.PaymentId));
        Assert.Null(await test.Store.FindSubscriptionAsync(7, order.PaymentId));

        var charged = subscription.AfterPayment();
        Assert.Equal(WriteOutcome.Done, await test.Store.WriteAsync(new ChangeSubscription(charged)));
        Assert.Equal(WriteOutcome.Conflict, await test.Store.WriteAsync(new ChangeSubscription(subscription.Stopped())));
        Assert.Equal(charged, await test.Store.FindSubscriptionAsync(order.MerchantId, order.PaymentId));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task DueSubscription_IsClaimed_UnlessItIsStoppedOrWaits(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var first = await SubscribeAsync(test, "A-1", 1);
        var now = first.DueAt!.Value;

        Assert.Empty(await test.Store.ClaimSubscriptionsAsync(now.AddSeconds(-1), now, 10, default));
        Assert.Equal(first.PaymentId, Assert.Single(await test.Store.ClaimSubscriptionsAsync(now, now.AddMinutes(1), 10, default)).PaymentId);

        var waiting = first.Waiting(now.AddHours(1));
        await test.Store.WriteAsync(new ChangeSubscription(waiting));
        Assert.Empty(await test.Store.ClaimSubscriptionsAsync(now.AddMinutes(59), now.AddHours(2), 10, default));
        Assert.Single(await test.Store.ClaimSubscriptionsAsync(now.AddHours(1), now.AddHours(1), 10, default));

        await test.Store.WriteAsync(new ChangeSubscription(waiting.Stopped()));
        Assert.Empty(await test.Store.ClaimSubscriptionsAsync(now.AddDays(9), now.AddDays(9), 10, default));
    }

    [Theory]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task TwoNodes_NeverClaimTheSameSubscription_UntilTheLeaseIsOver(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var other = await test.OpenAnotherNodeAsync();
        for (var i = 0; i < 20; i++)
            await SubscribeAsync(test, $"A-{i}", i + 1);
        var now = TestStore.Order("").CreatedAt.AddDays(2);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(turn =>
            (turn % 2 == 0 ? test.Store : other).ClaimSubscriptionsAsync(now, now.AddMinutes(1), 5, default).AsTask()));
        var claimed = claims.SelectMany(claim => claim).Select(due => due.PaymentId).ToList();

        Assert.Equal(claimed.Count, claimed.Distinct().Count());
        Assert.Equal(20, claimed.Count + (await test.Store.ClaimSubscriptionsAsync(now, now.AddMinutes(1), 100, default)).Count);
        Assert.Equal(20, (await other.ClaimSubscriptionsAsync(now.AddMinutes(1), now.AddMinutes(2), 100, default)).Count);
    }

    private static async Task<Tetri.Subscriptions.Subscription> SubscribeAsync(TestStore test, string orderId, long transactionId)
    {
        var (_, order) = await test.Store.AddOrderAsync(TestStore.Order(orderId), null);
        var begun = TestStore.Transaction(transactionId, order);
        var subscription = TestStore.Subscription(order);
        await test.Store.WriteAsync(new ChangeOrder(order with { Version = 1, OpenTransactionId = transactionId }) { Begin = begun });
        await test.Store.WriteAsync(new ChangeOrder(order with { Version = 2 }) { Update = begun with { Status = TransactionStatus.Approved }, Subscribe = subscription });
        return subscription;
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task StoredCard_DeactivatedOrSealedAnew_IsWrittenOnce(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var order = TestStore.Order("A-1");
        var rectoken = TestStore.Rectoken("a", order, 5);
        Assert.Equal(WriteOutcome.Done, await test.Store.WriteAsync(new PutRectoken(rectoken)));
        Assert.Equal(WriteOutcome.Conflict, await test.Store.WriteAsync(new PutRectoken(rectoken)));

        Assert.Equal(WriteOutcome.Done, await test.Store.WriteAsync(new ResealRectoken(1, rectoken with { Card = [2, 9], Fingerprint = [8] })));
        Assert.Equal(WriteOutcome.Conflict, await test.Store.WriteAsync(new ResealRectoken(1, rectoken with { Card = [2, 7], Fingerprint = [7] })));
        Assert.Equal("a", Assert.Single(await test.Store.RectokensSealedUnderAsync(2, 0, "", 10)).Value);
        Assert.Empty(await test.Store.RectokensSealedUnderAsync(2, order.MerchantId, "a", 10));
        Assert.Empty(await test.Store.RectokensSealedUnderAsync(1, 0, "", 10));
        Assert.Equal([2, 9], (await test.Store.FindRectokenAsync(order.MerchantId, "a"))!.Card);

        Assert.Equal(WriteOutcome.Done, await test.Store.WriteAsync(new DeactivateRectoken(order.MerchantId, "a", order.CreatedAt)));
        Assert.Equal(WriteOutcome.Done, await test.Store.WriteAsync(new DeactivateRectoken(order.MerchantId, "a", order.CreatedAt.AddDays(1))));
        Assert.Equal(order.CreatedAt, (await test.Store.FindRectokenAsync(order.MerchantId, "a"))!.DeactivatedAt);
        Assert.Equal(WriteOutcome.Conflict, await test.Store.WriteAsync(new DeactivateRectoken(7, "a", order.CreatedAt)));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task AContainer_IsSpentOnce_AlsoAtTheSameInstant(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var (_, order) = await test.Store.AddOrderAsync(TestStore.Order("A-1"), null);
        var container = new IdempotencyKey(order.MerchantId, "wallet", "c", "", order.CreatedAt.AddDays(30));
        var spent = await Task.WhenAll(Enumerable.Range(1, 8).Select(paymentId => test.Store.WriteAsync(new SpendContainer(container, paymentId, order.CreatedAt)).AsTask()));

        Assert.Single(spent, WriteOutcome.Done);
        Assert.Equal(7, spent.Count(outcome => outcome == WriteOutcome.KeyTaken));
        Assert.Equal(Array.IndexOf(spent, WriteOutcome.Done) + 1, (await test.Store.FindIdempotentUseAsync(order.MerchantId, "wallet", "c", order.CreatedAt))!.PaymentId);
        Assert.Equal(WriteOutcome.Done, await test.Store.WriteAsync(new SpendContainer(container with { MerchantId = 7 }, 1, order.CreatedAt)));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task IdempotencyKey_IsTakenOnceForItsEndpoint(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var order = TestStore.Order("A-1");
        var key = new IdempotencyKey(order.MerchantId, "checkout/url", "k", "hash", order.CreatedAt.AddHours(24));
        var (_, first) = await test.Store.AddOrderAsync(order, key);

        Assert.Equal(WriteOutcome.KeyTaken, (await test.Store.AddOrderAsync(TestStore.Order("A-2"), key)).Outcome);
        Assert.Equal(new IdempotentUse("hash", first.PaymentId), await test.Store.FindIdempotentUseAsync(order.MerchantId, "checkout/url", "k", order.CreatedAt));
        Assert.Null(await test.Store.FindOrderAsync(order.MerchantId, "A-2"));
        // A duplicate order takes no key with it.
        Assert.Equal(WriteOutcome.DuplicateOrder, (await test.Store.AddOrderAsync(order, key with { Key = "other" })).Outcome);
        Assert.Null(await test.Store.FindIdempotentUseAsync(order.MerchantId, "checkout/url", "other", order.CreatedAt));
        await test.Store.WriteAsync(new ForgetExpired(order.CreatedAt.AddHours(24)));
        Assert.Equal(WriteOutcome.Done, (await test.Store.AddOrderAsync(TestStore.Order("A-3"), key)).Outcome);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task DueCallback_IsClaimedRecordedAndGone(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var (_, order) = await test.Store.AddOrderAsync(TestStore.Order("A-1"), null);
        await test.Store.WriteAsync(new ChangeOrder(order with { Version = 1 }) { Owe = TestStore.Callback(order with { Version = 1 }) });
        var now = order.CreatedAt.AddSeconds(1);

        Assert.Empty(await test.Store.ClaimCallbacksAsync(now, now.AddMinutes(1), [$"{order.MerchantId}@localhost"], [], 10, default));
        var due = Assert.Single(await test.Store.ClaimCallbacksAsync(now, now.AddMinutes(1), [], [], 10, default)).Callback;
        await test.Store.WriteAsync(new RecordAttempt(due with { Attempts = 1, State = CallbackState.Delivered }, new CallbackAttempt
        {
            CallbackId = due.Id,
            Number = 1,
            At = now,
            Outcome = AttemptOutcome.Delivered,
            HttpStatus = 200,
            Duration = 3,
        }, now.AddMinutes(1)));

        Assert.Empty(await test.Store.ClaimCallbacksAsync(now.AddHours(1), now.AddHours(2), [], [], 10, default));
        Assert.Equal(CallbackState.Delivered, (await test.Store.FindCallbackAsync(due.Id))!.State);
        Assert.Equal(200, Assert.Single(await test.Store.AttemptsOfCallbackAsync(due.MerchantId, due.Id)).HttpStatus);
    }

    [Theory]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task NewerCallback_WaitsWhileAnotherNodeSendsAnOlderOneOfItsOrder(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var other = await test.OpenAnotherNodeAsync();
        var (_, order) = await test.Store.AddOrderAsync(TestStore.Order("A-1"), null);
        var now = order.CreatedAt.AddSeconds(1);
        await test.Store.WriteAsync(new ChangeOrder(order with { Version = 1 }) { Owe = TestStore.Callback(order with { Version = 1 }) });
        var older = Assert.Single(await test.Store.ClaimCallbacksAsync(now, now.AddMinutes(1), [], [], 10, default)).Callback;
        await test.Store.WriteAsync(new ChangeOrder(order with { Version = 2 }) { Owe = TestStore.Callback(order with { Version = 2 }) });

        Assert.Empty(await other.ClaimCallbacksAsync(now, now.AddMinutes(1), [], [], 10, default));
        await test.Store.WriteAsync(new RecordAttempt(older with { Attempts = 1, State = CallbackState.Delivered },
            new CallbackAttempt { CallbackId = older.Id, Number = 1, At = now, Outcome = AttemptOutcome.Delivered, Duration = 3 }, now.AddMinutes(1)));
        var newer = Assert.Single(await other.ClaimCallbacksAsync(now, now.AddMinutes(1), [], [], 10, default));

        Assert.Equal(2, newer.Callback.OrderVersion);
        Assert.Equal("A-1", newer.Order.Terms.OrderId);
    }

    [Theory]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task TwoNodes_NeverClaimTheSameCallback_UntilTheLeaseIsOver(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var other = await test.OpenAnotherNodeAsync();
        for (var i = 0; i < 50; i++)
        {
            var (_, order) = await test.Store.AddOrderAsync(TestStore.Order($"A-{i}"), null);
            await test.Store.WriteAsync(new ChangeOrder(order with { Version = 1 }) { Owe = TestStore.Callback(order with { Version = 1 }) });
        }
        var now = TestStore.Order("").CreatedAt.AddSeconds(1);

        var claims = await Task.WhenAll(Enumerable.Range(0, 10).Select(turn =>
            (turn % 2 == 0 ? test.Store : other).ClaimCallbacksAsync(now, now.AddMinutes(1), [], [], 10, default).AsTask()));
        var claimed = claims.SelectMany(claim => claim).Select(due => due.Callback.Id).ToList();

        Assert.Equal(50, claimed.Count + (await test.Store.ClaimCallbacksAsync(now, now.AddMinutes(1), [], [], 100, default)).Count);
        Assert.Equal(claimed.Count, claimed.Distinct().Count());
        Assert.Equal(50, (await other.ClaimCallbacksAsync(now.AddMinutes(2), now.AddMinutes(3), [], [], 100, default)).Count);
    }

    [Theory]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task CallbackGivenBack_IsClaimedByAnotherNodeAtOnce_UnlessSomebodyHasItByNow(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var other = await test.OpenAnotherNodeAsync();
        var (_, order) = await test.Store.AddOrderAsync(TestStore.Order("A-1"), null);
        await test.Store.WriteAsync(new ChangeOrder(order with { Version = 1 }) { Owe = TestStore.Callback(order with { Version = 1 }) });
        var now = order.CreatedAt.AddSeconds(1);
        var mine = Assert.Single(await test.Store.ClaimCallbacksAsync(now, now.AddMinutes(1), [], [], 10, default)).Callback;

        await test.Store.WriteAsync(new ReleaseCallback(mine.MerchantId, mine.Id, now.AddMinutes(1)));
        Assert.Equal(mine.Id, Assert.Single(await other.ClaimCallbacksAsync(now, now.AddMinutes(2), [], [], 10, default)).Callback.Id);
        await test.Store.WriteAsync(new ReleaseCallback(mine.MerchantId, mine.Id, now.AddMinutes(1)));

        Assert.Empty(await test.Store.ClaimCallbacksAsync(now, now.AddMinutes(3), [], [], 10, default));
    }

    [Theory]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task AttemptOfANodeThatStoodStillForLonger_LeavesTheOneThatSendsNowItsLease(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var other = await test.OpenAnotherNodeAsync();
        var (_, order) = await test.Store.AddOrderAsync(TestStore.Order("A-1"), null);
        await test.Store.WriteAsync(new ChangeOrder(order with { Version = 1 }) { Owe = TestStore.Callback(order with { Version = 1 }) });
        var now = order.CreatedAt.AddSeconds(1);
        var stale = Assert.Single(await test.Store.ClaimCallbacksAsync(now, now.AddMinutes(1), [], [], 10, default)).Callback;
        var later = now.AddMinutes(2);
        Assert.Single(await other.ClaimCallbacksAsync(later, later.AddMinutes(1), [], [], 10, default));

        await test.Store.WriteAsync(new RecordAttempt(stale with { Attempts = 1, DueAt = later },
            new CallbackAttempt { CallbackId = stale.Id, Number = 1, At = now, Outcome = AttemptOutcome.TimedOut, Duration = 3 }, now.AddMinutes(1)));
        await test.Store.WriteAsync(new ChangeOrder(order with { Version = 2 }) { Owe = TestStore.Callback(order with { Version = 2 }) });

        // The older one is still on its way from the other node, so neither it nor a newer one may start.
        Assert.Empty(await test.Store.ClaimCallbacksAsync(later, later.AddMinutes(1), [], [], 10, default));
    }

    [Theory]
    [InlineData(Engine.Postgres, false)]
    [InlineData(Engine.Postgres, true)]
    [InlineData(Engine.PartitionedPostgres, true)]
    public async Task IdempotencyKey_ThatAnotherNodeIsTaking_MakesNoSecondOrder(Engine engine, bool isPayout)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var order = TestStore.Order("A-1");
        var key = new IdempotencyKey(order.MerchantId, "p2pcredit", "k", "hash", order.CreatedAt.AddHours(24));
        await using var connection = new NpgsqlConnection($"{test.Database};Pooling=false");
        await connection.OpenAsync();
        await using var commit = await connection.BeginTransactionAsync();
        await using var take = new NpgsqlCommand(
            $"INSERT INTO idempotency_keys VALUES ({order.MerchantId}, 'p2pcredit', 'k', 'other', 7, {key.KeptUntil.ToUnixTimeMilliseconds()})", connection);
        await take.ExecuteNonQueryAsync();

        var payout = TestStore.Transaction(9, order) with { Kind = TransactionKind.Payout, Status = TransactionStatus.PayoutOpen };
        var adding = isPayout
            ? test.Store.AddPayoutAsync(order with { OpenTransactionId = 9 }, payout, needsBalance: false, key).AsTask()
            : test.Store.AddOrderAsync(order, key).AsTask();
        await UntilAWriterWaitsAsync(test);
        await commit.CommitAsync();

        Assert.Equal(WriteOutcome.KeyTaken, (await adding).Outcome);
        Assert.Null(await test.Store.FindOrderAsync(order.MerchantId, "A-1"));
        Assert.Equal(new IdempotentUse("other", 7), await test.Store.FindIdempotentUseAsync(order.MerchantId, "p2pcredit", "k", order.CreatedAt));
    }

    [Fact]
    public async Task RefusedWriteBesideAFailingOne_StaysRefused()
    {
        await using var test = await TestStore.OpenAsync(Engine.Postgres);
        var (_, first) = await test.Store.AddOrderAsync(TestStore.Order("A-1"), null);
        var (_, second) = await test.Store.AddOrderAsync(TestStore.Order("A-2"), null);
        await test.Store.WriteAsync(new ChangeOrder(first with { Version = 1 }) { Begin = TestStore.Transaction(5, first) });
        await using var connection = new NpgsqlConnection($"{test.Database};Pooling=false");
        await connection.OpenAsync();
        await using var commit = await connection.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("SELECT 1 FROM orders WHERE order_id = 'A-1' FOR UPDATE", connection);
        await hold.ExecuteScalarAsync();

        // While the writer waits, three more gather for one batch: two wrong codes typed at once, which change the order alike, and a bug.
        var waiting = test.Store.WriteAsync(new ChangeOrder(first with { Version = 2 })).AsTask();
        await UntilAWriterWaitsAsync(test);
        var wrongCode = second with { Version = 1, Payment = second.Payment with { WrongCodes = 1 } };
        var typed = new[] { test.Store.WriteAsync(new ChangeOrder(wrongCode)).AsTask(), test.Store.WriteAsync(new ChangeOrder(wrongCode)).AsTask() };
        var failing = test.Store.WriteAsync(new ChangeOrder(first with { Version = 3 }) { Begin = TestStore.Transaction(5, first) }).AsTask();
        await commit.CommitAsync();

        Assert.Equal(WriteOutcome.Done, await waiting);
        await Assert.ThrowsAsync<PostgresException>(() => failing);
        Assert.Equal([WriteOutcome.Done, WriteOutcome.Conflict], await Task.WhenAll(typed));
    }

    private static async Task UntilAWriterWaitsAsync(TestStore test)
    {
        while (await PostgresCluster.ExecuteAsync(test.Database!,
            "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')") is not true)
            await Task.Delay(5, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task TwoNodes_ChangingOneOrder_ChangeItOnce(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var other = await test.OpenAnotherNodeAsync();
        for (var i = 0; i < 20; i++)
        {
            var (_, order) = await test.Store.AddOrderAsync(TestStore.Order($"A-{i}"), null);
            var outcomes = await Task.WhenAll(
                test.Store.WriteAsync(new ChangeOrder(order with { Version = 1 }) { Begin = TestStore.Transaction(100 + i, order) }).AsTask(),
                other.WriteAsync(new ChangeOrder(order with { Version = 1 }) { Begin = TestStore.Transaction(200 + i, order) }).AsTask());

            Assert.Single(outcomes, WriteOutcome.Done);
            Assert.Single(await test.Store.TransactionsOfOrderAsync(order.MerchantId, order.PaymentId));
        }
    }

    [Theory]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task NodesOnOneDatabase_GiveDifferentIds(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var nodes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => test.OpenAnotherNodeAsync()));

        var ids = await Task.WhenAll(nodes.SelectMany((node, n) => Enumerable.Range(0, 250).Select(async i =>
            (await node.AddOrderAsync(TestStore.Order($"{n}-{i}"), null)).Order.PaymentId)));

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }
}
