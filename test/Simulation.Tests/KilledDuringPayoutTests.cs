namespace Tetri.Simulation;

/// <summary>kill -9 at either side of a payout. Afterwards the order stands as the acquirer's book says, and money went out once at most.</summary>
public sealed class KilledDuringPayoutTests(RunningGateway running) : IClassFixture<RunningGateway>
{
    private readonly GatewayProcess _gateway = running.Gateway;
    private readonly Shop _shop = new(running.Gateway);

    [Fact]
    public async Task BeforeTheBankHasIt_PayoutIsDeclined_AndNothingGoesOut()
    {
        var orderId = Shop.NewOrderId();
        var paying = GatewayProcess.SwallowAsync(_shop.PayOutAsync(orderId, Payer.PlainCard, """{"delay_ms": 1500}"""));
        await BecomesAsync(orderId, "processing");

        await RestartAsync(paying);

        await BecomesAsync(orderId, "declined");
        await Task.Delay(2000);
        Assert.Equal(0, await _shop.PayoutsAsync(orderId));
        await _gateway.RunAsync("check");
    }

    [Fact]
    public async Task AfterTheBankHasIt_PayoutIsApproved_AndGoesOutOnce()
    {
        var orderId = Shop.NewOrderId();
        var paying = GatewayProcess.SwallowAsync(_shop.PayOutAsync(orderId, Payer.PlainCard, """{"delay_after_ms": 5000}"""));
        await Eventually.BecomesAsync(() => _shop.PayoutsAsync(orderId), payouts => payouts == 1, "the bank has the payout");
        await BecomesAsync(orderId, "processing");

        await RestartAsync(paying);

        await BecomesAsync(orderId, "approved");
        Assert.Contains("1013", await _shop.PayOutAsync(orderId, Payer.PlainCard), StringComparison.Ordinal);
        Assert.Equal(1, await _shop.PayoutsAsync(orderId));
        await _gateway.RunAsync("check");
    }

    private Task<string?> BecomesAsync(string orderId, string status) =>
        Eventually.BecomesAsync(async () => (await _shop.FindAsync(orderId)).GetValueOrDefault("order_status"), seen => seen == status, $"the payout is {status}");

    private async Task RestartAsync(Task paying)
    {
        await _gateway.KillAsync();
        await paying;
        await _gateway.StartAgainAsync();
    }
}
