using System.Globalization;
using Tetri.Cards;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Protocol;
using Tetri.Subscriptions;

namespace Tetri.Simulation;

/// <summary>Subscriptions by a clock that only moves when told to: each period is charged once, when it should be, whatever happens between.</summary>
public sealed class SubscriptionTests
{
    private const string WithoutIssuer = "4444555511116666";
    private const string WithIssuer = "4444555566661111";
    private const string Declining = "4444111155556666";
    private const int Unlimited = int.MaxValue;

    private static readonly DateTimeOffset Paid = At("2027-01-31 10:00");

    /// <summary>What is asked for, and by which dates it is charged; said without the code that does it.</summary>
    private static readonly (string OrderId, string RecurringData, DateTimeOffset PaidAt, Func<int, DateTimeOffset> ChargeAt, int Charges)[] Series =
    [
        ("month-31", """{"amount": 1500, "period": "month", "every": 1}""", Paid, n => MonthsAfter(Paid, n), Unlimited),
        ("month-31-limited", """{"amount": 700, "period": "month", "every": 1, "quantity": 12}""", Paid, n => MonthsAfter(Paid, n), 12),
        ("quarter", """{"amount": 4000, "period": "month", "every": 3, "end_time": "2028-10-31 10:00:00"}""", Paid, n => MonthsAfter(Paid, 3 * n), 7),
        ("leap-day", """{"amount": 99, "period": "month", "every": 12}""", At("2028-02-29 10:00"), n => MonthsAfter(At("2028-02-29 10:00"), 12 * n), Unlimited),
        ("leap-day-monthly", """{"amount": 98, "period": "month", "every": 1, "quantity": 20}""", At("2028-02-29 10:00"), n => MonthsAfter(At("2028-02-29 10:00"), n), 20),
        ("week", """{"amount": 250, "period": "week", "every": 1}""", Paid, n => Paid.AddDays(7 * n), Unlimited),
        ("two-weeks", """{"amount": 251, "period": "week", "every": 2, "end_time": "2028-01-01"}""", Paid, n => Paid.AddDays(14 * n), 23),
        ("day", """{"amount": 10, "period": "day", "every": 1, "quantity": 150}""", Paid, n => Paid.AddDays(n), 150),
        ("ten-days", """{"amount": 11, "period": "day", "every": 10}""", Paid, n => Paid.AddDays(10 * n), Unlimited),
        ("trial", """{"amount": 300, "period": "month", "every": 1, "trial_period": "day", "trial_quantity": 14, "quantity": 24}""", Paid, n => MonthsAfter(Paid.AddDays(14), n - 1), 24),
        ("trial-month", """{"amount": 301, "period": "month", "every": 1, "trial_period": "month", "trial_quantity": 1}""", Paid, n => MonthsAfter(Paid, n), Unlimited),
        ("start-ahead", """{"amount": 400, "period": "month", "every": 1, "start_time": "2027-05-31"}""", Paid, n => MonthsAfter(At("2027-05-31 00:00"), n - 1), Unlimited),
        ("start-passed", """{"amount": 401, "period": "month", "every": 1, "start_time": "2020-01-01", "quantity": 3}""", Paid, n => MonthsAfter(Paid, n), 3),
    ];

    [Fact]
    public async Task ChargesOfADividedOrder_AreDividedInProportion()
    {
        await using var world = OrderWorld.OnSqlite();
        var paid = world.Clock.GetUtcNow();
        var order = (await PayAsync(
            world, await CreateAsync(world, "a", """{"amount": 101, "period": "day", "every": 1}""", parts: [new(600001, 600), new(700001, 400)]), WithoutIssuer)).Order;
        world.Clock.SetUtcNow(paid.AddDays(1));
        await world.Subscriptions.RunAsync(CancellationToken.None);

        Assert.Equal([(600001, 600), (700001, 400)], order.Payment.Split!.Parts.Select(part => (part.MerchantId, part.Amount)));
        var charge = Assert.Single(await ChargesAsync(world, order));
        Assert.Equal(OrderState.Approved, charge.State);
        Assert.Equal([(600001, 61), (700001, 40)], charge.Payment.Split!.Parts.Select(part => (part.MerchantId, part.Amount)));
    }

