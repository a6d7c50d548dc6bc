using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tetri.Bench.Load;

/// <summary>Turns the windows of all rounds into one Markdown table. A ratio is taken within its round; shown is the median (least–most).</summary>
internal static class Report
{
    private const string Baseline = "bare";
    private const string Empty = "empty";

    public static string Of(IEnumerable<string> lines)
    {
        var windows = lines.Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize(line, WindowJson.Default.Window)!).ToList();
        var text = new StringBuilder("""
            | orders before | connections | answers/s | of bare | of empty | p50 ms | p99 ms | p99 of bare | p99.9 ms | worst ms | CPU µs | allocated B | RSS MB | log MB most / end | errors | rounds |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|

            """);
        foreach (var row in windows.GroupBy(window => (window.Connections, window.Label)).OrderBy(row => row.Key.Connections))
            AddRow(text, [.. row], windows);
        var cores = windows.Max(window => window.GeneratorCores);
        text.Append(CultureInfo.InvariantCulture, $"\nThe generator used at most {cores:0.00} core. ");
        text.AppendLine("Median of rounds (least–most); ratios within a round. Latencies are of a closed loop.");
        if (windows.FirstOrDefault(window => window.FirstError is not null) is { } failed)
            text.AppendLine(CultureInfo.InvariantCulture, $"First error ({failed.Label}): {failed.FirstError}");
        return text.ToString();
    }

    private static void AddRow(StringBuilder text, List<Window> row, List<Window> all)
    {
        var (first, count) = (row[0], row.Count);
        var cells = new[]
        {
            first.Label,
            first.Connections.ToString(CultureInfo.InvariantCulture),
            Spread(row.Select(window => window.PerSecond), "0"),
            Spread(Ratios(row, all, Baseline, window => window.PerSecond), "0.00"),
            Spread(Ratios(row, all, Empty, window => window.PerSecond), "0.00"),
            Spread(row.Select(window => window.P50 / 1e3), "0.0"),
            Spread(row.Select(window => window.P99 / 1e3), "0.0"),
            Spread(Ratios(row, all, Baseline, window => window.P99), "0.0"),
            Spread(row.Select(window => window.P999 / 1e3), "0.0"),
            Spread(row.Select(window => window.Max / 1e3), "0"),
            Spread(Known(row, window => window.CpuMicroseconds), "0"),
            Spread(Known(row, window => window.AllocatedBytes), "0"),
            Spread(Known(row, window => window.ResidentMegabytes), "0"),
            $"{Most(row, window => window.WalMegabytesMost)} / {Most(row, window => window.WalMegabytesAtEnd)}",
            row.Sum(window => window.Errors).ToString(CultureInfo.InvariantCulture),
            count.ToString(CultureInfo.InvariantCulture),
        };
        text.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");
    }

    private static IEnumerable<double> Ratios(List<Window> row, List<Window> all, string label, Func<Window, double> of) =>
        from window in row
        where window.Label != label && !(label == Empty && window.Label == Baseline)
        let other = all.Find(other => other.Label == label && other.Round == window.Round && other.Connections == window.Connections)
        where other is not null
        select of(window) / of(other);

    private static IEnumerable<double> Known(List<Window> row, Func<Window, double?> of) => row.Select(of).OfType<double>();

    private static string Most(List<Window> row, Func<Window, double?> of) =>
        Known(row, of).DefaultIfEmpty(double.NaN).Max() is var most && double.IsNaN(most) ? "–" : most.ToString("0", CultureInfo.InvariantCulture);

    private static string Spread(IEnumerable<double> values, string format)
    {
        var sorted = values.Order().ToList();
        if (sorted.Count == 0)
            return "–";
        var median = (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        return sorted.Count == 1 ? Text(median) : $"{Text(median)} ({Text(sorted[0])}–{Text(sorted[^1])})";
    }
}
