using Tetri.Merchants;
using Tetri.Store;

namespace Tetri.Tests.Store;

/// <summary>PostgreSQL's insert of new orders is one command that is used again and again, and nothing of one time comes back in the next.</summary>
public sealed class NewOrdersTests
{
    private const string EndWriter =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'tetri writer'";

    [Fact]
    public async Task OrdersAfterTheConnectionIsGone_AreAdded()
    {
        await using var test = await TestStore.OpenAsync(Engine.Postgres);
        // More than it takes to have the statement prepared.
        await AddAllAsync(test, 0, 5);

        Assert.Equal(true, await PostgresCluster.ExecuteAsync(test.Database!, EndWriter));

        // Another write is the first on the new connection.
        Assert.Equal(WriteOutcome.Done, await test.Store.WriteAsync(new PutMerchant(DemoMerchants.All.First())));
        await AddAllAsync(test, 5, 5);
    }

    [Fact]
    public async Task OrderThatCantBeSent_FailsAlone()
    {
        await using var test = await TestStore.OpenAsync(Engine.Postgres);
        // All but the first wait for its commit, and so are one batch.
        var good = Enumerable.Range(0, 20).Select(number => test.Store.AddOrderAsync(TestStore.Order($"A-{number}"), null).AsTask()).ToList();
        var bad = test.Store.AddOrderAsync(TestStore.Order("half a letter \ud800"), null).AsTask();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => bad);
        Assert.All(await Task.WhenAll(good), added => Assert.Equal(WriteOutcome.Done, added.Outcome));
        await AddAllAsync(test, 20, 3);
    }

    private static async Task AddAllAsync(TestStore test, int first, int count)
    {
        foreach (var number in Enumerable.Range(first, count))
        {
            var added = await test.Store.AddOrderAsync(TestStore.Order($"A-{number}"), null);
            Assert.Equal(WriteOutcome.Done, added.Outcome);
            Assert.Equal(added.Order, await test.Store.FindOrderAsync(1549901, $"A-{number}"));
        }
    }
}
