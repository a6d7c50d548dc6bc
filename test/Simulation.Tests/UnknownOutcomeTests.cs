namespace Tetri.Simulation;

/// <summary>The acquirer did not answer. Nobody guesses: the order waits until the acquirer has said what happened.</summary>
public sealed class UnknownOutcomeTests(RunningGateway running) : IClassFixture<RunningGateway>
{
    private readonly GatewayProcess _gateway = running.Gateway;
    private readonly CallbackReceiver _receiver = running.Receiver;
    private readonly Shop _shop = new(running.Gateway);

    [Theory]
    [InlineData("timeout", Payer.PlainCard)]
    [InlineData("timeout", Payer.OldFormCard)]
    [InlineData("lost_after_charge", Payer.PlainCard)]
    [InlineData("lost_after_charge", Payer.ChallengeCard)]
    [InlineData("unknown_once", Payer.PlainCard)]
    [InlineData("unknown_once", Payer.FrictionlessCard)]
    public async Task WhileItIsUnknown_OrderWaitsAndTakesNoOtherCard(string failure, string card)
    {
        var order = await _shop.CreateAsync(_receiver.At("/shop"), $$"""{"failure": "{{failure}}"}""");
        var payer = new Payer(_gateway, order.Token);

        var view = await payer.PayAsync(card);

        Assert.Equal("processing", Payer.State(view));
        Assert.Equal("processing", await _shop.StatusAsync(order));
        Assert.Equal("processing", Payer.State(await payer.TypeCardAsync(Payer.PlainCard)));
        Assert.Empty(_receiver.Of(order.Id));

        var charged = failure != "timeout";
        await Eventually.BecomesAsync(payer.StateAsync, state => state != "processing", "the acquirer was asked");
        Assert.Equal(charged ? "approved" : "open", await payer.StateAsync());
        Assert.Equal(charged ? "approved" : "processing", await _shop.StatusAsync(order));
        Assert.Equal(charged ? 1 : 0, (await _shop.ChargesAsync(order)).Approved);
        await _receiver.WaitForAsync(order.Id, charged ? "approved" : "processing");
    }

    [Fact]
    public async Task WhoseLifetimeEndsMeanwhile_IsApprovedAllTheSame()
    {
        var order = await _shop.CreateAsync(_receiver.At("/shop"), """{"failure": "unknown_once"}""", ("lifetime", "1"));
        var payer = new Payer(_gateway, order.Token);
        await payer.PayAsync(Payer.PlainCard);
        await Task.Delay(1500);
        Assert.Equal("processing", await _shop.StatusAsync(order));

        await Eventually.BecomesAsync(() => _shop.StatusAsync(order), status => status != "processing", "the acquirer was asked");

        Assert.Equal("approved", await _shop.StatusAsync(order));
        await _receiver.WaitForAsync(order.Id, "approved");
        Assert.Equal("approved", Assert.Single(_receiver.Of(order.Id)).Status);
    }

    [Fact]
    public async Task OfAnOrderWithOneTry_WithoutACharge_LeavesThePayerHisTry()
    {
        var order = await _shop.CreateAsync(_receiver.At("/shop"), """{"failure": "timeout"}""", ("delayed", "N"));
        var payer = new Payer(_gateway, order.Token);

        Assert.Equal("processing", Payer.State(await payer.PayAsync(Payer.PlainCard)));

        await Eventually.BecomesAsync(payer.StateAsync, state => state == "open", "the acquirer never had it");
        await _receiver.WaitForAsync(order.Id, "processing");
        Assert.Equal("1122", (await _shop.FindAsync(order.Id))["response_code"]);
        Assert.Equal("processing", Payer.State(await payer.TypeCardAsync(Payer.PlainCard)));
        Assert.Equal(0, (await _shop.ChargesAsync(order)).Approved);
    }

    [Fact]
    public async Task OfADirectPayment_WithoutACharge_IsDeclined_SinceNobodyCanTryAgain()
    {
        var orderId = Shop.NewOrderId();
        var members = Shop.Order(orderId, _receiver.At("/shop"), """{"failure": "timeout"}""", [("card_number", Payer.PlainCard), ("expiry_date", "1230"), ("cvv2", "123")]);

        Assert.Equal("processing", (await _shop.PostAsync("/api/3dsecure_step1", members))["order_status"]);

        await _receiver.WaitForAsync(orderId, "declined");
        Assert.Equal("1122", (await _shop.FindAsync(orderId))["response_code"]);
    }

    [Fact]
    public async Task AfterARestart_IsLearnedFromTheAcquirer()
    {
        var orders = new List<ShopOrder>();
        foreach (var failure in (string[])["timeout", "lost_after_charge", "unknown_once"])
        {
            orders.Add(await _shop.CreateAsync(_receiver.At("/shop"), $$"""{"failure": "{{failure}}"}"""));
            await new Payer(_gateway, orders[^1].Token).PayAsync(Payer.PlainCard);
        }

        await _gateway.KillAsync();
        await _gateway.StartAgainAsync();

        foreach (var (order, status) in orders.Zip(["processing", "approved", "approved"]))
        {
            await _receiver.WaitForAsync(order.Id, status);
            Assert.Equal(status, await _shop.StatusAsync(order));
            Assert.Equal(status == "approved" ? 1 : 0, (await _shop.ChargesAsync(order)).Approved);
        }
    }
}