    [Fact]
    public async Task ChargeThatCanNoLongerBeDivided_CountsAsDeclined_AndEndsAfterItsTries()
    {
        await using var world = OrderWorld.OnSqlite();
        var paid = world.Clock.GetUtcNow();
        var order = (await PayAsync(world, await CreateAsync(world, "a", """{"amount": 100, "period": "day", "every": 1}""", parts: [new(600001, 1000)]), WithoutIssuer)).Order;
        world.Merchants.Replace([OrderWorld.Merchant with { Settings = OrderWorld.Merchant.Settings with { SplittingAllowed = false } }]);

        for (var day = 1; day <= 10; day++)
        {
            world.Clock.SetUtcNow(paid.AddDays(day));
            await world.Subscriptions.RunAsync(CancellationToken.None);
        }

        Assert.Empty(await ChargesAsync(world, order));
        Assert.Equal(SubscriptionState.Disabled, (await FindAsync(world, order)).State);
    }

    [Fact]
    public async Task ThreeYears_WithRestartsAndDownTime_ChargeEachPeriodOnce_AtItsTime()
    {
        var world = OrderWorld.OnSqlite();
        await using var disposed = new Disposed(() => world.DisposeAsync());
        var subscribed = new Dictionary<string, Order>();
        var end = At("2030-01-31 12:00");
        world = await GoToAsync(world, Paid);

        // The gateway is down for seven weeks and looks at noon otherwise; a restart comes every 50 days.
        var (down, up) = (At("2028-07-10 12:00"), At("2028-08-28 12:00"));
        for (var (noon, day) = (Paid.AddHours(2), 0); noon <= end; (noon, day) = (noon.AddDays(1), day + 1))
        {
            foreach (var series in Series.Where(series => series.PaidAt.AddHours(2) == noon))
            {
                world.Clock.SetUtcNow(series.PaidAt > world.Clock.GetUtcNow() ? series.PaidAt : world.Clock.GetUtcNow());
                subscribed[series.OrderId] = await SubscribeAsync(world, series.OrderId, series.RecurringData);
            }
            world.Clock.SetUtcNow(noon);
            if (noon > down && noon < up)
                continue;
            if (day % 50 == 49)
                world = await world.RestartOnSqliteAsync();
            await world.Expire.RunAsync(CancellationToken.None);
            await world.Recover.RunAsync(afterRestart: false, CancellationToken.None);
            await world.Subscriptions.RunAsync(CancellationToken.None);
        }

        foreach (var (orderId, _, paidAt, chargeAt, charges) in Series)
        {
            var order = subscribed[orderId];
            Assert.Equal(paidAt, order.CreatedAt);
            var expected = Enumerable.Range(1, 2_000).Select(chargeAt).TakeWhile(at => at <= end).Take(charges).ToList();
            var found = await ChargesAsync(world, order);
            Assert.Equal(expected.Select(LookedAtAfter), found.Select(charge => charge.CreatedAt));
            Assert.All(found, charge => Assert.Equal((OrderState.Approved, orderId), (charge.State, charge.Terms.ParentOrderId)));
            var subscription = (await world.Store.FindSubscriptionAsync(order.MerchantId, order.PaymentId))!;
            Assert.Equal(expected.Count == charges ? SubscriptionState.Disabled : SubscriptionState.Active, subscription.State);

            // The acquirer's own book: each charge once, and all of them together what the schedule comes to.
            var taken = found.SelectMany(charge => world.Ledger.List(charge.Terms.OrderId)).ToList();
            Assert.Equal(expected.Count, taken.Count);
            Assert.Equal(expected.Count * subscription.Schedule.Amount, taken.Sum(entry => entry.Minor));
        }

        DateTimeOffset LookedAtAfter(DateTimeOffset due)
        {
            var noon = new DateTimeOffset(due.Date, TimeSpan.Zero).AddHours(12);
            return noon > down && noon < up ? up : noon;
        }
    }

