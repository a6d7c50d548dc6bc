using CsCheck;
using Tetri.Cards;
using Tetri.Connectors.Simulator;
using Tetri.Orders;
using Tetri.Payments;

namespace Tetri.Simulation;

/// <summary>Containers of wallets that are sent again and again, to their own order and to another, also at the same instant.</summary>
public sealed class WalletHistoryTests
{
    private const int Containers = 3;
    private const int Orders = 2;

    private static readonly string[] Cards = [Payer.PlainCard, Payer.DecliningCard, Payer.OldFormCard];

    /// <summary>A container, the order that it is sent to, and whether the process ends once the container is spent.</summary>
    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Int[0, Containers - 1], Gen.Int[0, Orders - 1], Gen.Frequency((5, Gen.Const(false)), (1, Gen.Const(true))), (container, order, ends) => new Step(container, order, ends));

    private static readonly Gen<Life> Lives = Gen.Select(
        Gen.Int[0, Cards.Length - 1].Array[Containers],
        Gen.Select(Steps, Gen.Frequency((1, Gen.Const((Step?)null)), (1, Steps.Select(step => (Step?)step)))).Array[1, 12],
        (cards, turns) => new Life(cards, turns));

    private readonly record struct Step(int Container, int Order, bool EndsOnceSpent);

    private sealed record Life(int[] Cards, (Step First, Step? Beside)[] Turns)
    {
        public override string ToString() => $"cards {string.Join(" ", Cards)}: {string.Join(" ", Turns)}";
    }

    [Fact]
    public async Task AnyHistory_ChargesAContainerOnce()
    {
        await using var world = OrderWorld.OnSqlite();
        var lastLife = 0;
        await Lives.SampleAsync(
            life => LiveAsync(world, life, $"wallet-{Interlocked.Increment(ref lastLife)}"),
            seed: Environment.GetEnvironmentVariable("TETRI_CSCHECK_SEED"), iter: 150, threads: 1, print: life => life.ToString());
    }

    private static async Task LiveAsync(OrderWorld world, Life life, string name)
    {
        var orders = new Order[Orders];
        for (var place = 0; place < Orders; place++)
        {
            var created = await world.Create.RunAsync(
                new OrderTerms
                {
                    MerchantId = OrderWorld.Merchant.Id,
                    OrderId = $"{name}-{place}",
                    Amount = new Money(1000, Currency.Find("GEL")!),
                    Description = "Two books",
                },
                OrderWorld.Merchant, null, Repeatable.Unbegun);
            orders[place] = created.Value!;
        }

        var begun = new int[Containers];
        foreach (var (first, beside) in life.Turns)
            await Task.WhenAll(DoAsync(first), beside is { } other ? DoAsync(other) : Task.CompletedTask);

        var charges = orders.Sum(order => world.Ledger.List(order.Terms.OrderId).Count(entry => entry.Outcome is LedgerOutcome.Approved));
        Assert.All(begun, tries => Assert.InRange(tries, 0, 1));
        Assert.InRange(charges, 0, begun.Where((tries, container) => tries > 0 && Cards[life.Cards[container]] == Payer.PlainCard).Count());

        async Task DoAsync(Step step)
        {
            var order = (await world.Store.FindOrderAsync(OrderWorld.Merchant.Id, orders[step.Order].PaymentId))!;
            Assert.True(CardNumber.TryParse(Cards[life.Cards[step.Container]], out var number));
            var container = new WalletContainer(WalletContainer.ApplePay, "{}") { Id = $"{name}-{step.Container}" };
            if (step.EndsOnceSpent)
            {
                await world.Wallets.SpendAsync(order, container);
                return;
            }
            var card = new TypedCard(number, new CardExpiry(2034, 12), Cvv: null) { Wallet = container.Wallet, Container = container };
            var paid = await world.Purchase.RunAsync(order, OrderWorld.Merchant, card, OrderWorld.Payer);
            if (paid.Succeeded && paid.Value.IsOwn)
                Interlocked.Increment(ref begun[step.Container]);
        }
    }
}
