using System.Diagnostics;

namespace Tetri.Simulation;

internal static class Eventually
{
    /// <summary>Looks until it sees what it waits for, and gives that.</summary>
    public static async Task<T> BecomesAsync<T>(Func<Task<T>> look, Func<T, bool> wanted, string what, int seconds = 20)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var seen = await look();
            if (wanted(seen))
                return seen;
            if (waited.Elapsed.TotalSeconds > seconds)
                Assert.Fail($"Not within {seconds} seconds: {what}. Last seen: {Wire.Json(seen)}");
            await Task.Delay(25);
        }
    }
}
