using System.Text.Json;
using CsCheck;
using Tetri.Accounts;
using Tetri.Callbacks;
using Tetri.Cards;
using Tetri.Connectors;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Store;

namespace Tetri.Simulation;

/// <summary>Whatever payers, clocks and acquirers do in whatever order, an order's history stays sound.</summary>
public sealed class OrderHistoryTests
{
    private static readonly string[] Cards =
        [Payer.PlainCard, Payer.DecliningCard, Payer.OldFormCard, Payer.FrictionlessCard, Payer.ChallengeCard, "4444444400010001", "4444444400020000"];

    private static readonly string?[] Failures = [null, null, null, "timeout", "lost_after_charge", "unknown_once", "duplicate"];

    private static readonly long[] Amounts = [1000, 1000, 600, 400, 300, 1, 934, 1035];

    /// <summary>Nobody's fee but the payer's: 1.5 % and 20 on top.</summary>
    private static readonly MerchantSettings PayersFee = new()
    {
        ClientFeeBasisPoints = 150,
        ClientFeeFixed = [new FixedFee("GEL", 20)],
        Promocodes = [new Promocode("TENTH", 1000, [])],
    };

    private static readonly Gen<Step> Steps = Gen.Frequency(
        (6, Gen.Int[0, Cards.Length - 1].Select(card => new Step(Doing.Pay, card))),
        (5, Gen.Bool.Select(passes => new Step(Doing.Return, passes ? 1 : 0))),
        (2, Gen.Const(new Step(Doing.ReturnAgain, 0))),
        (2, Gen.Const(new Step(Doing.Abandon, 0))),
        (4, Gen.Int[0, 1].Select(bank => new Step(Doing.ChooseBank, bank))),
        (4, Gen.Bool.Select(approves => new Step(Doing.DecideAtBank, approves ? 1 : 0))),
        (2, Gen.Const(new Step(Doing.ReturnFromBank, 0))),
        (1, Gen.Const(new Step(Doing.LeaveBank, 0))),
        (3, Gen.OneOf(Gen.Int[1, 5], Gen.Int[30, 120], Gen.Int[900, 1000]).Select(seconds => new Step(Doing.Wait, seconds))),
        (3, Gen.Const(new Step(Doing.Recover, 0))),
        (2, Gen.Const(new Step(Doing.Expire, 0))),
        (3, Gen.Int[0, Amounts.Length - 1].Select(amount => new Step(Doing.Capture, amount))),
        (4, Gen.Int[0, Amounts.Length - 1].Select(amount => new Step(Doing.Reverse, amount))),
        (2, Gen.Int[0, Amounts.Length - 1].Select(amount => new Step(Doing.ReverseByName, amount))),
        (4, Gen.Frequency((3, Gen.Const(1)), (4, Gen.Const(0))).Select(right => new Step(Doing.TypeCode, right))),
        (3, Gen.Bool.Select(arrives => new Step(Doing.Deliver, arrives ? 1 : 0))));

    private static readonly string?[] LaterFailures = [null, null, "\"failure\": \"timeout\"", "\"failure\": \"lost_after_charge\"", "\"decline\": 1004"];

    private static readonly Gen<Life> Lives = Gen.Select(
        Gen.Select(Gen.OneOf(Gen.Const(5), Gen.Const(300), Gen.Const(36_000)), Gen.Bool, Gen.Frequency((5, Gen.Const(Wish.Purchase)), (4, Gen.Const(Wish.Hold)), (1, Gen.Const(Wish.Verification)), (3, Gen.Const(Wish.VerificationByCode))),
            Gen.Int[0, Failures.Length - 1], Gen.Int[0, LaterFailures.Length - 1], Gen.Bool),
        // One step, or two at the same time.
        Gen.Select(Steps, Gen.Frequency((2, Gen.Const((Step?)null)), (1, Steps.Select(step => (Step?)step)))).Array[1, 25],
        (order, turns) => new Life(order.Item1, order.Item2, order.Item3, Failures[order.Item4], LaterFailures[order.Item5], order.Item6, turns));

    private enum Doing
    {
        Pay,
        Return,
        ReturnAgain,
        Abandon,
        ChooseBank,
        DecideAtBank,
        ReturnFromBank,
        LeaveBank,
        Wait,
        Recover,
        Expire,
        Capture,
        Reverse,
        ReverseByName,
        TypeCode,
        Deliver,
    }

    private enum Wish
    {
        Purchase,
        Hold,
        Verification,
        VerificationByCode,
    }