    [Fact]
    public async Task DeclinedCharge_IsTriedAfterOneThreeAndFiveDays_AndTheNextPeriodsKeepTheirDates()
    {
        await using var world = OrderWorld.OnSqlite();
        await GoToAsync(world, Paid);
        var order = await SubscribeAsync(
            world, "a", """{"amount": 1500, "period": "month", "every": 1}""", """{"scheduled": {"decline": 1037, "from": "2027-03-30", "until": "2027-04-05"}}""");

        await LiveUntilAsync(world, At("2027-05-10 12:00"));

        Assert.Equal(
            (string[])["2027-02-28 approved 1", "2027-03-31 declined 2", "2027-04-01 declined 2-1", "2027-04-03 declined 2-2", "2027-04-05 approved 2-3", "2027-04-30 approved 3"],
            await StoryAsync(world, order));
        Assert.Equal(3, world.Ledger.List($"subscription-{order.PaymentId}-1").Concat(world.Ledger.List($"subscription-{order.PaymentId}-2-3"))
            .Concat(world.Ledger.List($"subscription-{order.PaymentId}-3")).Count(entry => entry.DeclineCode is null));
    }

    [Fact]
    public async Task FourthDecline_DisablesIt_AndStartGoesOnWithWhatIsAhead()
    {
        await using var world = OrderWorld.OnSqlite();
        await GoToAsync(world, Paid);
        var order = await SubscribeAsync(
            world, "a", """{"amount": 1500, "period": "month", "every": 1, "quantity": 5}""", """{"scheduled": {"decline": 1037, "until": "2027-04-15"}}""");

        await LiveUntilAsync(world, At("2027-06-10 12:00"));
        string[] declined = ["2027-02-28 declined 1", "2027-03-01 declined 1-1", "2027-03-03 declined 1-2", "2027-03-05 declined 1-3"];
        Assert.Equal(declined, await StoryAsync(world, order));
        Assert.Equal(SubscriptionState.Disabled, (await FindAsync(world, order)).State);

        Assert.True((await world.Switch.RunAsync(order.MerchantId, "a", isStart: true, CancellationToken.None)).Succeeded);
        await LiveUntilAsync(world, At("2027-08-10 12:00"));
        Assert.Equal((string[])[.. declined, "2027-06-30 approved 5"], await StoryAsync(world, order));
        Assert.Equal(1100, (await world.Switch.RunAsync(order.MerchantId, "a", isStart: true, CancellationToken.None)).Error!.Code);
    }

    [Fact]
    public async Task DailySubscription_MakesUpAfterADecline_InOrder()
    {
        await using var world = OrderWorld.OnSqlite();
        await GoToAsync(world, Paid);
        var order = await SubscribeAsync(
            world, "a", """{"amount": 10, "period": "day", "every": 1, "quantity": 4}""", """{"scheduled": {"decline": 1037, "from": "2027-02-02", "until": "2027-02-05"}}""");

        await LiveUntilAsync(world, At("2027-02-10 12:00"));

        Assert.Equal(
            (string[])[
                "2027-02-01 approved 1", "2027-02-02 declined 2", "2027-02-03 declined 2-1", "2027-02-05 approved 2-2",
                "2027-02-05 approved 3", "2027-02-05 approved 4",
            ],
            await StoryAsync(world, order));
    }

