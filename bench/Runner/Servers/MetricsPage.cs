using System.Globalization;

namespace Tetri.Bench.Servers;

/// <summary>What a server's collector says on its Prometheus page.</summary>
internal static class MetricsPage
{
    public static Task<double?> AllocatedBytesAsync(Uri? page) => SumAsync(page, "dotnet_gc_heap_total_allocated");

    public static async Task<double?> HeapMegabytesAsync(Uri? page) => await SumAsync(page, "dotnet_gc_last_collection_heap_size") / 1e6;

    /// <returns>The metric summed over its labels; null when there is no such page or metric.</returns>
    private static async Task<double?> SumAsync(Uri? page, string name)
    {
        if (page is null)
            return null;
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var client = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        using var answer = await client.SendAsync(request, CancellationToken.None);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        double? sum = null;
        while (await reader.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith(name, StringComparison.Ordinal))
                continue;
            var end = line.LastIndexOf('}') + 1;
            var value = line[(end == 0 ? line.IndexOf(' ', StringComparison.Ordinal) : end)..].Trim().Split(' ')[0];
            sum = (sum ?? 0) + double.Parse(value, CultureInfo.InvariantCulture);
        }
        return sum;
    }
}
