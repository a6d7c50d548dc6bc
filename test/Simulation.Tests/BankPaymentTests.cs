namespace Tetri.Simulation;

/// <summary>Payments at the payer's bank: what he decides there reaches the shop once, however the gateway and he come and go.</summary>
public sealed class BankPaymentTests(RunningGateway running) : IClassFixture<RunningGateway>
{
    private readonly GatewayProcess _gateway = running.Gateway;
    private readonly CallbackReceiver _receiver = running.Receiver;
    private readonly Shop _shop = new(running.Gateway);

    [Theory]
    [InlineData("opb", "tbc")]
    [InlineData("installments", "x")]
    public async Task ApprovedAtTheBank_IsPaidAndToldOnce_AndGoesBackLikeACardPayment(string system, string method)
    {
        var (order, payer) = await OrderAsync(null, ("payment_systems", system), ("payment_method", method));
        Assert.Equal("created", await _shop.StatusAsync(order));

        var (page, bank) = await payer.OpenBankAsync();
        Assert.Contains("This is a simulated bank. No money moves.", page, StringComparison.Ordinal);
        Assert.Contains("10.00 GEL", page, StringComparison.Ordinal);
        Assert.Equal("processing", await _shop.StatusAsync(order));
        await payer.DecideAsync(bank, "approve");

        await PaidOnceAsync(order);
        var paid = await _shop.FindAsync(order.Id);
        Assert.Equal((system, "purchase", "", ""), (paid["payment_system"], paid["tran_type"], paid["masked_card"], paid["eci"]));
        Assert.Contains($"\"payment_method\": \"{method}\"", paid["additional_info"], StringComparison.Ordinal);

        // Pressed again in another tab, it changes nothing.
        await payer.DecideAsync(bank, "decline");
        Assert.Equal("1100", (await _shop.PostAsync("/api/capture/order_id", Money(order, "1000")))["error_code"]);
        Assert.Equal("approved", (await _shop.PostAsync("/api/reverse/order_id", Money(order, "400")))["reverse_status"]);
        Assert.Equal("approved", await _shop.StatusAsync(order));
        Assert.Equal("approved", (await _shop.PostAsync("/api/reverse/order_id", Money(order, "600")))["reverse_status"]);
        Assert.Equal("reversed", await _shop.StatusAsync(order));
        await _gateway.RunAsync("check");
    }

    [Fact]
    public async Task LinkThatIsOnlyRead_BeginsNothing()
    {
        var (order, payer) = await OrderAsync(null, ("payment_systems", "opb"), ("payment_method", "tbc"));

        for (var reading = 0; reading < 3; reading++)
        {
            using var page = await payer.ReadBankLinkAsync();
            Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        }

        Assert.Equal("created", await _shop.StatusAsync(order));
        Assert.Empty((await _shop.ChargesAsync(order)).Asked);
        await payer.DecideAsync((await payer.OpenBankAsync()).Address, "approve");
        await PaidOnceAsync(order);
    }

    [Fact]
    public async Task DeclinedAtTheBank_MayBePaidInAnotherWay()
    {
        var (order, payer) = await OrderAsync(null, ("payment_systems", "card;opb"));
        await payer.ChooseBankAsync("opb", "bog");
        await payer.DecideAsync((await payer.OpenBankAsync()).Address, "decline");

        var view = await payer.ViewAsync();
        Assert.Equal(("open", 1000), (Payer.State(view), view.GetProperty("lastDecline").GetProperty("code").GetInt32()));
        Assert.Equal("processing", await _shop.StatusAsync(order));
        await payer.PayAsync(Payer.PlainCard);

        await PaidOnceAsync(order);
        Assert.Equal("card", (await _shop.FindAsync(order.Id))["payment_system"]);
    }

    [Fact]
    public async Task LeftUndecided_WaitsForTheBank_AndIsPaidWithoutThePayer()
    {
        var (order, payer) = await OrderAsync(null, ("payment_systems", "opb"), ("payment_method", "x"));
        var (_, bank) = await payer.OpenBankAsync();
        await payer.DecideAsync(bank, "leave");
        Assert.Equal("bank", await payer.StateAsync());
        Assert.Empty(_receiver.Of(order.Id));

        // He decides in the bank's app and never comes back: nobody but recovery asks.
        await payer.DecideAsync(bank, "approve", comesBack: false);
        await PaidOnceAsync(order);
    }

    [Fact]
    public async Task LeftForAnotherWay_CanNoLongerBeApprovedAtTheBank()
    {
        var (order, payer) = await OrderAsync(null, ("payment_systems", "card,opb"));
        await payer.ChooseBankAsync("opb", "tbc");
        var (_, bank) = await payer.OpenBankAsync();

        Assert.Equal("open", Payer.State(await payer.LeaveBankAsync()));
        await payer.DecideAsync(bank, "approve");
        Assert.Equal(0, (await _shop.ChargesAsync(order)).Approved);

        await payer.PayAsync(Payer.PlainCard);
        await PaidOnceAsync(order);
    }

    [Fact]
    public async Task LeftForAnotherWayAfterTheApproval_StaysApproved()
    {
        var (order, payer) = await OrderAsync(null, ("payment_systems", "card,opb"));
        await payer.ChooseBankAsync("opb", "tbc");
        await payer.DecideAsync((await payer.OpenBankAsync()).Address, "approve", comesBack: false);

        await payer.TypeCardAsync(Payer.PlainCard);

        await PaidOnceAsync(order);
        Assert.Equal("opb", (await _shop.FindAsync(order.Id))["payment_system"]);
    }

