namespace Tetri.Simulation;

/// <summary>Many payments at once, of every kind, and kill -9 at moments that a seed chooses.</summary>
public sealed class KilledAtRandomTests
{
    private const int Rounds = 6;
    private const int PaymentsInRound = 24;

    private static readonly string[] Cards = [Payer.PlainCard, Payer.DecliningCard, Payer.OldFormCard, Payer.FrictionlessCard, Payer.ChallengeCard];

    [Fact]
    public async Task NobodyPaysTwice_AndEveryShopLearnsHowItEnded()
    {
        await using var gateway = await GatewayProcess.StartAsync(("Tetri:Callbacks:RetrySeconds", "1,1,1,1,1,1,1,1,1,1"));
        await using var receiver = await CallbackReceiver.StartAsync();
        var shop = new Shop(gateway);
        var random = Seed.For(2);
        receiver.Answer("/moody", async (_, http) =>
        {
            await Task.Delay(Random.Shared.Next(100));
            http.Response.StatusCode = Random.Shared.Next(3) == 0 ? 500 : 200;
        });

        var orders = new List<(ShopOrder Order, string Card, string Simulator)>();
        for (var round = 0; round < Rounds; round++)
        {
            var ofRound = new List<(ShopOrder Order, string Card, string Simulator)>();
            for (var i = 0; i < PaymentsInRound; i++)
            {
                var simulator = $$"""{"delay_ms": {{random.Next(300)}}, "delay_after_ms": {{random.Next(300)}}}""";
                ofRound.Add((await shop.CreateAsync(receiver.At("/moody"), simulator), Cards[random.Next(Cards.Length)], simulator));
            }
            orders.AddRange(ofRound);

            var paying = ofRound.Select(payment => PayTwiceAsync(gateway, payment.Order, payment.Card)).ToList();
            await Task.Delay(random.Next(900));
            await gateway.KillAsync();
            await Task.WhenAll(paying);
            await gateway.StartAgainAsync();
        }

        await Parallel.ForEachAsync(orders, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (made, _) =>
        {
            var (order, card, simulator) = made;
            var label = $"{order.Id}, card {card}, {simulator}, round {orders.IndexOf(made) / PaymentsInRound}. {Seed.Hint}";
            var payer = new Payer(gateway, order.Token);
            await Eventually.BecomesAsync(payer.StateAsync, state => state != "processing", $"the outcome is known: {label}");
            var charges = await shop.ChargesAsync(order);
            Assert.True(charges is { Approved: <= 1, Reversed: 0 }, $"Charged {charges.Approved} times, reversed {charges.Reversed}: {label}");
            Assert.True(await shop.StatusAsync(order) == "approved" == (charges.Approved == 1), $"The order is {await shop.StatusAsync(order)}, the book has {charges.Approved}: {label}");

            // Whoever was cut off pays now, and it counts once.
            await payer.AbandonOpenAsync();
            await payer.PayAsync(Payer.PlainCard);
            await Eventually.BecomesAsync(() => shop.StatusAsync(order), status => status == "approved", $"paid in the end: {label}");
            charges = await shop.ChargesAsync(order);
            Assert.True(charges is { Approved: 1, Reversed: 0, Amount: 1000 }, $"In the end the book has {charges}: {label}");
        });
        foreach (var (order, _, _) in orders)
        {
            await receiver.WaitForAsync(order.Id, "approved");
            var afterApproval = receiver.Of(order.Id).SkipWhile(callback => callback.Status != "approved");
            Assert.True(afterApproval.All(callback => callback.Status == "approved"), $"A callback ran backwards for {order.Id}. {Seed.Hint}");
        }
    }

    /// <summary>Two tabs, or an impatient payer.</summary>
    private static async Task PayTwiceAsync(GatewayProcess gateway, ShopOrder order, string card)
    {
        var payer = new Payer(gateway, order.Token);
        await Task.WhenAll(PayAsync(), PayAsync());

        async Task PayAsync()
        {
            try
            {
                await payer.PayAsync(card);
            }
            catch (Exception cutOff) when (cutOff is HttpRequestException or InvalidOperationException)
            {
                // The process is gone, or the other tab took the 3-D Secure step away.
            }
        }
    }
}
