using CsCheck;
using Tetri.Accounts;
using Tetri.Cards;
using Tetri.Connectors.Simulator;
using Tetri.Orders;
using Tetri.Payments;

namespace Tetri.Simulation;

/// <summary>Whatever is paid in and out in whatever order, no balance is spent twice, and the gateway's books agree with the acquirer's.</summary>
public sealed class PayoutHistoryTests
{
    private static readonly string?[] Wishes =
        [null, null, null, "\"decline\": 1058", "\"failure\": \"timeout\"", "\"failure\": \"lost_after_charge\"", "\"failure\": \"unknown_once\"", "\"failure\": \"duplicate\""];

    private static readonly Gen<Step> Steps = Gen.Frequency(
        (3, Gen.Long[1, 1000].Select(amount => new Step(Doing.PayIn, amount, 0))),
        (6, Gen.Select(Gen.Long[1, 1500], Gen.Int[0, Wishes.Length - 1], (amount, wish) => new Step(Doing.PayOut, amount, wish))),
        (2, Gen.Select(Gen.Long[1, 1500], Gen.Int[0, Wishes.Length - 1], (amount, wish) => new Step(Doing.PayOutToAccount, amount, wish))),
        (2, Gen.Long[1, 60].Select(seconds => new Step(Doing.Recover, seconds, 0))));

    private static readonly Gen<(Step First, Step? Beside)[]> Lives =
        Gen.Select(Steps, Gen.Frequency((1, Gen.Const((Step?)null)), (1, Steps.Select(step => (Step?)step)))).Array[1, 20];

    private enum Doing
    {
        PayIn,
        PayOut,
        PayOutToAccount,
        Recover,
    }

    private readonly record struct Step(Doing Doing, long Value, int Wish);

    [Fact]
    public async Task AnyHistory_SpendsNoBalanceTwice()
    {
        var orders = 0;
        await Lives.SampleAsync(
            async life =>
            {
                await using var world = OrderWorld.OnSqlite();
                foreach (var (first, beside) in life)
                {
                    await Task.WhenAll(Task.Run(() => DoAsync(first)), beside is { } other ? Task.Run(() => DoAsync(other)) : Task.CompletedTask);
                    await CheckAsync(world);
                }
                for (var turn = 0; turn < 10; turn++)
                {
                    world.Clock.Advance(TimeSpan.FromHours(2));
                    await world.Recover.RunAsync(afterRestart: false, CancellationToken.None);
                }
                await CheckAsync(world);
                await AgreeAsync(world);

                Task DoAsync(Step step) => StepAsync(world, step, $"order-{Interlocked.Increment(ref orders)}");
            },
            seed: Environment.GetEnvironmentVariable("TETRI_CSCHECK_SEED"), iter: 60, threads: 1, print: life => string.Join(' ', life));
    }

    private static async Task StepAsync(OrderWorld world, Step step, string orderId)
    {
        Assert.True(CardNumber.TryParse(Payer.PlainCard, out var card));
        var terms = new OrderTerms
        {
            MerchantId = OrderWorld.Merchant.Id,
            OrderId = orderId,
            Amount = new Money(step.Value, Currency.Find("GEL")!),
            Description = "Two books",
            Delayed = false,
            Payout = step.Doing != Doing.PayIn,
            ReservationData = Wire.Base64($$"""{"simulator": { {{Wishes[step.Wish]}} } }"""),
        };
        switch (step.Doing)
        {
            case Doing.PayIn:
                var created = await world.Create.RunAsync(terms, OrderWorld.Merchant, idempotency: null, Repeatable.None);
                await world.Purchase.RunAsync(created.Value!, OrderWorld.Merchant, new TypedCard(card, new CardExpiry(2035, 12), "123"), OrderWorld.Payer);
                break;
            case Doing.PayOut:
                await world.Payout.ToCardAsync(terms, OrderWorld.Merchant, card, idempotency: null);
                break;
            case Doing.PayOutToAccount:
                await world.Payout.ToIbanAsync(terms, OrderWorld.Merchant, "GE00TB0000000000000001", idempotency: null);
                break;
            default:
                world.Clock.Advance(TimeSpan.FromSeconds(step.Value));
                await world.Recover.RunAsync(afterRestart: false, CancellationToken.None);
                break;
        }
    }

    /// <summary>What must hold between any two steps.</summary>
    private static async Task CheckAsync(OrderWorld world)
    {
        await foreach (var problem in world.Check.FindAsync(OrderWorld.Merchant.Id))
            Assert.Fail(problem.Text);
        var open = (await PayoutsAsync(world)).Where(order => order.OpenTransactionId is not null).Sum(order => order.Terms.Amount.Minor);
        Assert.True(await BalanceAsync(world) >= open, $"Payouts of {open} are open on a balance of {await BalanceAsync(world)}.");
    }

    private static async Task AgreeAsync(OrderWorld world)
    {
        var payouts = await PayoutsAsync(world);
        Assert.All(payouts, order => Assert.True(order.State is OrderState.Approved or OrderState.Declined, $"{order.Terms.OrderId} is {order.State}."));
        foreach (var order in payouts)
        {
            var paidOut = world.Ledger.List(order.Terms.OrderId).Where(entry => entry.Outcome == LedgerOutcome.Approved).Sum(entry => -entry.Minor);
            Assert.Equal(order.State == OrderState.Approved ? order.Terms.Amount.Minor : 0, paidOut);
            Assert.Equal(paidOut, order.Payment.PaidOut);
        }
    }

    private static async Task<List<Order>> PayoutsAsync(OrderWorld world) =>
        [.. (await world.Store.OrdersAfterAsync(OrderWorld.Merchant.Id, "", 1000)).Where(order => order.Terms.Payout)];

    private static async Task<long> BalanceAsync(OrderWorld world) =>
        (await world.Store.BalancesAsync(OrderWorld.Merchant.Id)).Where(balance => balance.Account == Account.Balance).Sum(balance => balance.Minor);
}