    /// <summary>What an order leaves: held, taken and not given back, and the fee.</summary>
    private readonly record struct Moved(long Held, long Taken, long Fee);

    private readonly record struct Step(Doing Doing, int Value);

    private sealed record Life(int Lifetime, bool Delayed, Wish Wish, string? Failure, string? LaterFailure, bool PayersFee, (Step First, Step? Beside)[] Turns)
    {
        public override string ToString() =>
            $"lifetime {Lifetime}, delayed {Delayed}, {Wish}, {Failure ?? "no failure"}, later {LaterFailure ?? "none"}{(PayersFee ? ", the payer's fee" : "")}: {string.Join(" ", Turns.Select(turn => turn.Beside is { } beside ? $"[{Show(turn.First)} | {Show(beside)}]" : Show(turn.First)))}";

        private static string Show(Step step) => $"{step.Doing}({step.Value})";
    }

    [Theory]
    [InlineData("sqlite", 250)]
    [InlineData("postgres", 60)]
    public async Task AnyHistory_TakesMoneyOnceAndTellsTheShopHowItEnded(string engine, int histories)
    {
        await using var world = engine == "sqlite" ? OrderWorld.OnSqlite() : await OrderWorld.OnPostgresAsync();
        var lastOrder = 0;
        long held = 0, taken = 0, fees = 0;
        await Lives.SampleAsync(
            async life =>
            {
                var moved = await LiveAsync(world, life, $"order-{Interlocked.Increment(ref lastOrder)}");
                (held, taken, fees) = (held + moved.Held, taken + moved.Taken, fees + moved.Fee);
            },
            seed: Environment.GetEnvironmentVariable("TETRI_CSCHECK_SEED"), iter: histories, threads: 1, print: life => life.ToString());
        await foreach (var problem in world.Check.FindAsync(OrderWorld.Merchant.Id))
            Assert.Fail(problem.Text);
        var balances = (await world.Store.BalancesAsync(OrderWorld.Merchant.Id)).ToDictionary(balance => balance.Account, balance => balance.Minor);
        Assert.Equal(
            (held, taken - fees, fees, -held - taken),
            (balances[Account.Held], balances[Account.Balance], balances[Account.Fees], balances[Account.Acquirer]));
    }

    private static async Task<Moved> LiveAsync(OrderWorld world, Life life, string orderId)
    {
        var created = await world.Create.RunAsync(Terms(life, orderId), OrderWorld.Merchant, idempotency: null, Repeatable.None);
        var history = new History(world, created.Value!, life.PayersFee, isRefusedLater: life.LaterFailure?.Contains("decline") == true);
        foreach (var (first, beside) in life.Turns)
        {
            var turn = Task.WhenAll(Task.Run(() => history.DoAsync(first)), beside is { } other ? Task.Run(() => history.DoAsync(other)) : Task.CompletedTask);

            // One that waits for another's exchange needs time to pass.
            while (await Task.WhenAny(turn, Task.Delay(2)) != turn)
                world.Clock.Advance(TimeSpan.FromSeconds(1));
            await turn;
            await history.CheckAsync();
        }
        return await history.EndAsync();
    }

    private static Money Gel(long minor) => new(minor, Currency.Find("GEL")!);

    private static OrderTerms Terms(Life life, string orderId) => new()
    {
        MerchantId = OrderWorld.Merchant.Id,
        OrderId = orderId,
        Amount = Gel(1000),
        Description = "Two books",
        Lifetime = life.Lifetime,
        Delayed = life.Delayed,
        Preauth = life.Wish == Wish.Hold,
        Verification = life.Wish >= Wish.Verification,
        VerificationType = life.Wish == Wish.VerificationByCode ? "code" : null,
        RequiredRectoken = true,
        PaymentSystems = "card,opb",
        ServerCallbackUrl = "http://127.0.0.1/callback",
        ReservationData = Wire.Base64($$"""{"simulator": {"failure": "{{life.Failure}}", "after": { {{life.LaterFailure}} } } }"""),
    };

    private sealed class History(OrderWorld world, Order created, bool hasFee, bool isRefusedLater)
    {
        private readonly long _paymentId = created.PaymentId;
        private readonly bool _costsMore = hasFee && !created.Terms.Verification;
        private Order _seen = created;
        private (PayerReference Reference, ThreeDSecureProof Proof)? _lastReturn;
        private string? _payerKey;