    [Fact]
    public async Task UnknownOutcome_IsAskedFor_AndNothingFollowsBeforeItIsKnown()
    {
        await using var world = OrderWorld.OnSqlite();
        await GoToAsync(world, Paid);
        var order = await SubscribeAsync(
            world, "a", """{"amount": 10, "period": "day", "every": 1}""", """{"scheduled": {"failure": "lost_after_charge", "until": "2027-02-02"}}""");

        world.Clock.SetUtcNow(At("2027-02-01 12:00"));
        await world.Subscriptions.RunAsync(CancellationToken.None);
        world.Clock.SetUtcNow(At("2027-02-03 12:00"));
        await world.Subscriptions.RunAsync(CancellationToken.None);
        Assert.Equal((string[])["2027-02-01 processing 1"], await StoryAsync(world, order));

        await LiveUntilAsync(world, At("2027-02-04 12:00"));
        Assert.Equal((string[])["2027-02-01 approved 1", "2027-02-04 approved 2", "2027-02-04 approved 3", "2027-02-04 approved 4"], await StoryAsync(world, order));
        Assert.Single(world.Ledger.List($"subscription-{order.PaymentId}-1"));
    }

    [Fact]
    public async Task CrashAfterTheCharge_RepeatsTheTurnWithoutAnotherCharge()
    {
        await using var world = OrderWorld.OnSqlite();
        await GoToAsync(world, Paid);
        var order = await SubscribeAsync(world, "a", """{"amount": 10, "period": "day", "every": 1}""");
        var before = await FindAsync(world, order);
        world.Clock.SetUtcNow(At("2027-02-01 12:00"));
        await world.Subscriptions.RunAsync(CancellationToken.None);

        // As it stands when the process dies between the charge and the write behind it.
        var after = await FindAsync(world, order);
        await world.Store.WriteAsync(new Store.ChangeSubscription(before with { Version = after.Version + 1 }));
        await world.Subscriptions.RunAsync(CancellationToken.None);

        Assert.Equal((string[])["2027-02-01 approved 1"], await StoryAsync(world, order));
        Assert.Single(world.Ledger.List($"subscription-{order.PaymentId}-1"));
        Assert.Equal(2, (await FindAsync(world, order)).NextCharge);
    }

