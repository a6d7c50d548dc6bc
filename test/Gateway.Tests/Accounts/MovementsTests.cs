using CsCheck;
using Tetri.Accounts;
using Tetri.Payments;

namespace Tetri.Tests.Accounts;

public class MovementsTests
{
    private sealed record Life(TransactionKind Kind, long Amount, int FeeBasisPoints, int CapturedPercent, int[] ReversedPercents);

    private static readonly Gen<Life> Lives = Gen.Select(
        Gen.OneOf(
            Gen.Const(TransactionKind.Purchase), Gen.Const(TransactionKind.Authorisation), Gen.Const(TransactionKind.Verification), Gen.Const(TransactionKind.Payout)),
        Gen.Long[1, 999_999_999_999], Gen.Int[0, Movements.BasisPointsOfAll], Gen.Int[0, 100], Gen.Int[1, 100].Array[0, 5],
        (kind, amount, fee, captured, reversed) => new Life(kind, amount, fee, captured, reversed));

    [Fact]
    public void AnySequenceOfMovements_SumsToZero_AndLeavesTheBalancesThatMoved() => Lives.Array[1, 20].Sample(lives =>
    {
        var accounts = new Dictionary<Account, long> { [Account.Held] = 0, [Account.Balance] = 0, [Account.Fees] = 0, [Account.Acquirer] = 0 };
        long held = 0, balance = 0, fees = 0;
        foreach (var life in lives)
        {
            var left = life.Amount;
            switch (life.Kind)
            {
                case TransactionKind.Payout:
                    Enter(TransactionKind.Payout, life.Amount);
                    balance -= life.Amount;
                    continue;
                case TransactionKind.Purchase:
                    Take(TransactionKind.Purchase, life.Amount, 0);
                    break;
                default:
                    Enter(life.Kind, life.Amount);
                    if (life.Kind == TransactionKind.Authorisation && life.CapturedPercent > 0)
                    {
                        left = Math.Max(1, life.Amount * life.CapturedPercent / 100);
                        Take(TransactionKind.Capture, left, life.Amount);
                        break;
                    }
                    if (life.ReversedPercents.Length > 0)
                        Enter(TransactionKind.Reversal, life.Amount, heldBefore: life.Amount);
                    else
                        held += life.Amount;
                    continue;
            }
            foreach (var percent in life.ReversedPercents)
            {
                var back = left * percent / 100;
                Enter(TransactionKind.Reversal, back);
                (left, balance) = (left - back, balance - back);
            }

            void Take(TransactionKind kind, long amount, long heldBefore)
            {
                var fee = Movements.Fee(amount, life.FeeBasisPoints);
                Assert.InRange(fee, 0, amount);
                Enter(kind, amount, heldBefore, fee);
                (balance, fees) = (balance + amount - fee, fees + fee);
            }
        }
        Assert.Equal(0, accounts.Values.Sum());
        Assert.Equal((held, balance, fees), (accounts[Account.Held], accounts[Account.Balance], accounts[Account.Fees]));

        void Enter(TransactionKind kind, long amount, long heldBefore = 0, long fee = 0)
        {
            var entries = Movements.Of(kind, amount, heldBefore, fee);
            Assert.Equal(0, entries.Sum(entry => entry.Minor));
            Assert.Equal(entries.Count, entries.Select(entry => entry.Account).Distinct().Count());
            foreach (var entry in entries)
                accounts[entry.Account] += entry.Minor;
        }
    });

    [Theory]
    [InlineData(1000, 0, 0)]
    [InlineData(1000, 275, 28)]
    [InlineData(10, 250, 0)]
    [InlineData(20, 250, 1)]
    [InlineData(19, 250, 0)]
    [InlineData(999_999_999_999, 10_000, 999_999_999_999)]
    public void Fee_IsRoundedToTheMinorUnit_HalfUp(long amount, int basisPoints, long fee) => Assert.Equal(fee, Movements.Fee(amount, basisPoints));
}