        /// <summary>Later and later, and then from the start: cards that were renewed, and cards that are stored already.</summary>
        private CardExpiry Expiry => new((int)(2040 + _paymentId % 50), 12);

        public async Task DoAsync(Step step)
        {
            switch (step.Doing)
            {
                case Doing.Pay:
                    Assert.True(CardNumber.TryParse(Cards[step.Value], out var number));
                    var before = await FindAsync();
                    var quote = _costsMore ? Quote.Of(before, PayersFee, number.Prefix, step.Value % 2 == 1 ? "tenth" : null) : null;
                    var paid = await world.Purchase.RunAsync(
                        before, OrderWorld.Merchant, new TypedCard(number, Expiry, "123"), OrderWorld.Payer, new PayerChoice { Quote = quote });
                    if (paid.Value?.PayerKey is { } key)
                        _payerKey = key;
                    break;
                case Doing.Return:
                    if (await OpenStepAsync() is { } open)
                    {
                        _lastReturn = (new PayerReference(open.TransactionId, _payerKey), world.Prove(open.Step, step.Value == 1));
                        await ReturnAsync();
                    }
                    break;
                case Doing.ReturnAgain:
                    await ReturnAsync();
                    break;
                case Doing.Abandon:
                    if (await OpenStepAsync() is { } left)
                        await world.ThreeDSecure.AbandonAsync(await FindAsync(), new PayerReference(left.TransactionId, null));
                    break;
                case Doing.ChooseBank:
                    var order = await FindAsync();
                    var banks = world.Banks.For(order.Terms);
                    Assert.Equal(order.Terms is { Preauth: false, Verification: false }, banks.Count > 0);
                    if (banks.Count > 0)
                        await world.PayByBank.StartAsync(
                            order, OrderWorld.Merchant, banks[step.Value], OrderWorld.BankPayer, _costsMore ? Quote.Of(order, PayersFee, bin: null, promocode: null) : null);
                    break;
                case Doing.DecideAtBank:
                    // Also after the gateway has given the payment up: the payer still has the bank's page before him.
                    if (world.Ledger.List(_seen.Terms.OrderId).LastOrDefault(entry => entry.Link is not null) is { } atBank)
                        world.Ledger.Decide(atBank.TransactionId, step.Value == 1 ? null : 1000);
                    break;
                case Doing.ReturnFromBank:
                    await world.PayByBank.AskAsync(await FindAsync());
                    break;
                case Doing.LeaveBank:
                    await world.PayByBank.LeaveAsync(await FindAsync());
                    break;
                case Doing.Wait:
                    world.Clock.Advance(TimeSpan.FromSeconds(step.Value));
                    break;
                case Doing.Recover:
                    await world.Recover.RunAsync(afterRestart: false, CancellationToken.None);
                    break;
                case Doing.Expire:
                    await world.Expire.RunAsync(CancellationToken.None);
                    break;
                case Doing.Capture:
                    await world.Capture.RunAsync(await FindAsync(), Gel(Amounts[step.Value]));
                    break;
                case Doing.Reverse:
                    await world.Reverse.RunAsync(await FindAsync(), Gel(Amounts[step.Value]), reference: null);
                    break;
                case Doing.ReverseByName:
                    await world.Reverse.RunAsync(await FindAsync(), Gel(Amounts[step.Value]), $"refund of {Amounts[step.Value]}");
                    break;
                case Doing.TypeCode:
                    var waiting = await FindAsync();
                    await world.VerifyCode.RunAsync(waiting, step.Value == 1 && waiting.OpenTransactionId is { } held ? world.Codes.Of(held) : "none");
                    break;
                case Doing.Deliver:
                    await DeliverAsync(step.Value == 1);
                    break;
            }
        }

