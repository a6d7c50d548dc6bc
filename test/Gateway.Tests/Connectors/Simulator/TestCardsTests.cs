using Tetri.Cards;
using Tetri.Connectors;
using Tetri.Connectors.Simulator;

namespace Tetri.Tests.Connectors;

public sealed class TestCardsTests : IAsyncLifetime
{
    private Sandbox _sandbox = null!;

    public async ValueTask InitializeAsync() => _sandbox = await Sandbox.StartAsync();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData("4444555566661111", 1, "empty_visa")]
    [InlineData("4444555511116666", null, "empty_visa")]
    [InlineData("5555666644441111", 1, "empty_mastercard")]
    [InlineData("6666444455551111", 1, "empty_mastercard")]
    [InlineData("4444555566669999", 2, "empty_visa")]
    [InlineData("4444666655559999", 2, "empty_visa")]
    [InlineData("4444777799991111", null, "empty_visa")]
    [InlineData("9860010099998881", 1, "empty_humo")]
    [InlineData("9860010088889992", 1, "empty_humo")]
    [InlineData("8600202020202023", 1, "empty_uzcard")]
    public async Task ApprovingCard_IsApproved(string card, int? version, string product)
    {
        var result = Assert.IsType<ConnectorResult.Approved>(await _sandbox.PayAsync(_sandbox.Payment(card)));

        Assert.Equal(("123456", "111111111111"), (result.ApprovalCode, result.Rrn));
        Assert.Equal(version is null ? "7" : "5", result.Eci);
        Assert.Equal((version, product), (result.ThreeDSecureVersion, result.CardProduct));
    }

    [Theory]
    [InlineData("4444111166665555", 1000, 1)]
    [InlineData("4444111155556666", 1000, null)]
    [InlineData("2222555566663333", 1000, 1)]
    [InlineData("4444999966665555", 1000, 2)]
    [InlineData("4444666699995555", 1000, 2)]
    [InlineData("4444444410030007", 1003, null)]
    [InlineData("4444444410040006", 1004, null)]
    [InlineData("4444444410250001", 1025, null)]
    [InlineData("4444444410370007", 1037, null)]
    [InlineData("4444444410420000", 1042, null)]
    [InlineData("4444444410440008", 1044, null)]
    [InlineData("4444444410480004", 1048, null)]
    [InlineData("4444444410510008", 1051, null)]
    public async Task DecliningCard_IsDeclinedWithItsCode(string card, int code, int? version)
    {
        var result = Assert.IsType<ConnectorResult.Declined>(await _sandbox.PayAsync(_sandbox.Payment(card)));

        Assert.Equal((code, version), (result.Code, result.ThreeDSecureVersion));
    }

    [Theory]
    [InlineData("4444444400010001", "timeout")]
    [InlineData("4444444400020000", "lost after charge")]
    public async Task FailingCard_LeavesTheOutcomeUnknown(string card, string failure)
    {
        var payment = _sandbox.Payment(card);

        Assert.IsType<ConnectorResult.Unknown>(await _sandbox.PayAsync(payment));
        var found = await _sandbox.Acquirer.FindAsync(payment.TransactionId, CancellationToken.None);
        Assert.Equal(failure == "timeout" ? typeof(ConnectorResult.NotFound) : typeof(ConnectorResult.Approved), found.GetType());
    }

    [Theory]
    [InlineData("""{"3ds_mandatory":true}""", true)]
    [InlineData("""{"3ds_mandatory":"Y"}""", true)]
    [InlineData("""{"3ds_mandatory":false}""", false)]
    [InlineData("""{"other":1}""", false)]
    public async Task CardOfReservationData_AsksForThreeDSecureOnlyWhereMandatory(string reservation, bool asks)
    {
        var result = await _sandbox.Acquirer.StartAsync(_sandbox.Payment("4444777799991111", reservation), CancellationToken.None);

        Assert.Equal(asks ? typeof(ConnectorResult.ChallengeRequired) : typeof(ConnectorResult.Approved), result.GetType());
    }

    [Fact]
    public async Task PayerAbsent_IsNeverAskedForThreeDSecure()
    {
        var payment = _sandbox.Payment("4444666655559999") with { PayerPresent = false };

        var result = Assert.IsType<ConnectorResult.Approved>(await _sandbox.Acquirer.StartAsync(payment, CancellationToken.None));

        Assert.Equal("7", result.Eci);
    }

    [Fact]
    public void EveryTestCard_IsANumberTheGatewayTakes_AndOthersAreRefused()
    {
        Assert.All(TestCard.All, card => Assert.True(CardNumber.TryParse(card.Number, out var number) && _sandbox.Acquirer.Accepts(number), card.Number));

        Assert.True(CardNumber.TryParse("4111111111111111", out var real));
        Assert.False(_sandbox.Acquirer.Accepts(real));
    }

    [Fact]
    public void EveryTestCard_IsOnTheReferencePage()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Tetri.slnx")))
            root = root.Parent!;
        var page = File.ReadAllText(Path.Combine(root.FullName, "docs", "reference", "test-cards.md"));

        Assert.All(TestCard.All, card => Assert.Contains(string.Join(' ', card.Number.Chunk(4).Select(group => new string(group))), page, StringComparison.Ordinal));
    }
}
