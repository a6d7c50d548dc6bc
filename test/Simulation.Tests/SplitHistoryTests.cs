using CsCheck;
using Tetri.Cards;
using Tetri.Orders;
using Tetri.Payments;

namespace Tetri.Simulation;

/// <summary>Payments that are divided by their order or by a settlement, captured and given back, also at the same instant.</summary>
public sealed class SplitHistoryTests
{
    private static readonly string?[] LaterFailures = [null, null, "\"failure\": \"timeout\"", "\"failure\": \"lost_after_charge\"", "\"decline\": 1004"];

    private static readonly long[] Amounts = [1000, 700, 333, 100, 1];

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Enum<Doing>(), Gen.Int[0, Amounts.Length - 1], Gen.Bool, (doing, amount, other) => new Step(doing, Amounts[amount], other));

    private static readonly Gen<Life> Lives = Gen.Select(
        Gen.Bool, Gen.Bool, Gen.Int[0, LaterFailures.Length - 1],
        Gen.Select(Steps, Gen.Frequency((1, Gen.Const((Step?)null)), (1, Steps.Select(step => (Step?)step)))).Array[1, 12],
        (isHold, isDivided, failure, turns) => new Life(isHold, isDivided, LaterFailures[failure], turns));

    private enum Doing
    {
        Capture,
        Settle,
        ReverseInProportion,
        ReverseFromOne,
        Recover,
    }

    private readonly record struct Step(Doing Doing, long Amount, bool Other);

    private sealed record Life(bool IsHold, bool IsDivided, string? LaterFailure, (Step First, Step? Beside)[] Turns)
    {
        public override string ToString() => $"hold {IsHold}, divided {IsDivided}, later {LaterFailure ?? "none"}: {string.Join(" ", Turns)}";
    }

    [Fact]
    public async Task AnyHistory_KeepsThePartsEqualToWhatIsLeft()
    {
        await using var world = OrderWorld.OnSqlite();
        var lastOrder = 0;
        await Lives.SampleAsync(
            life => LiveAsync(world, life, $"split-{Interlocked.Increment(ref lastOrder)}"),
            seed: Environment.GetEnvironmentVariable("TETRI_CSCHECK_SEED"), iter: 150, threads: 1, print: life => life.ToString());
    }

    private static async Task LiveAsync(OrderWorld world, Life life, string orderId)
    {
        var created = await world.Create.RunAsync(
            new OrderTerms
            {
                MerchantId = OrderWorld.Merchant.Id,
                OrderId = orderId,
                Amount = Gel(1000),
                Description = "Two books",
                Preauth = life.IsHold,
                Parts = life.IsDivided ? Parts(1000, other: false) : null,
                ReservationData = Wire.Base64($$"""{"simulator": {"after": { {{life.LaterFailure}} } } }"""),
            },
            OrderWorld.Merchant, idempotency: null, Repeatable.None);
        Assert.True(CardNumber.TryParse(Payer.PlainCard, out var number));
        var paid = await world.Purchase.RunAsync(created.Value!, OrderWorld.Merchant, new TypedCard(number, new CardExpiry(2035, 12), "123"), OrderWorld.Payer);
        var paymentId = paid.Value!.Order.PaymentId;
        ValueTask<Order?> FindAsync() => world.Store.FindOrderAsync(OrderWorld.Merchant.Id, paymentId);

        foreach (var (first, beside) in life.Turns)
        {
            var turn = Task.WhenAll(Task.Run(() => DoAsync(first)), beside is { } other ? Task.Run(() => DoAsync(other)) : Task.CompletedTask);
            while (await Task.WhenAny(turn, Task.Delay(2)) != turn)
                world.Clock.Advance(TimeSpan.FromSeconds(1));
            await turn;
            Check((await FindAsync())!);
        }
        for (var i = 0; i < 20; i++)
        {
            world.Clock.Advance(TimeSpan.FromHours(2));
            await world.Recover.RunAsync(afterRestart: false, CancellationToken.None);
        }
        var end = (await FindAsync())!;
        Check(end);
        Assert.Null(end.OpenTransactionId);
        Assert.Null(end.Payment.Split?.GivingBack);

        async Task DoAsync(Step step)
        {
            var order = (await FindAsync())!;
            switch (step.Doing)
            {
                case Doing.Capture:
                    await world.Capture.RunAsync(order, Gel(step.Amount));
                    break;
                case Doing.Settle:
                    await world.Settle.RunAsync(order, OrderWorld.Merchant, $"settlement {step.Other}", Gel(order.Payment.Left), Parts(order.Payment.Left, step.Other));
                    break;
                case Doing.ReverseInProportion:
                    await world.Reverse.RunAsync(order, Gel(step.Amount), reference: null);
                    break;
                case Doing.ReverseFromOne:
                    await world.Reverse.RunAsync(order, Gel(step.Amount), reference: null, [new SplitPart(step.Other ? 600001 : 700001, step.Amount)]);
                    break;
                default:
                    await world.Recover.RunAsync(afterRestart: false, CancellationToken.None);
                    break;
            }
        }
    }

    private static void Check(Order order)
    {
        if (order.Payment.Split is not { } split)
            return;
        Assert.Equal(order.Payment.Left, split.Left);
        Assert.All(split.Parts, part => Assert.InRange(part.Left, 0, part.Amount));
        Assert.True(split.GivingBack is null || order.OpenTransactionId is not null, "A reversal is over and its shares are still there.");
    }

    private static List<SplitPart> Parts(long amount, bool other) =>
        amount < 3 ? [new SplitPart(600001, amount)] : other ? [new(600001, amount / 3), new(700001, amount - amount / 3)] : [new(700001, amount - 1), new(600001, 1)];

    private static Money Gel(long minor) => new(minor, Currency.Find("GEL")!);
}