        /// <summary>What must hold between any two steps.</summary>
        public async Task CheckAsync()
        {
            var order = await FindAsync();
            Assert.True(MayFollow(_seen.State, order.State), $"{_seen.State} became {order.State}.");
            Assert.True(order.Version >= _seen.Version);
            if (_seen.OpenTransactionId is { } open && order.OpenTransactionId == open)
                Assert.True(order.State == _seen.State, $"The order became {order.State} although transaction {open} is open.");
            var payment = order.Payment;
            Assert.InRange(payment.Captured, _seen.Payment.Captured, payment.Authorised);
            Assert.True(_seen.Payment.Captured is 0 || _seen.Payment.Captured == payment.Captured, "It was captured twice.");
            Assert.InRange(payment.Reversed, _seen.Payment.Reversed, payment.Captured > 0 ? payment.Captured : payment.Authorised);
            _seen = order;
            Assert.Empty(await world.Check.FindAsync(order));

            var book = world.Ledger.List(order.Terms.OrderId);
            var taken = book.Count(entry => entry is { OriginalId: null, Outcome: Connectors.Simulator.LedgerOutcome.Approved });
            Assert.True(taken <= 1, $"The acquirer took money {taken} times.");

            var callbacks = await CallbacksAsync();
            var final = callbacks.Count(callback => !OrderRules.IsOpen(StateIn(callback)));
            var later = (await world.Store.TransactionsOfOrderAsync(order.MerchantId, order.PaymentId))
                .Count(transaction => transaction is { ParentId: not null, Status: TransactionStatus.Approved });
            // The shop was told of a verification that failed; that its hold is free again is nothing new to it.
            Assert.Equal(order.IsOpen ? 0 : order.State is OrderState.Declined ? 1 : 1 + later, final);
            Assert.Equal(callbacks.Count, callbacks.Select(callback => callback.OrderVersion).Distinct().Count());
            if (callbacks.Count == 0)
                return;
            var newest = callbacks.MaxBy(callback => callback.OrderVersion)!;
            Assert.True(newest.State != CallbackState.Replaced, "The newest callback was replaced.");
            Assert.All(callbacks.Where(callback => callback != newest), older => Assert.NotEqual(CallbackState.Due, older.State));
            if (!order.IsOpen)
                Assert.Equal(order.State, StateIn(newest));
        }

        /// <summary>Time passes until nothing is left to do; then the order's books and the acquirer's must agree.</summary>
        public async Task<Moved> EndAsync()
        {
            for (var turn = 0; turn < 20; turn++)
            {
                world.Clock.Advance(TimeSpan.FromHours(2));
                await world.Recover.RunAsync(afterRestart: false, CancellationToken.None);
                await world.Expire.RunAsync(CancellationToken.None);
                await CheckAsync();
            }
            var order = await FindAsync();
            Assert.False(order.IsOpen, $"The order is still {order.State}.");
            Assert.Null(order.OpenTransactionId);
            Assert.Null(order.Payment.BankUrl);

            var book = world.Ledger.List(order.Terms.OrderId).Where(entry => entry.Outcome == Connectors.Simulator.LedgerOutcome.Approved).ToList();
            Assert.Equal(order.Payment.Authorised, book.Where(entry => entry.OriginalId is null).Sum(entry => entry.Minor));
            Assert.Equal(order.Payment.Reversed, book.Where(entry => entry is { OriginalId: not null, Hold: false }).Sum(entry => entry.Minor));
            var captures = book.Where(entry => entry is { OriginalId: not null, Hold: true }).ToList();
            Assert.True(captures.Count <= 1, "The acquirer captured twice.");
            Assert.Equal(order.Terms.Preauth ? order.Payment.Captured : 0, captures.Sum(entry => entry.Minor));
            var isApproved = order.State is OrderState.Approved or OrderState.Reversed;
            var codeFailed = order is { State: OrderState.Declined, Terms.VerifiesByCode: true, Payment.Authorised: > 0 };
            Assert.Equal(isApproved || codeFailed, order.Payment.Authorised == Asked(order.Payment.Promocode).Total);
            if (!isApproved)
                Assert.Equal((0, 0, null), (order.Payment.ClientFee, order.Payment.Discount, order.Payment.Promocode));
            Assert.Equal(order.State == OrderState.Reversed || (codeFailed && !isRefusedLater), order.Payment.Authorised > 0 && order.Payment.Left == 0);
            if (order.Terms.Verification)
            {
                Assert.True(book.All(entry => entry is { OriginalId: not null, Minor: 1000 } or { OriginalId: null, Hold: true }));
                Assert.Equal(isRefusedLater ? 0 : book.Count(entry => entry.OriginalId is null), book.Count(entry => entry.OriginalId is not null));
                Assert.Equal(isApproved ? "verified" : order.State is OrderState.Declined ? "failed" : null, order.Payment.VerificationStatus);
                Assert.True(!codeFailed || order.Payment.ResponseCode is 1052 or 1088);
            }

            // A bank leaves no card behind.
            Assert.Equal(isApproved && order.Payment.PaymentSystem == "card", order.Payment.Rectoken is not null);
            if (order.Payment.Rectoken is { } rectoken)
                Assert.IsType<RectokenSearch.Usable>(await world.Rectokens.FindAsync(order.MerchantId, rectoken));
            Assert.All(await world.Store.ListRectokensAsync(order.MerchantId, 1000), kept => Assert.True(kept.IsApproved));

            var transactions = await world.Store.TransactionsOfOrderAsync(order.MerchantId, order.PaymentId);
            Assert.DoesNotContain(transactions, transaction => transaction.IsOpen);
            var names = transactions.Where(transaction => transaction.Reference is not null).ToList();
            Assert.Equal(names.Count, names.Select(transaction => transaction.Reference).Distinct().Count());
            var declines = transactions.Count(transaction => transaction is { Status: TransactionStatus.Declined, ParentId: null });
            var toldOpen = (await CallbacksAsync()).Count(callback => OrderRules.IsOpen(StateIn(callback)));
            Assert.InRange(declines - toldOpen, 0, order.State == OrderState.Declined ? 1 : 0);
            Assert.Equal(transactions.Count == 0, order.State == OrderState.Expired);

            // By the acquirer's book. A fee is 2.75 %, half a unit up, of what was taken once, and what the payer pays for paying on top of it.
            var back = book.Where(entry => entry is { OriginalId: not null, Hold: false }).Sum(entry => entry.Minor);
            if (order.Terms.Verification || (order.Terms.Preauth && captures.Count == 0))
                return new Moved(book.Where(entry => entry.OriginalId is null).Sum(entry => entry.Minor) - back, 0, 0);
            var first = (order.Terms.Preauth ? captures : book.Where(entry => entry.OriginalId is null)).Sum(entry => entry.Minor);
            var (total, payersFee) = Asked(order.Payment.Promocode);
            var payersPart = first == 0 ? 0 : (2 * payersFee * first + total) / (2 * total);
            return new Moved(0, first - back, payersPart + ((first - payersPart) * 275 + 5000) / 10_000);
        }

