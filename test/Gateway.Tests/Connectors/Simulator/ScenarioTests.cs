using System.Diagnostics;
using Tetri.Connectors;
using Tetri.Connectors.Simulator;

namespace Tetri.Tests.Connectors;

public sealed class ScenarioTests : IAsyncLifetime
{
    private const string ApprovingCard = "4444555511116666";
    private Sandbox _sandbox = null!;

    public async ValueTask InitializeAsync() => _sandbox = await Sandbox.StartAsync();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData("""{"simulator":{"decline":1037}}""", 1037)]
    [InlineData("""{"simulator":{"decline":"1125"}}""", 1125)]
    [InlineData("""{"simulator":{"decline":1013}}""", 1013)]
    [InlineData("""{"simulator":{"decline":1001}}""", 1000)]
    [InlineData("""{"simulator":{"decline":99999999999}}""", 1000)]
    [InlineData("""{"3ds_mandatory":true,"simulator":{"decline":1044}}""", 1044)]
    public async Task DeclineAskedFor_IsDeclinedSo(string reservation, int code)
    {
        var result = await _sandbox.PayAsync(_sandbox.Payment(ApprovingCard, reservation));

        Assert.Equal(code, Assert.IsType<ConnectorResult.Declined>(result).Code);
    }

    [Theory]
    [InlineData("not base64 at all!")]
    [InlineData("eyJzaW11bGF0b3IiOg==")]
    [InlineData("WzFd")]
    public async Task MalformedReservationData_IsIgnored(string reservation)
    {
        var payment = _sandbox.Payment(ApprovingCard) with { ReservationData = reservation };

        Assert.IsType<ConnectorResult.Approved>(await _sandbox.PayAsync(payment));
    }

    [Theory]
    [InlineData("""{"simulator":{"failure":"earthquake"}}""")]
    [InlineData("""{"simulator":{"failure":7,"decline":null,"delay_ms":"soon"}}""")]
    [InlineData("""{"simulator":[]}""")]
    public async Task ScenarioOutsideTheList_IsIgnored(string reservation) =>
        Assert.IsType<ConnectorResult.Approved>(await _sandbox.PayAsync(_sandbox.Payment(ApprovingCard, reservation)));

    [Fact]
    public async Task Timeout_IsUnknownThenNotFound_AndCannotBeChargedLater()
    {
        var payment = _sandbox.Payment(ApprovingCard, """{"simulator":{"failure":"timeout"}}""");

        Assert.IsType<ConnectorResult.Unknown>(await _sandbox.PayAsync(payment));
        Assert.IsType<ConnectorResult.NotFound>(await FindAsync(payment));
        Assert.IsType<ConnectorResult.Declined>(await _sandbox.PayAsync(payment with { ReservationData = null }));
        Assert.IsType<ConnectorResult.NotFound>(await FindAsync(payment));
        Assert.Contains("\"charges\":0", await _sandbox.ChargesAsync($"order_id={payment.OrderId}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4444555511116666")]
    [InlineData("4444666655559999")]
    public async Task LostAfterCharge_IsUnknownThenFoundApproved(string card)
    {
        var payment = _sandbox.Payment(card, """{"simulator":{"failure":"lost_after_charge"}}""");

        Assert.IsType<ConnectorResult.Unknown>(await _sandbox.PayAsync(payment));
        Assert.IsType<ConnectorResult.Approved>(await FindAsync(payment));
    }

    [Fact]
    public async Task UnknownOnce_IsFoundAtTheSecondQuestion()
    {
        var payment = _sandbox.Payment(ApprovingCard, """{"simulator":{"failure":"unknown_once"}}""");

        Assert.IsType<ConnectorResult.Unknown>(await _sandbox.PayAsync(payment));
        Assert.IsType<ConnectorResult.Unknown>(await FindAsync(payment));
        Assert.IsType<ConnectorResult.Approved>(await FindAsync(payment));
    }

    [Fact]
    public async Task LostDecline_IsFoundDeclined()
    {
        var payment = _sandbox.Payment(ApprovingCard, """{"simulator":{"failure":"lost_after_charge","decline":1042}}""");

        Assert.IsType<ConnectorResult.Unknown>(await _sandbox.PayAsync(payment));
        Assert.Equal(1042, Assert.IsType<ConnectorResult.Declined>(await FindAsync(payment)).Code);
    }

    [Fact]
    public async Task Duplicate_IsAskedTwiceAndChargedOnce()
    {
        var payment = _sandbox.Payment(ApprovingCard, """{"simulator":{"failure":"duplicate"}}""");

        Assert.IsType<ConnectorResult.Approved>(await _sandbox.PayAsync(payment));
        var charges = await _sandbox.ChargesAsync($"order_id={payment.OrderId}");
        Assert.Contains("\"charges\":1", charges, StringComparison.Ordinal);
        Assert.Contains("\"asked\":2", charges, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slow_WaitsBeforeTheChargeAndAfterIt()
    {
        var payment = _sandbox.Payment(ApprovingCard, """{"simulator":{"failure":"slow","delay_ms":150,"delay_after_ms":60000}}""");
        using var impatience = new CancellationTokenSource();
        var watch = Stopwatch.StartNew();

        var paying = _sandbox.Acquirer.StartAsync(payment, impatience.Token).AsTask();
        while (!(await _sandbox.ChargesAsync($"order_id={payment.OrderId}")).Contains("\"charges\":1", StringComparison.Ordinal))
            await Task.Delay(10);

        Assert.True(watch.ElapsedMilliseconds >= 140, $"charged after {watch.ElapsedMilliseconds} ms");
        Assert.False(paying.IsCompleted);
        await impatience.CancelAsync();
        Assert.IsType<ConnectorResult.Unknown>(await paying);
        Assert.IsType<ConnectorResult.Approved>(await FindAsync(payment));
    }

    [Fact]
    public void Delays_AreBounded()
    {
        var scenario = Scenario.Parse(Convert.ToBase64String("""{"simulator":{"delay_ms":999999999,"delay_after_ms":-5}}"""u8));

        Assert.Equal((Scenario.LongestDelay, TimeSpan.Zero), (scenario.DelayBeforeCharge, scenario.DelayAfterCharge));
    }

    private ValueTask<ConnectorResult> FindAsync(CardPayment payment) => _sandbox.Acquirer.FindAsync(payment.TransactionId, CancellationToken.None);
}
