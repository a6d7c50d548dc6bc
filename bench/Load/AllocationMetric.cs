using System.Globalization;

namespace Tetri.Bench.Load;

/// <summary>Reads the bytes that a server's collector has handed out so far from its Prometheus page.</summary>
internal static class AllocationMetric
{
    private static readonly string[] Names = ["dotnet_gc_heap_total_allocated", "process_runtime_dotnet_gc_allocations_size"];

    /// <returns>Null when there is no such page or metric.</returns>
    public static async Task<double?> ReadAsync(Uri page)
    {
        try
        {
            return await FindAsync(page);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<double?> FindAsync(Uri page)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var client = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        using var answer = await client.SendAsync(request, CancellationToken.None);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is { } line)
        {
            if (!Array.Exists(Names, name => line.StartsWith(name, StringComparison.Ordinal)))
                continue;
            var end = line.LastIndexOf('}') + 1;
            var value = line[(end == 0 ? line.IndexOf(' ', StringComparison.Ordinal) : end)..].Trim().Split(' ')[0];
            return double.Parse(value, CultureInfo.InvariantCulture);
        }
        return null;
    }
}