    [Fact]
    public async Task TwoTurnsAtOnce_ChargeOnce()
    {
        await using var world = OrderWorld.OnSqlite();
        await GoToAsync(world, Paid);
        var order = await SubscribeAsync(world, "a", """{"amount": 10, "period": "day", "every": 1}""", """{"scheduled": {"failure": "duplicate"}}""");
        world.Clock.SetUtcNow(At("2027-02-03 12:00"));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => world.Subscriptions.RunAsync(CancellationToken.None).AsTask())));
        await LiveUntilAsync(world, At("2027-02-04 12:00"));

        var charges = await ChargesAsync(world, order);
        Assert.Equal(4, charges.Count);
        Assert.All(charges, charge => Assert.Single(world.Ledger.List(charge.Terms.OrderId)));
    }

    [Fact]
    public async Task ThreeDSecurePayment_BeginsItWithItsApproval_AndADeclinedTryBeginsNone()
    {
        await using var world = OrderWorld.OnSqlite();
        await GoToAsync(world, Paid);
        var order = await CreateAsync(world, "a", """{"amount": 10, "period": "day", "every": 1}""", delayed: true);
        var declined = await PayAsync(world, order, Declining);
        Assert.Null(await world.Store.FindSubscriptionAsync(order.MerchantId, order.PaymentId));

        var waiting = await PayAsync(world, declined.Order, WithIssuer);
        Assert.Null(await world.Store.FindSubscriptionAsync(order.MerchantId, order.PaymentId));
        var session = (await world.Store.FindCardSessionAsync(order.MerchantId, waiting.Order.OpenTransactionId!.Value, world.Clock.GetUtcNow()))!;
        await world.ThreeDSecure.ContinueAsync(
            waiting.Order, OrderWorld.Merchant, new PayerReference(session.TransactionId, waiting.PayerKey), world.Prove(session.Step, passes: true), OrderWorld.Payer);

        await LiveUntilAsync(world, At("2027-02-01 12:00"));
        var charge = Assert.Single(await ChargesAsync(world, order));
        Assert.Equal((OrderState.Approved, "444455XXXXXX1111", 10), (charge.State, charge.Payment.MaskedCard, charge.Payment.Captured));
    }

    [Fact]
    public async Task LostAnswerOfTheFirstPayment_BeginsItWithTheRecovery()
    {
        await using var world = OrderWorld.OnSqlite();
        await GoToAsync(world, Paid);
        var order = await CreateAsync(world, "a", """{"amount": 10, "period": "day", "every": 1}""", """{"failure": "lost_after_charge", "scheduled": {}}""");
        await PayAsync(world, order, WithoutIssuer);
        Assert.Null(await world.Store.FindSubscriptionAsync(order.MerchantId, order.PaymentId));

        await LiveUntilAsync(world, Paid.AddMinutes(5));
        Assert.Equal(Paid.AddMinutes(5), (await FindAsync(world, order)).PaidAt);
        await LiveUntilAsync(world, Paid.AddDays(1).AddMinutes(5));
        Assert.Single(await ChargesAsync(world, order));
    }

    [Fact]
    public async Task WhatThePayerMadeOfIt_IsCharged_AndAnOptionalOneThatHeDidNotWantIsNone()
    {
        await using var world = OrderWorld.OnSqlite();
        await GoToAsync(world, Paid);
        var edited = await CreateAsync(world, "edited", """{"amount": 10, "period": "day", "every": 1, "readonly": "n"}""");
        await PayAsync(world, edited, WithoutIssuer, new Schedule { Amount = 77, Period = SchedulePeriod.Week, Every = 2, Quantity = 1 });
        var unwanted = await CreateAsync(world, "unwanted", """{"amount": 10, "period": "day", "every": 1, "state": "n"}""");
        await PayAsync(world, unwanted, WithoutIssuer);

        await LiveUntilAsync(world, At("2027-03-10 12:00"));

        Assert.Equal((string[])["2027-02-14 approved 1"], await StoryAsync(world, edited));
        Assert.Equal(77, Assert.Single(await ChargesAsync(world, edited)).Payment.Captured);
        Assert.Null(await world.Store.FindSubscriptionAsync(unwanted.MerchantId, unwanted.PaymentId));
    }

    [Fact]
    public async Task StoppedSubscription_IsNotCharged_AndWhatFellDueMeanwhileIsNotMadeUpFor()
    {
        await using var world = OrderWorld.OnSqlite();
        await GoToAsync(world, Paid);
        var order = await SubscribeAsync(world, "a", """{"amount": 1500, "period": "month", "every": 1, "quantity": 5}""");
        await LiveUntilAsync(world, At("2027-03-01 12:00"));

        await world.Switch.RunAsync(order.MerchantId, "a", isStart: false, CancellationToken.None);
        await LiveUntilAsync(world, At("2027-05-01 12:00"));
        await world.Switch.RunAsync(order.MerchantId, "a", isStart: true, CancellationToken.None);
        await LiveUntilAsync(world, At("2028-01-01 12:00"));

        Assert.Equal((string[])["2027-02-28 approved 1", "2027-05-31 approved 4", "2027-06-30 approved 5"], await StoryAsync(world, order));
    }

    [Fact]
    public async Task DeactivatedCard_DeclinesTheChargeToldToTheShop_AndDisablesIt()
    {
        await using var world = OrderWorld.OnSqlite();
        await GoToAsync(world, Paid);
        var order = await SubscribeAsync(world, "a", """{"amount": 10, "period": "day", "every": 1}""");
        await world.Store.WriteAsync(new Store.DeactivateRectoken(order.MerchantId, order.Payment.Rectoken!, world.Clock.GetUtcNow()));

        await LiveUntilAsync(world, At("2027-02-20 12:00"));

        var charge = Assert.Single(await ChargesAsync(world, order));
        Assert.Equal((OrderState.Declined, 1078), (charge.State, charge.Payment.ResponseCode));
        Assert.Empty(world.Ledger.List(charge.Terms.OrderId));
        Assert.Equal(SubscriptionState.Disabled, (await FindAsync(world, order)).State);
        Assert.Equal("http://127.0.0.1/charged", Assert.Single(await world.Store.ListCallbacksAsync(order.MerchantId, charge.Terms.OrderId, 10)).Url);
    }

    [Fact]
    public async Task Charge_TellsOfItsParent_AndGoesToTheSubscriptionsAddress()
    {
        await using var world = OrderWorld.OnSqlite();
        await GoToAsync(world, Paid);
        var order = await SubscribeAsync(world, "a", """{"amount": 10, "period": "day", "every": 1}""");
        await LiveUntilAsync(world, At("2027-02-01 12:00"));

        var charge = Assert.Single(await ChargesAsync(world, order));
        var told = FinalResponse.Of(charge, OrderWorld.Merchant, sandbox: true);
        Assert.Equal(("a", "7", order.Payment.Rectoken, "10"), (told.Text("parent_order_id"), told.Text("eci"), told.Text("rectoken"), told.Text("actual_amount")));
        Assert.Equal("", FinalResponse.Of(order, OrderWorld.Merchant, sandbox: true).Text("parent_order_id"));
        Assert.Equal("http://127.0.0.1/charged", Assert.Single(await world.Store.ListCallbacksAsync(order.MerchantId, charge.Terms.OrderId, 10)).Url);
    }

    [Fact]
    public async Task OrderOfTheShopsOwnUnderTheNameOfACharge_IsNotTakenForIt()
    {
        await using var world = OrderWorld.OnSqlite();
        await GoToAsync(world, Paid);
        var order = await SubscribeAsync(world, "a", """{"amount": 10, "period": "day", "every": 1}""");
        var own = await SubscribeAsync(world, $"subscription-{order.PaymentId}-1", """{"amount": 10, "period": "day", "every": 1}""");

        await LiveUntilAsync(world, At("2027-02-02 12:00"));

        Assert.Equal(own, await world.Store.FindOrderAsync(own.MerchantId, own.PaymentId));
        Assert.Equal((string[])["2027-02-02 approved 1-1", "2027-02-02 approved 2"], await StoryAsync(world, order));
    }

    private static async Task LiveUntilAsync(OrderWorld world, DateTimeOffset until)
    {
        while (true)
        {
            var noon = world.Clock.GetUtcNow().Date.AddHours(12);
            var next = new DateTimeOffset(noon > world.Clock.GetUtcNow().UtcDateTime ? noon : noon.AddDays(1), TimeSpan.Zero);
            world.Clock.SetUtcNow(next < until ? next : until);
            await world.Expire.RunAsync(CancellationToken.None);
            await world.Recover.RunAsync(afterRestart: false, CancellationToken.None);
            await world.Subscriptions.RunAsync(CancellationToken.None);
            if (next >= until)
                return;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SubscriptionThatThePayerLeavesOut_KeepsNoCardOfHis(bool requiredRectoken)
    {
        await using var world = OrderWorld.OnSqlite();
        const string Optional = """{"amount": 500, "period": "month", "every": 1, "quantity": 3, "state": "n"}""";
        var order = await CreateAsync(world, "left-out", Optional, requiredRectoken: requiredRectoken);

        var paid = (await PayAsync(world, order, WithoutIssuer)).Order;

        Assert.Equal(OrderState.Approved, paid.State);
        Assert.Equal(requiredRectoken, FinalResponse.Of(paid, OrderWorld.Merchant, sandbox: true).Text("rectoken") is { Length: 40 });
        Assert.Equal(requiredRectoken ? 1 : 0, (await world.Store.ListRectokensAsync(order.MerchantId, 10)).Count);
        Assert.Null(await world.Store.FindSubscriptionAsync(order.MerchantId, order.PaymentId));

        var chosen = await CreateAsync(world, "chosen", Optional);
        await PayAsync(world, chosen, WithoutIssuer, RecurringData.Of(Optional)!.Schedule);
        Assert.NotNull(await world.Store.FindSubscriptionAsync(chosen.MerchantId, chosen.PaymentId));
    }

    /// <summary>The world's clock begins in 2030 and can't go back, so it begins anew.</summary>
    private static Task<OrderWorld> GoToAsync(OrderWorld world, DateTimeOffset time)
    {
        world.Clock.AdjustTime(time);
        return Task.FromResult(world);
    }

    private static async Task<Order> SubscribeAsync(OrderWorld world, string orderId, string recurringData, string simulator = "{}")
    {
        var paid = await PayAsync(world, await CreateAsync(world, orderId, recurringData, simulator), WithoutIssuer);
        Assert.Equal(OrderState.Approved, paid.Order.State);
        return paid.Order;
    }

    private static async Task<Order> CreateAsync(
        OrderWorld world, string orderId, string recurringData, string simulator = "{}", bool delayed = false, bool requiredRectoken = false, IReadOnlyList<SplitPart>? parts = null) =>
        (await world.Create.RunAsync(
            new OrderTerms
            {
                MerchantId = OrderWorld.Merchant.Id,
                OrderId = orderId,
                Amount = new Money(1000, Currency.Find("GEL")!),
                Description = "Club membership",
                Delayed = delayed,
                Subscription = true,
                RequiredRectoken = requiredRectoken,
                RecurringData = recurringData,
                Parts = parts,
                ServerCallbackUrl = "http://127.0.0.1/callback",
                SubscriptionCallbackUrl = "http://127.0.0.1/charged",
                ReservationData = Wire.Base64($$"""{"simulator": {{simulator}}}"""),
            },
            OrderWorld.Merchant, null, Repeatable.None)).Value!;

    private static async Task<PaymentStep> PayAsync(OrderWorld world, Order order, string card, Schedule? schedule = null)
    {
        Assert.True(CardNumber.TryParse(card, out var number));
        return (await world.Purchase.RunAsync(order, OrderWorld.Merchant, new TypedCard(number, new CardExpiry(2035, 12), "123"), OrderWorld.Payer, new PayerChoice { Schedule = schedule })).Value!;
    }

    private static async Task<Subscription> FindAsync(OrderWorld world, Order order) =>
        (await world.Store.FindSubscriptionAsync(order.MerchantId, order.PaymentId))!;

    /// <summary>Every charge's order, in the order of the numbers and tries; there is none behind the first that is missing.</summary>
    private static async Task<List<Order>> ChargesAsync(OrderWorld world, Order order)
    {
        var found = new List<Order>();
        for (var (number, missed) = (1, 0); missed < 6; number++)
        {
            var any = false;
            for (var attempt = 0; attempt <= 4; attempt++)
                if (await world.Store.FindOrderAsync(order.MerchantId, $"subscription-{order.PaymentId}-{number}{(attempt > 0 ? $"-{attempt}" : "")}") is { Terms.ParentOrderId: not null } charge)
                {
                    found.Add(charge);
                    any = true;
                }
            missed = any ? 0 : missed + 1;
        }
        return found;
    }

    private static async Task<string[]> StoryAsync(OrderWorld world, Order order) =>
    [
        .. (await ChargesAsync(world, order)).Select(charge => string.Create(
            CultureInfo.InvariantCulture,
            $"{charge.CreatedAt:yyyy-MM-dd} {FinalResponse.StatusOf(charge.State)} {charge.Terms.OrderId[$"subscription-{order.PaymentId}-".Length..]}")),
    ];

    private static DateTimeOffset MonthsAfter(DateTimeOffset start, int months)
    {
        var (year, month) = Math.DivRem(start.Year * 12 + start.Month - 1 + months, 12);
        return new DateTimeOffset(year, month + 1, Math.Min(start.Day, DateTime.DaysInMonth(year, month + 1)), start.Hour, start.Minute, 0, TimeSpan.Zero);
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.ParseExact(time, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private sealed class Disposed(Func<ValueTask> dispose) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => dispose();
    }
}
