using CsCheck;
using Microsoft.Data.Sqlite;
using Npgsql;
using Tetri.Accounts;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Store;
using Tetri.Tests.Store;

namespace Tetri.Tests.Accounts;

/// <summary>The ledger on every engine: what moved is entered, and what does not agree is found.</summary>
public class LedgerCheckTests
{
    private const long MerchantId = 1549901;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task EveryKindOfMovement_IsEntered_AndAgrees(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var store = test.Store;
        var paid = await Books.PayAsync(store, "paid", 1, feeBasisPoints: 250);
        paid = await Books.FollowAsync(store, paid, TransactionKind.Reversal, 2, 300);
        await Books.FollowAsync(store, paid, TransactionKind.Reversal, 3, 200);
        var held = await HoldAsync(store, "held", 4);
        held = await Books.FollowAsync(store, held, TransactionKind.Capture, 5, 600, feeBasisPoints: 100);
        await Books.FollowAsync(store, held, TransactionKind.Reversal, 6, 100);
        await Books.FollowAsync(store, await HoldAsync(store, "released", 7), TransactionKind.Reversal, 8, 1000);
        await HoldAsync(store, "still held", 9);
        var verified = await HoldAsync(store, "verified", 10, TransactionKind.Verification);
        await Books.FollowAsync(store, verified, TransactionKind.Reversal, 11, 1000);
        var (_, payout, transaction) = await Books.BeginPayoutAsync(store, "paid out", 12, 400);
        await Books.ConcludeAsync(store, payout, transaction, approve: true);
        var (_, refused, declined) = await Books.BeginPayoutAsync(store, "not paid out", 13, 400);
        await Books.ConcludeAsync(store, refused, declined, approve: false);

        Assert.Empty(await FindAsync(store));
        // 1000 less 25 and 500, 600 less 6 and 100, less 400.
        AccountBalance[] expected = [new("GEL", Account.Held, 1000), new("GEL", Account.Balance, 569), new("GEL", Account.Acquirer, -1600), new("GEL", Account.Fees, 31)];
        Assert.Equal(expected, await store.BalancesAsync(MerchantId));
        Assert.Empty(await store.BalancesAsync(1));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task AnySequence_Agrees_AndLeavesTheBalancesThatMoved(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var store = test.Store;
        long lastId = 0, held = 0, balance = 0, fees = 0;
        var life = Gen.Select(Gen.Int[0, 3], Gen.Long[1, 1000], Gen.Int[0, 1000], Gen.Long[1, 1000].Array[0, 3]);
        await life.Array[1, 6].SampleAsync(
            async lives =>
            {
                foreach (var (kind, taken, feeBasisPoints, back) in lives)
                    await LiveAsync(kind, taken, feeBasisPoints, back);
                Assert.Empty(await FindAsync(store));
                var sums = (await store.BalancesAsync(MerchantId)).ToDictionary(sum => sum.Account, sum => sum.Minor);
                Assert.Equal((held, balance, fees),
                    (sums.GetValueOrDefault(Account.Held), sums.GetValueOrDefault(Account.Balance), sums.GetValueOrDefault(Account.Fees)));
            },
            seed: Environment.GetEnvironmentVariable("TETRI_CSCHECK_SEED"), iter: 20, threads: 1);

        async Task LiveAsync(int kind, long taken, int feeBasisPoints, long[] back)
        {
            var id = lastId += 10;
            if (kind == 3)
            {
                var (_, order, payout) = await Books.BeginPayoutAsync(store, $"A-{id}", id, taken, needsBalance: false);
                await Books.ConcludeAsync(store, order, payout, approve: feeBasisPoints % 2 == 0);
                balance -= feeBasisPoints % 2 == 0 ? taken : 0;
                return;
            }
            Order paid;
            if (kind == 0)
            {
                paid = await HoldAsync(store, $"A-{id}", id);
                if (back.Length == 0)
                    await Books.FollowAsync(store, paid, TransactionKind.Reversal, id + 1, 1000);
                else
                    held += 1000;
                return;
            }
            if (kind == 1)
                paid = await Books.FollowAsync(store, await HoldAsync(store, $"A-{id}", id), TransactionKind.Capture, id + 1, taken, feeBasisPoints);
            else
                (paid, taken) = (await Books.PayAsync(store, $"A-{id}", id, feeBasisPoints), 1000);
            balance += taken - (paid.Payment.Fee ?? 0);
            fees += paid.Payment.Fee ?? 0;
            for (var i = 0; i < back.Length && paid.Payment.Left > 0; i++)
            {
                var part = Math.Min(back[i], paid.Payment.Left);
                paid = await Books.FollowAsync(store, paid, TransactionKind.Reversal, id + 2 + i, part);
                balance -= part;
            }
        }
    }

    [Theory]
    [InlineData(Engine.Sqlite, "DELETE FROM ledger_entries", "transaction 1 (purchase, 10.00 GEL) was approved and has no entries")]
    [InlineData(Engine.Postgres, "DELETE FROM ledger_entries", "transaction 1 (purchase, 10.00 GEL) was approved and has no entries")]
    [InlineData(Engine.Sqlite, "DELETE FROM ledger_entries WHERE account = 1", "the account balance in GEL differs from its entries by 1000")]
    [InlineData(Engine.Postgres, "DELETE FROM ledger_entries WHERE account = 1", "the account balance in GEL differs from its entries by 1000")]
    [InlineData(Engine.Sqlite, "UPDATE ledger_balances SET amount = amount + 1 WHERE account = 1", "the accounts in GEL sum to 1, not to zero")]
    [InlineData(Engine.Postgres, "UPDATE ledger_balances SET amount = amount + 1 WHERE account = 1", "the accounts in GEL sum to 1, not to zero")]
    [InlineData(Engine.Sqlite, "UPDATE ledger_entries SET amount = amount * 2", "are balance 2000, acquirer -2000, and should be balance 1000, acquirer -1000")]
    [InlineData(Engine.Postgres, "UPDATE ledger_entries SET amount = amount * 2", "are balance 2000, acquirer -2000, and should be balance 1000, acquirer -1000")]
    [InlineData(Engine.Sqlite, "UPDATE ledger_entries SET transaction_id = 77", "there are entries of transaction 77, and no such transaction")]
    [InlineData(Engine.Postgres, "UPDATE ledger_entries SET transaction_id = 77", "there are entries of transaction 77, and no such transaction")]
    [InlineData(Engine.Sqlite, "UPDATE transactions SET status = 3", "and should be none")]
    [InlineData(Engine.Postgres, "UPDATE transactions SET status = 3", "and should be none")]
    [InlineData(Engine.Sqlite, """UPDATE orders SET payment = replace(payment, '"Captured":1000', '"Captured":900')""", "it says captured 900, and its transactions say 1000")]
    [InlineData(Engine.Postgres, """UPDATE orders SET payment = replace(payment, '"Captured":1000', '"Captured":900')""", "it says captured 900, and its transactions say 1000")]
    public async Task WhatDoesNotAgree_IsFound(Engine engine, string damage, string expected)
    {
        await using var test = await TestStore.OpenAsync(engine);
        await Books.PayAsync(test.Store, "paid", 1);
        Assert.Empty(await FindAsync(test.Store));

        await ExecuteAsync(test, damage);

        Assert.Contains(await FindAsync(test.Store), problem => problem.Text.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task TransactionsOfAReleaseBeforeTheLedger_AreEnteredOnce(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var held = await HoldAsync(test.Store, "held", 1);
        await ExecuteAsync(test, "DELETE FROM ledger_entries; DELETE FROM ledger_balances");
        await Books.FollowAsync(test.Store, held, TransactionKind.Capture, 2, 600, feeBasisPoints: 100);

        var missing = Assert.Single(await FindAsync(test.Store)).Missing!;
        Assert.Equal(WriteOutcome.Done, await test.Store.WriteAsync(missing));
        Assert.Equal(WriteOutcome.Done, await test.Store.WriteAsync(new AddEntries(missing.Approved, missing.Entries)));

        Assert.Empty(await FindAsync(test.Store));
        Assert.Equal([594L, -600L, 6L], (await test.Store.BalancesAsync(MerchantId)).Where(balance => balance.Account != Account.Held).Select(balance => balance.Minor));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task SameTransaction_IsNeverEnteredTwice(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var paid = await Books.PayAsync(test.Store, "paid", 1);

        // As if a guard before it had failed.
        await ExecuteAsync(test, "UPDATE transactions SET status = 0");
        var again = new ChangeOrder(paid with { Version = paid.Version + 1 })
        {
            Update = TestStore.Transaction(1, paid) with { Status = TransactionStatus.Approved },
            Entries = Movements.Of(TransactionKind.Purchase, 1000, 0, 0),
        };
        await Assert.ThrowsAnyAsync<Exception>(() => test.Store.WriteAsync(again).AsTask());

        Assert.Equal(paid, await test.Store.FindOrderAsync(MerchantId, "paid"));
        Assert.Equal([1000L, -1000L], (await test.Store.BalancesAsync(MerchantId)).Select(balance => balance.Minor));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task PayoutsAtOnce_ThatTogetherAreMoreThanTheBalance_AreRefusedButOne(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        GatewayStore[] nodes = engine == Engine.Sqlite ? [test.Store] : [test.Store, await test.OpenAnotherNodeAsync(), await test.OpenAnotherNodeAsync()];
        await Books.PayAsync(test.Store, "paid", 1);

        for (var round = 0; round < 10; round++)
        {
            var begun = await Task.WhenAll(Enumerable.Range(0, 9).Select(n =>
                Books.BeginPayoutAsync(nodes[n % nodes.Length], $"P-{round}-{n}", 100 + round * 10 + n, 600)));

            Assert.Single(begun, payout => payout.Outcome == WriteOutcome.Done);
            Assert.Equal(8, begun.Count(payout => payout.Outcome == WriteOutcome.BalanceTooLow));
            var taken = begun.Single(payout => payout.Outcome == WriteOutcome.Done);
            await Books.ConcludeAsync(test.Store, taken.Order, taken.Payout, approve: round == 9);
        }

        Assert.Equal(WriteOutcome.BalanceTooLow, (await Books.BeginPayoutAsync(test.Store, "too much", 500, 401)).Outcome);
        Assert.Null(await test.Store.FindOrderAsync(MerchantId, "too much"));
        Assert.Equal(WriteOutcome.Done, (await Books.BeginPayoutAsync(test.Store, "too much", 501, 400)).Outcome);
        Assert.Equal(WriteOutcome.DuplicateOrder, (await Books.BeginPayoutAsync(test.Store, "too much", 502, 400)).Outcome);
        Assert.Equal(WriteOutcome.Done, (await Books.BeginPayoutAsync(test.Store, "on credit", 503, 400, needsBalance: false)).Outcome);
        Assert.Empty(await FindAsync(test.Store));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task PayoutThatIsApprovedAsTheNextComes_StillCounts(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        for (var round = 0; round < 40; round++)
        {
            await Books.PayAsync(test.Store, $"paid-{round}", round * 10 + 1);
            var (_, order, payout) = await Books.BeginPayoutAsync(test.Store, $"first-{round}", round * 10 + 2, 1000);
            var other = test.Store.AddOrderAsync(TestStore.Order($"other-{round}"), null).AsTask();
            var approved = Books.ConcludeAsync(test.Store, order, payout, approve: true);
            var next = Books.BeginPayoutAsync(test.Store, $"second-{round}", round * 10 + 3, 1000);
            await Task.WhenAll(other, approved, next);

            Assert.Equal(WriteOutcome.BalanceTooLow, (await next).Outcome);
        }
        Assert.Equal(0, (await test.Store.BalancesAsync(MerchantId)).Single(balance => balance.Account == Account.Balance).Minor);
    }

    private static async Task<Order> HoldAsync(GatewayStore store, string orderId, long id, TransactionKind kind = TransactionKind.Authorisation)
    {
        var order = TestStore.Order(orderId);
        var terms = order.Terms with { Preauth = kind == TransactionKind.Authorisation, Verification = kind == TransactionKind.Verification };
        var (_, added) = await store.AddOrderAsync(order with { Terms = terms }, null);
        return await Books.ApproveAsync(store, added, TestStore.Transaction(id, added) with { Kind = kind }, feeBasisPoints: 250);
    }

    private static async Task<List<LedgerProblem>> FindAsync(GatewayStore store)
    {
        var problems = new List<LedgerProblem>();
        await foreach (var problem in new LedgerCheck(store).FindAsync(MerchantId))
            problems.Add(problem);
        return problems;
    }

    private static async Task ExecuteAsync(TestStore test, string sql)
    {
        await using System.Data.Common.DbConnection connection = test.Database is { } database
            ? new NpgsqlConnection(database)
            : new SqliteConnection($"Data Source={Path.Combine(test.Folder!, "tetri.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
