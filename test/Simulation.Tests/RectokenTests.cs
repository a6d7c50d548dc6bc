using Tetri.Cards;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Protocol;
using Tetri.Store;

namespace Tetri.Simulation;

/// <summary>A stored card is there when its payment is approved, whichever way it came to that, and never before.</summary>
public sealed class RectokenTests
{
    private const string WithoutIssuer = "4444555511116666";
    private const string WithIssuer = "4444555566661111";
    private const string Declining = "4444111155556666";

    [Fact]
    public async Task PaymentWithThreeDSecure_GivesTheRectokenWithItsApproval_AndItCanBeCharged()
    {
        await using var world = OrderWorld.OnSqlite();
        var order = await CreateAsync(world, "a");
        var waiting = await PayAsync(world, order, WithIssuer);
        Assert.Equal("", Rectoken(waiting.Order));
        Assert.IsType<RectokenSearch.Unknown>(await world.Rectokens.FindAsync(order.MerchantId, waiting.Order.Payment.Rectoken!));

        var session = (await world.Store.FindCardSessionAsync(order.MerchantId, waiting.Order.OpenTransactionId!.Value, world.Clock.GetUtcNow()))!;
        var paid = await world.ThreeDSecure.ContinueAsync(
            waiting.Order, OrderWorld.Merchant, new PayerReference(session.TransactionId, waiting.PayerKey), world.Prove(session.Step, passes: true), OrderWorld.Payer);

        Assert.Matches("^[0-9a-f]{40}$", Rectoken(paid.Order));
        var charged = (await ChargeAsync(world, "b", Rectoken(paid.Order))).Value!;
        Assert.Equal((OrderState.Approved, "7", Rectoken(paid.Order)), (charged.State, charged.Payment.Eci, Rectoken(charged)));
        Assert.Equal("444455XXXXXX1111", charged.Payment.MaskedCard);
        Assert.Single(world.Ledger.List("b"));
    }

    [Fact]
    public async Task DeclinedTry_LeavesNone_AndTheNextTryMakesOneOfItsOwnCard()
    {
        await using var world = OrderWorld.OnSqlite();
        var order = await CreateAsync(world, "a", delayed: true);
        var declined = await PayAsync(world, order, Declining);
        Assert.Equal("", Rectoken(declined.Order));
        Assert.Empty(await world.Store.ListRectokensAsync(order.MerchantId, 10));

        var paid = await PayAsync(world, declined.Order, WithoutIssuer);

        var kept = Assert.Single(await world.Store.ListRectokensAsync(order.MerchantId, 10));
        Assert.Equal((Rectoken(paid.Order), "444455XXXXXX6666"), (kept.Value, kept.MaskedCard));
        Assert.Equal("01.01.2036 00:00:00", FinalResponse.Of(paid.Order, OrderWorld.Merchant, sandbox: true).Text("rectoken_lifetime"));
    }

