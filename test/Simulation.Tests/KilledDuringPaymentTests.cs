namespace Tetri.Simulation;

/// <summary>kill -9 at each step of a payment. Afterwards the order stands as the acquirer's book says, and the payer paid once at most.</summary>
public sealed class KilledDuringPaymentTests(RunningGateway running) : IClassFixture<RunningGateway>
{
    private readonly GatewayProcess _gateway = running.Gateway;
    private readonly CallbackReceiver _receiver = running.Receiver;
    private readonly Shop _shop = new(running.Gateway);

    [Theory]
    [InlineData(Payer.PlainCard)]
    [InlineData(Payer.OldFormCard)]
    [InlineData(Payer.ChallengeCard)]
    public async Task BeforeTheCharge_OrderIsPayableAgainAndChargedOnce(string card)
    {
        var order = await _shop.CreateAsync(_receiver.At("/shop"), """{"delay_ms": 1500}""", ("delayed", "N"));
        var payer = new Payer(_gateway, order.Token);
        var paying = await GoToTheChargeAsync(payer, card);
        await ProcessingAsync(payer);

        await RestartAsync(paying);

        Assert.Equal(0, (await _shop.ChargesAsync(order)).Approved);
        await Eventually.BecomesAsync(payer.StateAsync, state => state == "open", "the page takes a card again");
        Assert.Equal("processing", await _shop.StatusAsync(order));
        await payer.PayAsync(card);
        await PaidOnceAsync(order);
    }

    [Theory]
    [InlineData(Payer.PlainCard)]
    [InlineData(Payer.OldFormCard)]
    [InlineData(Payer.ChallengeCard)]
    public async Task AfterTheChargeAndBeforeTheCommit_OrderIsApprovedWithoutAnotherCharge(string card)
    {
        var order = await _shop.CreateAsync(_receiver.At("/shop"), """{"delay_after_ms": 5000}""", ("required_rectoken", "Y"));
        var payer = new Payer(_gateway, order.Token);
        var paying = Swallow(payer.PayAsync(card));
        await Eventually.BecomesAsync(() => _shop.ChargesAsync(order), charges => charges.Approved == 1, "the acquirer has the charge");
        Assert.Equal("processing", await _shop.StatusAsync(order));

        await RestartAsync(paying);

        await PaidOnceAsync(order);
        Assert.Equal("approved", await payer.StateAsync());
        await payer.TypeCardAsync(card);
        await PaidOnceAsync(order);

        // The card was stored with the approval that the crash had cut off.
        var rectoken = (await _shop.FindAsync(order.Id))["rectoken"];
        Assert.Equal("approved", (await _shop.PostAsync("/api/recurring", Shop.Order(Shop.NewOrderId(), more: [("rectoken", rectoken)])))["order_status"]);
    }

    [Fact]
    public async Task AfterADeclineAndBeforeTheCommit_OrderIsPayableAgain()
    {
        var order = await _shop.CreateAsync(_receiver.At("/shop"), """{"delay_after_ms": 1500}""");
        var payer = new Payer(_gateway, order.Token);
        var paying = Swallow(payer.PayAsync(Payer.DecliningCard));
        await Eventually.BecomesAsync(() => _shop.ChargesAsync(order), charges => charges.Asked.Count == 1, "the acquirer has refused");

        await RestartAsync(paying);

        var view = await Eventually.BecomesAsync(payer.ViewAsync, view => Payer.State(view) == "open", "the page takes a card again");
        Assert.Equal(1000, view.GetProperty("lastDecline").GetProperty("code").GetInt32());
        await payer.PayAsync(Payer.PlainCard);
        await PaidOnceAsync(order);
    }

    [Theory]
    [InlineData(Payer.OldFormCard)]
    [InlineData(Payer.ChallengeCard)]
    public async Task WhileThePayerIsAtTheIssuer_HeComesBackAndPays(string card)
    {
        var order = await _shop.CreateAsync(_receiver.At("/shop"));
        var payer = new Payer(_gateway, order.Token);
        var view = await payer.TypeCardAsync(card);

        await RestartAsync();

        await payer.GoOnAsync(view);
        await PaidOnceAsync(order);
    }

    [Fact]
    public async Task BeforeTheCallbackIsAnswered_ItIsSentAgain()
    {
        var cutOff = new TaskCompletionSource();
        _receiver.Answer("/slow", async (callback, http) =>
        {
            if (callback.Attempt == 1 && cutOff.TrySetResult())
                await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });
        var order = await _shop.CreateAsync(_receiver.At("/slow"));
        await new Payer(_gateway, order.Token).PayAsync(Payer.PlainCard);
        await cutOff.Task.WaitAsync(TimeSpan.FromSeconds(20));

        await RestartAsync();

        await Eventually.BecomesAsync(
            () => Task.FromResult(_receiver.Of(order.Id).Count), count => count == 2, "the callback came a second time");
        Assert.Equal(_receiver.Of(order.Id)[0].CallbackId, _receiver.Of(order.Id)[1].CallbackId);
        await PaidOnceAsync(order);
    }

    [Fact]
    public async Task WhileTheShopIsDown_TheCallbackComesWhenItIsUp()
    {
        _receiver.Answer("/closed", 500);
        var order = await _shop.CreateAsync(_receiver.At("/closed"));
        await new Payer(_gateway, order.Token).PayAsync(Payer.PlainCard);
        await _receiver.WaitForAsync(order.Id, "approved");

        await _gateway.KillAsync();
        var triedBefore = _receiver.Of(order.Id).Count;
        _receiver.Answer("/closed", 200);
        await _gateway.StartAgainAsync();

        await Eventually.BecomesAsync(() => Task.FromResult(_receiver.Of(order.Id).Count), count => count > triedBefore, "the callback was tried again");
    }

    private async Task PaidOnceAsync(ShopOrder order)
    {
        await Eventually.BecomesAsync(() => _shop.StatusAsync(order), status => status == "approved", "the order is approved");
        var charges = await _shop.ChargesAsync(order);
        Assert.Equal((1, 0, 1000), (charges.Approved, charges.Reversed, charges.Amount));
        await _receiver.WaitForAsync(order.Id, "approved");
        Assert.Equal("approved", _receiver.Of(order.Id)[^1].Status);
        await _gateway.RunAsync("check");
    }

    /// <summary>Does all that comes before the charge, and starts the step in which it happens.</summary>
    private static async Task<Task> GoToTheChargeAsync(Payer payer, string card)
    {
        if (card == Payer.PlainCard)
            return Swallow(payer.TypeCardAsync(card));
        var view = await payer.TypeCardAsync(card);
        if (Payer.State(view) == "method")
            view = await payer.EndMethodAsync(view);
        return Swallow(payer.ReturnAsync(await payer.MeetIssuerAsync(view)));
    }

    private static Task<string> ProcessingAsync(Payer payer) =>
        Eventually.BecomesAsync(payer.StateAsync, state => state == "processing", "the payment is under way");

    private async Task RestartAsync(Task? cutOff = null)
    {
        await _gateway.KillAsync();
        if (cutOff is not null)
            await cutOff;
        await _gateway.StartAgainAsync();
    }

    /// <summary>The payer's call breaks off with the process.</summary>
    private static async Task Swallow(Task call)
    {
        try
        {
            await call;
        }
        catch (HttpRequestException)
        {
        }
    }
}