    [Fact]
    public async Task NotDecidedInTime_IsEndedAtTheBank()
    {
        await using var gateway = await GatewayProcess.StartAsync([]);
        var shop = new Shop(gateway);
        var order = await shop.CreateAsync(null, null, ("payment_systems", "opb"), ("payment_method", "x"), ("lifetime", "60"));
        var payer = new Payer(gateway, order.Token);
        var (_, bank) = await payer.OpenBankAsync();

        await ClockAsync(gateway, "2");
        Assert.Equal("processing", await shop.StatusAsync(order));
        await ClockAsync(gateway, "16");

        await Eventually.BecomesAsync(() => shop.StatusAsync(order), status => status == "declined", "the bank's time is over");
        await payer.DecideAsync(bank, "approve");
        Assert.Equal(("declined", 0), (await shop.StatusAsync(order), (await shop.ChargesAsync(order)).Approved));
        Assert.Equal("1054", (await shop.FindAsync(order.Id))["response_code"]);
    }

    [Theory]
    [InlineData("timeout", "open")]
    [InlineData("lost_after_charge", "bank")]
    [InlineData("unknown_once", "bank")]
    public async Task WhenTheBanksAnswerIsLost_ItIsAsked(string failure, string becomes)
    {
        var (order, payer) = await OrderAsync($$"""{"failure": "{{failure}}"}""", ("payment_systems", "opb"));
        Assert.Equal("processing", Payer.State(await payer.ChooseBankAsync("opb", "credo")));

        await Eventually.BecomesAsync(payer.StateAsync, state => state == becomes, "the bank was asked");

        if (becomes == "open")
            return;
        await payer.DecideAsync((await payer.OpenBankAsync()).Address, "approve");
        await PaidOnceAsync(order);
    }

    [Fact]
    public async Task KilledBeforeTheBankHasIt_IsPayableAgain()
    {
        var (order, payer) = await OrderAsync("""{"delay_ms": 1500}""", ("payment_systems", "opb"));
        var choosing = GatewayProcess.SwallowAsync(payer.ChooseBankAsync("opb", "x"));
        await Eventually.BecomesAsync(payer.StateAsync, state => state == "processing", "the bank is asked");

        await RestartAsync(choosing);

        await Eventually.BecomesAsync(payer.StateAsync, state => state == "open", "a bank can be chosen again");
        await payer.ChooseBankAsync("opb", "x");
        await payer.DecideAsync((await payer.OpenBankAsync()).Address, "approve");
        await PaidOnceAsync(order);
    }

    [Fact]
    public async Task KilledBeforeTheBanksAnswerIsCommitted_GoesOnAtTheBank()
    {
        var (order, payer) = await OrderAsync("""{"delay_after_ms": 5000}""", ("payment_systems", "opb"));
        var choosing = GatewayProcess.SwallowAsync(payer.ChooseBankAsync("opb", "x"));
        await Eventually.BecomesAsync(() => _shop.ChargesAsync(order), charges => charges.Asked.Count == 1, "the bank has the payment");

        await RestartAsync(choosing);

        await Eventually.BecomesAsync(payer.StateAsync, state => state == "bank", "the payer is sent on");
        await payer.DecideAsync((await payer.OpenBankAsync()).Address, "approve");
        await PaidOnceAsync(order);
    }

    [Fact]
    public async Task KilledWhileThePayerDecides_IsApprovedWithoutHisReturn()
    {
        var (order, payer) = await OrderAsync(null, ("payment_systems", "opb"), ("payment_method", "liberty"));
        var (_, bank) = await payer.OpenBankAsync();
        await _gateway.KillAsync();
        await _gateway.StartAgainAsync();

        await payer.DecideAsync(bank, "approve", comesBack: false);

        await PaidOnceAsync(order);
    }

    private async Task<(ShopOrder, Payer)> OrderAsync(string? simulator, params (string, string)[] more)
    {
        var order = await _shop.CreateAsync(_receiver.At("/shop"), simulator, more);
        return (order, new Payer(_gateway, order.Token));
    }

    private async Task PaidOnceAsync(ShopOrder order)
    {
        await Eventually.BecomesAsync(() => _shop.StatusAsync(order), status => status == "approved", "the order is approved");
        var charges = await _shop.ChargesAsync(order);
        Assert.Equal((1, 0, 1000), (charges.Approved, charges.Reversed, charges.Amount));
        await _receiver.WaitForAsync(order.Id, "approved");
        Assert.Single(_receiver.Of(order.Id), callback => callback.Status == "approved");
        await _gateway.RunAsync("check");
    }

    private static async Task ClockAsync(GatewayProcess gateway, string minutes)
    {
        using var answer = await gateway.Http.PostAsync("/test/clock", new StringContent($$"""{"advance_seconds": {{int.Parse(minutes, System.Globalization.CultureInfo.InvariantCulture) * 60}}}""", System.Text.Encoding.UTF8, "application/json"));
        answer.EnsureSuccessStatusCode();
    }

    private static Dictionary<string, string> Money(ShopOrder order, string amount) =>
        new() { ["order_id"] = order.Id, ["amount"] = amount, ["currency"] = "GEL" };

    private async Task RestartAsync(Task cutOff)
    {
        await _gateway.KillAsync();
        await cutOff;
        await _gateway.StartAgainAsync();
    }
}
