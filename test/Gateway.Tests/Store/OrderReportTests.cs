using Microsoft.Extensions.Time.Testing;
using Tetri.Accounts;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Store;
using Tetri.Store.Postgres;
using Tetri.Tests.Accounts;

namespace Tetri.Tests.Store;

/// <summary>A merchant asks for his orders of a time.</summary>
public sealed class OrderReportTests
{
    private const long MerchantId = 1549901;
    private static readonly DateTimeOffset Start = TestStore.Order("").CreatedAt;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task Report_HasTheMerchantsOrdersOfTheTime_AndNoOthers(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        await AddAsync(test, "before", Start.AddMilliseconds(-1));
        await AddAsync(test, "first", Start);
        await AddAsync(test, "other's", Start.AddHours(1), merchantId: 7);
        await AddAsync(test, "late", Start.AddHours(1).AddMinutes(9));
        await AddAsync(test, "last", Start.AddHours(1).AddMilliseconds(-1));
        await AddAsync(test, "after", Start.AddHours(1));

        Assert.Equal(["first", "last"], await ReadAsync(test, Start, Start.AddHours(1)));
        Assert.Equal(["late"], await ReadAsync(test, Start.AddHours(1).AddMinutes(1), Start.AddDays(1)));
        Assert.Empty(await ReadAsync(test, Start.AddDays(1), Start.AddDays(2)));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Report_OverManyPages_HasEachOrderOnce_AndGoesOnWhereAnotherEnded(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var added = await Task.WhenAll(Enumerable.Range(0, 450).Select(i => AddAsync(test, $"{i}", Start.AddSeconds(i))));

        var ids = await ReadAsync(test, Start, Start.AddDays(1));
        Assert.Equal(added.OrderBy(order => order.PaymentId).Select(order => order.Terms.OrderId), ids);

        var middle = added.Single(order => order.Terms.OrderId == ids[299]);
        Assert.Equal(ids[300..], await ReadAsync(test, Start, Start.AddDays(1), middle.PaymentId));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    [InlineData(Engine.PartitionedPostgres)]
    public async Task Report_ReadsFromTheLedger_WhatAnOrderMoved(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var store = test.Store;
        await AddAsync(test, "unpaid", Start);
        var paid = await Books.PayAsync(store, "paid", 1, feeBasisPoints: 250);
        paid = await Books.FollowAsync(store, paid, TransactionKind.Reversal, 2, 300);
        await Books.FollowAsync(store, paid, TransactionKind.Reversal, 3, 200);
        var held = await HoldAsync("captured in part", 4);
        held = await Books.FollowAsync(store, held, TransactionKind.Capture, 5, 600, feeBasisPoints: 100);
        await Books.FollowAsync(store, held, TransactionKind.Reversal, 6, 100);
        await Books.FollowAsync(store, await HoldAsync("released", 7), TransactionKind.Reversal, 8, 1000);
        await HoldAsync("held", 9);
        var (_, payout, out1) = await Books.BeginPayoutAsync(store, "paid out", 10, 400);
        await Books.ConcludeAsync(store, payout, out1, approve: true);
        var at = Start.AddSeconds(1);

        var rows = await (await ReportAsync(test, Start.AddDays(-1), Start.AddDays(1))).ToDictionaryAsync(row => row.Order.Terms.OrderId, row => row.Moved);

        Assert.Null(rows["unpaid"]);
        Assert.Equal(new OrderMovement(Fee: 25, Settled: 475, Reversed: 500, at), rows["paid"]);
        Assert.Equal(new OrderMovement(Fee: 6, Settled: 494, Reversed: 100, at), rows["captured in part"]);
        Assert.Equal(new OrderMovement(Fee: 0, Settled: 0, Reversed: 1000, null), rows["released"]);
        Assert.Equal(new OrderMovement(Fee: 0, Settled: 0, Reversed: 0, null), rows["held"]);
        Assert.Equal(new OrderMovement(Fee: 0, Settled: -400, Reversed: 0, at), rows["paid out"]);
        var balance = (await store.BalancesAsync(MerchantId)).Single(account => account.Account == Account.Balance).Minor;
        Assert.Equal(balance, rows.Values.Sum(moved => moved?.Settled ?? 0));

        async Task<Order> HoldAsync(string orderId, long id)
        {
            var order = await AddAsync(test, orderId, Start);
            order = order with { Terms = order.Terms with { Preauth = true } };
            return await Books.ApproveAsync(store, order, TestStore.Transaction(id, order) with { Kind = TransactionKind.Authorisation });
        }
    }

    [Fact]
    public async Task Report_OfABadTime_IsRefused()
    {
        await using var test = await TestStore.OpenAsync(Engine.Sqlite);
        var report = new OrderReport(test.Store);

        Assert.Equal((1007, "date_to"), Refusal(await report.FindAsync(MerchantId, Start, Start, 0, default)));
        Assert.Equal((1007, "date_to"), Refusal(await report.FindAsync(MerchantId, Start, Start.AddDays(OrderReport.MostDays).AddSeconds(1), 0, default)));
        Assert.True((await report.FindAsync(MerchantId, Start, Start.AddDays(OrderReport.MostDays), 0, default)).Succeeded);

        static (int, string?) Refusal(Tetri.Protocol.Errors.Result<ReportRange> result) => (result.Error!.Code, result.Error.Detail);
    }

    /// <summary>Reports rest on it: ids rise with time, whichever node gives them.</summary>
    [Fact]
    public async Task BlockOfIds_IsLeftWhenItIsOld()
    {
        var clock = new FakeTimeProvider();
        var next = 1L;
        using var ids = new PostgresIds((blocks, _) => ValueTask.FromResult(Blocks(blocks)), clock, TimeSpan.FromMinutes(10));

        Assert.Equal((1L, 2L), (await ids.NextAsync(default), await ids.NextAsync(default)));
        clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.Equal(3, await ids.NextAsync(default));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(101, await ids.NextAsync(default));

        // Where a hundred is used up within a second, two come together; they grow old together too.
        for (var id = 102; id <= 201; id++)
            Assert.Equal(id, await ids.NextAsync(default));
        Assert.Equal(401, next);
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(401, await ids.NextAsync(default));

        List<long> Blocks(int blocks)
        {
            var first = next;
            next += 100 * blocks;
            return [.. Enumerable.Range(0, blocks).Select(block => first + 100 * block)];
        }
    }

    private static async Task<Order> AddAsync(TestStore test, string orderId, DateTimeOffset createdAt, long merchantId = MerchantId) =>
        (await test.Store.AddOrderAsync(TestStore.Order(orderId, merchantId) with { CreatedAt = createdAt }, null)).Order;

    private static async Task<string[]> ReadAsync(TestStore test, DateTimeOffset from, DateTimeOffset until, long after = 0)
    {
        return await (await ReportAsync(test, from, until, after)).Select(row => row.Order.Terms.OrderId).ToArrayAsync();
    }

    private static async Task<IAsyncEnumerable<(Order Order, OrderMovement? Moved)>> ReportAsync(TestStore test, DateTimeOffset from, DateTimeOffset until, long after = 0)
    {
        var report = new OrderReport(test.Store);
        return report.ReadAsync((await report.FindAsync(MerchantId, from, until, after, default)).Value!, default);
    }
}