        /// <summary>What the payer was asked for, and how much of it is his fee.</summary>
        private (long Total, long Fee) Asked(string? promocode) => !_costsMore ? (1000, 0) : promocode is null ? (1035, 35) : (934, 34);

        private async Task ReturnAsync()
        {
            if (_lastReturn is { } last)
                await world.ThreeDSecure.ContinueAsync(await FindAsync(), OrderWorld.Merchant, last.Reference, last.Proof, OrderWorld.Payer);
        }

        private async Task<CardSession?> OpenStepAsync() =>
            (await FindAsync()).OpenTransactionId is { } open
                ? await world.Store.FindCardSessionAsync(OrderWorld.Merchant.Id, open, world.Clock.GetUtcNow())
                : null;

        private async Task DeliverAsync(bool arrives)
        {
            var now = world.Clock.GetUtcNow();
            if ((await CallbacksAsync()).Find(callback => callback.State == CallbackState.Due && callback.DueAt <= now) is not { } due)
                return;
            var outcome = arrives ? AttemptOutcome.Delivered : AttemptOutcome.NotOk;
            var attempt = new CallbackAttempt { CallbackId = due.Id, Number = due.Attempts + 1, At = now, Outcome = outcome, Duration = 1 };
            try
            {
                await world.Store.WriteAsync(new RecordAttempt(world.Schedule.After(due, outcome, now), attempt, now.AddMinutes(1)));
            }
            catch (Microsoft.Data.Sqlite.SqliteException)
            {
                // The worker sends a callback once at a time; here two steps at once tried to.
            }
            catch (InvalidOperationException)
            {
            }
        }

        private async Task<Order> FindAsync() => (await world.Store.FindOrderAsync(OrderWorld.Merchant.Id, _paymentId))!;

        private async Task<List<Callback>> CallbacksAsync()
        {
            var callbacks = await world.Store.ListCallbacksAsync(OrderWorld.Merchant.Id, _seen.Terms.OrderId, 100);
            callbacks.Reverse();
            return callbacks;
        }

        private static OrderState StateIn(Callback callback) =>
            JsonSerializer.Deserialize(callback.Content, CallbackJson.Default.CallbackContent)!.State;

        // Two steps at once may take an order past a state unseen.
        private static bool MayFollow(OrderState before, OrderState after) => before == after || before switch
        {
            OrderState.Created => true,
            OrderState.Processing => after is not (OrderState.Created or OrderState.Expired),
            OrderState.Approved => after == OrderState.Reversed,
            _ => false,
        };
    }
}
