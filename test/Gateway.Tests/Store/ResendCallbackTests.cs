using Tetri.Callbacks;
using Tetri.Orders;
using Tetri.Store;

namespace Tetri.Tests.Store;

public class ResendCallbackTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_100_000);
    private static readonly RetrySchedule Schedule = new([TimeSpan.FromSeconds(2)]);

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Exhausted_IsTriedOnceMore_AndTheCountGoesOn(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var callback = await OweAsync(test);
        callback = await TryAsync(test, callback, AttemptOutcome.NotOk);
        callback = await TryAsync(test, callback, AttemptOutcome.NotOk);
        Assert.Equal(CallbackState.Exhausted, callback.State);

        Assert.Equal(WriteOutcome.Done, await test.Store.WriteAsync(new ResendCallback(callback.MerchantId, callback.Id, Now)));
        callback = Assert.Single(await DueAsync(test));
        Assert.Equal(2, callback.Attempts);

        callback = await TryAsync(test, callback, AttemptOutcome.NotOk);
        Assert.Equal(CallbackState.Exhausted, callback.State);
        await test.Store.WriteAsync(new ResendCallback(callback.MerchantId, callback.Id, Now));
        callback = await TryAsync(test, Assert.Single(await DueAsync(test)), AttemptOutcome.Delivered);

        Assert.Equal(CallbackState.Delivered, callback.State);
        Assert.Equal([1, 2, 3, 4], (await test.Store.AttemptsOfCallbackAsync(callback.MerchantId, callback.Id)).Select(attempt => attempt.Number));
        Assert.Empty(await DueAsync(test));
        Assert.Single(await test.Store.ListCallbacksAsync(null, null, 10, CallbackState.Delivered));
        Assert.Empty(await test.Store.ListCallbacksAsync(null, null, 10, CallbackState.Exhausted));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task ReplacedWhileUnderWay_KeepsItsCount_SoThatItCanBeSentAgain(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);
        var underWay = await OweAsync(test);
        await OweAsync(test);

        var replaced = await TryAsync(test, underWay, AttemptOutcome.Delivered);
        Assert.Equal(CallbackState.Replaced, replaced.State);
        Assert.Equal(1, replaced.Attempts);

        await test.Store.WriteAsync(new ResendCallback(replaced.MerchantId, replaced.Id, Now));
        var again = (await DueAsync(test)).Single(callback => callback.Id == replaced.Id);
        Assert.Equal(2, (await TryAsync(test, again, AttemptOutcome.Delivered)).Attempts);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task UnknownCallback_IsAConflict(Engine engine)
    {
        await using var test = await TestStore.OpenAsync(engine);

        Assert.Equal(WriteOutcome.Conflict, await test.Store.WriteAsync(new ResendCallback(1549901, 77, Now)));
    }

    private static async Task<Callback> OweAsync(TestStore test)
    {
        var found = await test.Store.FindOrderAsync(1549901, "A-1");
        var order = found ?? (await test.Store.AddOrderAsync(TestStore.Order("A-1"), null)).Order;
        await test.Store.WriteAsync(new ChangeOrder(order with { Version = order.Version + 1 }) { Owe = TestStore.Callback(order) });
        return (await test.Store.ListCallbacksAsync(null, null, 1))[0];
    }

    private static async Task<Callback> TryAsync(TestStore test, Callback callback, AttemptOutcome outcome)
    {
        var attempt = new CallbackAttempt { CallbackId = callback.Id, Number = callback.Attempts + 1, At = Now, Outcome = outcome, Duration = 1 };
        await test.Store.WriteAsync(new RecordAttempt(Schedule.After(callback, outcome, Now), attempt, Now.AddSeconds(60)));
        return (await test.Store.FindCallbackAsync(callback.Id))!;
    }

    private static async Task<List<Callback>> DueAsync(TestStore test) =>
        [.. (await test.Store.ClaimCallbacksAsync(Now, Now.AddSeconds(60), [], [], 10, CancellationToken.None)).Select(due => due.Callback)];
}