    [Fact]
    public async Task LostAnswer_TheRectokenComesWithTheRecovery()
    {
        await using var world = OrderWorld.OnSqlite();
        var order = await CreateAsync(world, "a", """{"failure": "lost_after_charge"}""");
        var unknown = (await PayAsync(world, order, WithoutIssuer)).Order;
        Assert.Equal("", Rectoken(unknown));
        Assert.IsType<RectokenSearch.Unknown>(await world.Rectokens.FindAsync(order.MerchantId, unknown.Payment.Rectoken!));

        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.Recover.RunAsync(afterRestart: false, CancellationToken.None);

        var found = (await world.Store.FindOrderAsync(order.MerchantId, order.PaymentId))!;
        Assert.Equal(OrderState.Approved, found.State);
        Assert.IsType<RectokenSearch.Usable>(await world.Rectokens.FindAsync(order.MerchantId, Rectoken(found)));
        var told = Assert.Single(await world.Store.ListCallbacksAsync(order.MerchantId, "a", 10));
        Assert.Contains(Rectoken(found), told.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LostRequest_LeavesNone()
    {
        await using var world = OrderWorld.OnSqlite();
        var order = await CreateAsync(world, "a", """{"failure": "timeout"}""");
        await PayAsync(world, order, WithoutIssuer);
        Assert.Single(await world.Store.ListRectokensAsync(order.MerchantId, 10));

        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.Recover.RunAsync(afterRestart: false, CancellationToken.None);

        Assert.Equal(OrderState.Processing, (await world.Store.FindOrderAsync(order.MerchantId, order.PaymentId))!.State);
        Assert.Empty(await world.Store.ListRectokensAsync(order.MerchantId, 10));
    }

    [Fact]
    public async Task TheSameCardAgain_HasTheSameRectoken_UntilItIsDeactivated()
    {
        await using var world = OrderWorld.OnSqlite();
        var first = Rectoken((await PayAsync(world, await CreateAsync(world, "a"), WithoutIssuer)).Order);
        Assert.Equal(first, Rectoken((await PayAsync(world, await CreateAsync(world, "b"), WithoutIssuer)).Order));
        Assert.NotEqual(first, Rectoken((await PayAsync(world, await CreateAsync(world, "c"), "4444777799991111")).Order));

        // The bank refuses a payment with a card that is stored already: the stored card stays.
        var refused = await PayAsync(world, await CreateAsync(world, "d", """{"decline": 1037}"""), WithoutIssuer);
        Assert.Equal(OrderState.Declined, refused.Order.State);
        Assert.IsType<RectokenSearch.Usable>(await world.Rectokens.FindAsync(OrderWorld.Merchant.Id, first));

        await world.Store.WriteAsync(new Tetri.Store.DeactivateRectoken(OrderWorld.Merchant.Id, first, world.Clock.GetUtcNow()));
        Assert.Equal(1078, (await ChargeAsync(world, "e", first)).Error!.Code);
        Assert.NotEqual(first, Rectoken((await PayAsync(world, await CreateAsync(world, "f"), WithoutIssuer)).Order));
    }

    [Fact]
    public async Task RenewedCard_HasARectokenOfItsOwn()
    {
        await using var world = OrderWorld.OnSqlite();
        var first = Rectoken((await PayAsync(world, await CreateAsync(world, "a"), WithoutIssuer)).Order);

        Assert.NotEqual(first, Rectoken((await PayAsync(world, await CreateAsync(world, "b"), WithoutIssuer, new CardExpiry(2038, 1))).Order));
    }

    [Fact]
    public async Task CardWhoseLastMonthIsOver_IsNotCharged()
    {
        await using var world = OrderWorld.OnSqlite();
        var rectoken = Rectoken((await PayAsync(world, await CreateAsync(world, "a"), WithoutIssuer)).Order);

        world.Clock.SetUtcNow(new DateTimeOffset(2035, 12, 31, 23, 59, 59, TimeSpan.Zero));
        Assert.Equal(OrderState.Approved, (await ChargeAsync(world, "b", rectoken)).Value!.State);
        world.Clock.SetUtcNow(new DateTimeOffset(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(1082, (await ChargeAsync(world, "c", rectoken)).Error!.Code);
        Assert.Null(await world.Store.FindOrderAsync(OrderWorld.Merchant.Id, "c"));
    }

    [Fact]
    public async Task PastCardInTheSandbox_IsStoredForAYear()
    {
        await using var world = OrderWorld.OnSqlite();
        var rectoken = Rectoken((await PayAsync(world, await CreateAsync(world, "a"), WithoutIssuer, new CardExpiry(2022, 12))).Order);

        world.Clock.Advance(TimeSpan.FromDays(365));
        Assert.Equal(OrderState.Approved, (await ChargeAsync(world, "b", rectoken)).Value!.State);
        Assert.Equal(rectoken, Rectoken((await PayAsync(world, await CreateAsync(world, "c"), WithoutIssuer, new CardExpiry(2022, 12))).Order));
    }

    [Fact]
    public async Task LostAnswerOfACharge_IsAskedFor_AndChargedOnce()
    {
        await using var world = OrderWorld.OnSqlite();
        var rectoken = Rectoken((await PayAsync(world, await CreateAsync(world, "a"), WithoutIssuer)).Order);

        var charged = (await ChargeAsync(world, "b", rectoken, """{"failure": "lost_after_charge"}""")).Value!;
        Assert.Equal(OrderState.Processing, charged.State);
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.Recover.RunAsync(afterRestart: false, CancellationToken.None);

        Assert.Equal(OrderState.Approved, (await world.Store.FindOrderAsync(OrderWorld.Merchant.Id, "b"))!.State);
        Assert.Single(world.Ledger.List("b"));
        Assert.Equal(1013, (await ChargeAsync(world, "b", rectoken)).Error!.Code);
    }

    [Fact]
    public async Task ChargeWhoseOrderWasMadeAndNotBegun_IsMadeByTheSameRequest_AndByNoOther()
    {
        await using var world = OrderWorld.OnSqlite();
        var rectoken = Rectoken((await PayAsync(world, await CreateAsync(world, "a"), WithoutIssuer)).Order);
        // The queue was full, or the gateway died, between the order and its transaction.
        await world.Create.RunAsync(Terms("b", "{}") with { Rectoken = rectoken, RequestHash = new RequestHash(0, 1) }, OrderWorld.Merchant, null, Repeatable.Unbegun);

        Assert.Equal(1013, (await ChargeAsync(world, "b", rectoken, hash: 2)).Error!.Code);
        Assert.Equal(OrderState.Approved, (await ChargeAsync(world, "b", rectoken)).Value!.State);
        Assert.Equal(1013, (await ChargeAsync(world, "b", rectoken)).Error!.Code);
        Assert.Single(world.Ledger.List("b"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"delay_after_ms": 40}""")]
    [InlineData("""{"failure": "lost_after_charge"}""")]
    public async Task SameChargeUnderOneKey_AtOnceAndLater_ChargesOnce_AndAnswersTheSame(string simulator)
    {
        await using var world = OrderWorld.OnSqlite();
        var rectoken = Rectoken((await PayAsync(world, await CreateAsync(world, "a"), WithoutIssuer)).Order);
        var key = new IdempotencyHeader("recurring", "k");

        var charges = Enumerable.Range(0, 5).Select(_ => Task.Run(async () => await ChargeAsync(world, "b", rectoken, simulator, idempotency: key))).ToArray();
        while (await Task.WhenAny(Task.WhenAll(charges), Task.Delay(5)) is var done && !charges.All(charge => charge.IsCompleted))
        {
            world.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await world.Recover.RunAsync(afterRestart: false, CancellationToken.None);
        }

        Assert.All(charges, charge => Assert.Equal("b", charge.Result.Value!.Terms.OrderId));
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.Recover.RunAsync(afterRestart: false, CancellationToken.None);
        Assert.Equal(OrderState.Approved, (await ChargeAsync(world, "b", rectoken, simulator, idempotency: key)).Value!.State);
        Assert.Equal(1007, (await ChargeAsync(world, "c", rectoken, simulator, hash: 2, idempotency: key)).Error!.Code);
        Assert.Single(world.Ledger.List("b"));
        Assert.Empty(world.Ledger.List("c"));
    }

    [Fact]
    public async Task SameChargeUnderOneKey_WhoseCardWasDeactivatedMeanwhile_AnswersAsBefore()
    {
        await using var world = OrderWorld.OnSqlite();
        var rectoken = Rectoken((await PayAsync(world, await CreateAsync(world, "a"), WithoutIssuer)).Order);
        var key = new IdempotencyHeader("recurring", "k");
        await ChargeAsync(world, "b", rectoken, idempotency: key);
        await world.Store.WriteAsync(new DeactivateRectoken(OrderWorld.Merchant.Id, rectoken, world.Clock.GetUtcNow()));

        Assert.Equal(OrderState.Approved, (await ChargeAsync(world, "b", rectoken, idempotency: key)).Value!.State);
        Assert.Equal(1007, (await ChargeAsync(world, "b", rectoken, hash: 2, idempotency: key)).Error!.Code);
        Assert.Equal(1078, (await ChargeAsync(world, "c", rectoken)).Error!.Code);
        Assert.Single(world.Ledger.List("b"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ChargeThatFoundTheQueueFullAfterItsOrder_IsMadeByTheSameRequest(bool hasKey)
    {
        FullQueue queue = null!;
        await using var world = OrderWorld.OnSqlite(store => queue = new FullQueue(store));
        var rectoken = Rectoken((await PayAsync(world, await CreateAsync(world, "a"), WithoutIssuer)).Order);
        var key = hasKey ? new IdempotencyHeader("recurring", "k") : null;

        queue.IsFullFor = write => write is ChangeOrder;
        Assert.True((await ChargeAsync(world, "b", rectoken, idempotency: key)).Error!.IsBusy);
        Assert.Equal(OrderState.Created, (await world.Store.FindOrderAsync(OrderWorld.Merchant.Id, "b"))!.State);
        queue.IsFullFor = _ => false;

        Assert.Equal(OrderState.Approved, (await ChargeAsync(world, "b", rectoken, idempotency: key)).Value!.State);
        Assert.Single(world.Ledger.List("b"));
    }

    [Fact]
    public async Task RectokenOfAnotherMerchant_IsUnknown()
    {
        await using var world = OrderWorld.OnSqlite();
        var rectoken = Rectoken((await PayAsync(world, await CreateAsync(world, "a"), WithoutIssuer)).Order);

        Assert.IsType<RectokenSearch.Unknown>(await world.Rectokens.FindAsync(OrderWorld.Merchant.Id + 1, rectoken));
    }

    private static string Rectoken(Order order) => FinalResponse.Of(order, OrderWorld.Merchant, sandbox: true).Text("rectoken")!;

    private static async Task<Order> CreateAsync(OrderWorld world, string orderId, string simulator = "{}", bool delayed = false) =>
        (await world.Create.RunAsync(Terms(orderId, simulator) with { RequiredRectoken = true, Delayed = delayed }, OrderWorld.Merchant, null, Repeatable.None)).Value!;

    private static async Task<PaymentStep> PayAsync(OrderWorld world, Order order, string card, CardExpiry? expiry = null)
    {
        Assert.True(CardNumber.TryParse(card, out var number));
        return (await world.Purchase.RunAsync(order, OrderWorld.Merchant, new TypedCard(number, expiry ?? new CardExpiry(2035, 12), "123"), OrderWorld.Payer)).Value!;
    }

    private static ValueTask<Protocol.Errors.Result<Order>> ChargeAsync(OrderWorld world, string orderId, string rectoken, string simulator = "{}", int hash = 1, IdempotencyHeader? idempotency = null) =>
        world.Recurring.RunAsync(
            Terms(orderId, simulator) with { Rectoken = rectoken, RequestHash = new RequestHash(0, (UInt128)hash) }, OrderWorld.Merchant, idempotency, OrderWorld.Payer with { IsAbsent = true }, CancellationToken.None);

    private static OrderTerms Terms(string orderId, string simulator) => new()
    {
        MerchantId = OrderWorld.Merchant.Id,
        OrderId = orderId,
        Amount = new Money(1000, Currency.Find("GEL")!),
        Description = "Two books",
        Delayed = false,
        ServerCallbackUrl = "http://127.0.0.1/callback",
        ReservationData = Wire.Base64($$"""{"simulator": {{simulator}}}"""),
    };
}
