using CsCheck;
using Tetri.Store;

namespace Tetri.Tests.Store;

public class CreationOrderTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Ids with gaps, seconds between orders, and how far each is out of place.</summary>
    private static readonly Gen<(long Id, DateTimeOffset CreatedAt)[]> Orders =
        Gen.Select(Gen.Long[1, 1000], Gen.OneOf(Gen.Int[0, 5], Gen.Int[0, 10_000]), Gen.Int[0, (int)CreationOrder.LongestDisorder.TotalSeconds]).Array[0, 60].Select(rows =>
        {
            var (id, at) = (100_000_000L, Start);
            return rows.Select(row =>
            {
                (id, at) = (id + row.Item1, at.AddSeconds(row.Item2));
                return (id, at.AddSeconds(row.Item3));
            }).ToArray();
        });

    [Fact]
    public Task Ids_HoldEveryOrderOfTheTime_HoweverTheyAreOutOfPlace() =>
        Gen.Select(Orders, Gen.Int[-1000, 300_000], Gen.Int[1, 100_000]).SampleAsync(async (orders, from, length) =>
        {
            var (since, until) = (Start.AddSeconds(from), Start.AddSeconds(from + length));

            var ids = await CreationOrder.FindAsync(since, until, id => ValueTask.FromResult(Next(orders, id)));

            Assert.All(orders.Where(order => order.CreatedAt >= since && order.CreatedAt < until), order => Assert.InRange(order.Id, ids.First, ids.End - 1));
        });

    [Fact]
    public async Task Ids_LeaveOutWhatWasCreatedLongBeforeAndAfter()
    {
        var orders = Enumerable.Range(0, 10_000).Select(i => (Id: 1000L + i, CreatedAt: Start.AddMinutes(i))).ToArray();

        var ids = await CreationOrder.FindAsync(Start.AddMinutes(5000), Start.AddMinutes(5010), id => ValueTask.FromResult(Next(orders, id)));

        var disorder = (int)CreationOrder.LongestDisorder.TotalMinutes;
        Assert.Equal(new IdRange(6000 - disorder, 6010 + disorder), ids);
    }

    private static (long Id, DateTimeOffset CreatedAt)? Next((long Id, DateTimeOffset CreatedAt)[] orders, long id)
    {
        var place = Array.FindIndex(orders, order => order.Id >= id);
        return place < 0 ? null : orders[place];
    }
}
