using Tetri.Connectors;
using Tetri.Payments;

namespace Tetri.Tests.Connectors;

public sealed class LedgerTests : IAsyncLifetime
{
    private const string ApprovingCard = "4444555511116666";
    private Sandbox _sandbox = null!;

    public async ValueTask InitializeAsync() => _sandbox = await Sandbox.StartAsync();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task SameTransactionAskedManyTimesAtOnce_IsChargedOnce()
    {
        var payment = _sandbox.Payment(ApprovingCard);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _sandbox.PayAsync(payment))));

        Assert.All(results, result => Assert.Equal(results[0], result));
        var charges = await _sandbox.ChargesAsync($"order_id={payment.OrderId}");
        Assert.Contains("\"charges\":1", charges, StringComparison.Ordinal);
        Assert.Contains("\"asked\":20", charges, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RepeatedTransaction_KeepsItsFirstAnswer()
    {
        var payment = _sandbox.Payment(ApprovingCard, """{"simulator":{"decline":1044}}""");
        await _sandbox.PayAsync(payment);

        var again = await _sandbox.PayAsync(payment with { ReservationData = null });

        Assert.Equal(1044, Assert.IsType<ConnectorResult.Declined>(again).Code);
    }

    [Fact]
    public async Task TransactionOfAnotherOrder_IsNotAnsweredFromTheBook()
    {
        var payment = _sandbox.Payment(ApprovingCard);
        await _sandbox.PayAsync(payment);

        var foreign = await _sandbox.PayAsync(payment with { OrderId = "another" });

        Assert.Equal(1065, Assert.IsType<ConnectorResult.Declined>(foreign).Code);
    }

    [Fact]
    public async Task AnotherProcess_FindsWhatTheFirstRecorded_AndOpensItsTickets()
    {
        var charged = _sandbox.Payment(ApprovingCard);
        await _sandbox.PayAsync(charged);
        var pending = _sandbox.Payment("4444555566661111");
        var challenge = Assert.IsType<ConnectorResult.ChallengeRequired>(await _sandbox.Acquirer.StartAsync(pending, CancellationToken.None));
        var proof = await _sandbox.Browser.MeetIssuerAsync(challenge, new Payer());

        await using var other = await _sandbox.WithAnotherProcessAsync();

        Assert.IsType<ConnectorResult.Approved>(await other.Acquirer.FindAsync(charged.TransactionId, CancellationToken.None));
        Assert.IsType<ConnectorResult.Approved>(await other.Acquirer.ContinueAsync(pending, proof, CancellationToken.None));
    }

    [Fact]
    public async Task Reversals_GiveBackNoMoreThanWasCharged()
    {
        var payment = _sandbox.Payment(ApprovingCard);
        await _sandbox.PayAsync(payment);

        Assert.IsType<ConnectorResult.Approved>(await ReverseAsync(101, payment, 10000));
        Assert.IsType<ConnectorResult.Approved>(await ReverseAsync(101, payment, 10000));
        Assert.IsType<ConnectorResult.Declined>(await ReverseAsync(102, payment, 26));
        Assert.IsType<ConnectorResult.Approved>(await ReverseAsync(103, payment, 25));
        Assert.IsType<ConnectorResult.Declined>(await ReverseAsync(104, payment, 1));
        Assert.IsType<ConnectorResult.Approved>(await _sandbox.Acquirer.FindAsync(103, CancellationToken.None));
        Assert.Contains("\"charges\":1,\"reversals\":2", await _sandbox.ChargesAsync($"order_id={payment.OrderId}&merchant_id=1549901"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReversalThatNeverArrived_MayBeSentAgain()
    {
        var payment = _sandbox.Payment(ApprovingCard);
        await _sandbox.PayAsync(payment);

        Assert.IsType<ConnectorResult.NotFound>(await _sandbox.Acquirer.FindAsync(101, CancellationToken.None));
        Assert.IsType<ConnectorResult.Approved>(await ReverseAsync(101, payment, 10025));
        Assert.IsType<ConnectorResult.Approved>(await _sandbox.Acquirer.FindAsync(101, CancellationToken.None));
    }

    [Fact]
    public async Task ReversalOfNothing_IsDeclined()
    {
        var declined = _sandbox.Payment("4444111155556666");
        await _sandbox.PayAsync(declined);

        Assert.IsType<ConnectorResult.Declined>(await ReverseAsync(101, declined, 1));
        Assert.IsType<ConnectorResult.Declined>(await ReverseAsync(102, _sandbox.Payment(ApprovingCard), 1));
    }

    [Fact]
    public async Task Payout_IsMadeOnce_AndCannotBeReversed()
    {
        var payment = _sandbox.Payment(ApprovingCard);
        var credit = new Credit { TransactionId = payment.TransactionId, MerchantId = payment.MerchantId, OrderId = payment.OrderId, Amount = payment.Amount, Card = payment.Card };

        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => _sandbox.Acquirer.CreditAsync(credit, CancellationToken.None).AsTask())));

        Assert.All(results, result => Assert.IsType<ConnectorResult.Approved>(result));
        Assert.IsType<ConnectorResult.Declined>(await ReverseAsync(101, payment, 1));
        var book = await _sandbox.ChargesAsync($"order_id={payment.OrderId}");
        Assert.Contains("\"charges\":0,\"reversals\":0,\"payouts\":1", book, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"payout\",\"outcome\":\"approved\",\"response_code\":null,\"amount\":10025", book, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PayoutThatTheBankNeverHeardOf_IsNotMadeAfterwards()
    {
        var payment = _sandbox.Payment(ApprovingCard);
        var credit = new Credit { TransactionId = payment.TransactionId, MerchantId = payment.MerchantId, OrderId = payment.OrderId, Amount = payment.Amount, Card = payment.Card };

        Assert.IsType<ConnectorResult.NotFound>(await _sandbox.Acquirer.FindAsync(credit.TransactionId, CancellationToken.None));
        Assert.IsType<ConnectorResult.Declined>(await _sandbox.Acquirer.CreditAsync(credit, CancellationToken.None));
    }

    [Fact]
    public async Task CardNumber_IsNotInTheBook()
    {
        await _sandbox.PayAsync(_sandbox.Payment(ApprovingCard));

        var files = _sandbox.ReadLedgerFiles();

        Assert.Contains("444455XXXXXX6666", files, StringComparison.Ordinal);
        Assert.DoesNotContain(ApprovingCard, files, StringComparison.Ordinal);
    }

    private ValueTask<ConnectorResult> ReverseAsync(long id, CardPayment payment, long minor) =>
        _sandbox.Acquirer.ReverseAsync(new FollowUp(id, payment.TransactionId, new Money(minor, payment.Amount.Currency), null), CancellationToken.None);
}
