using System.Globalization;
using System.Text;
using Tetri.Bench.Sides;

namespace Tetri.Bench.Reports;

/// <summary>The figures, and below them what each side gave, as Markdown.</summary>
internal static class Report
{
    private static readonly (string Title, Func<Measurement, double?> Of, string Format)[] Columns =
    [
        ("per second", measured => measured.PerSecond, "0"),
        ("p50 ms", measured => measured.P50 / 1e3, "0.0"),
        ("p99 ms", measured => measured.P99 / 1e3, "0.0"),
        ("p99.9 ms", measured => measured.P999 / 1e3, "0.0"),
        ("worst ms", measured => measured.Max / 1e3, "0"),
        ("callbacks/s", measured => measured.CallbacksPerSecond, "0"),
        ("callback p50 ms", measured => measured.CallbackP50 / 1e3, "0.0"),
        ("callback p99 ms", measured => measured.CallbackP99 / 1e3, "0.0"),
        ("first answer ms", measured => measured.FirstAnswerMilliseconds, "0"),
        ("CPU µs", measured => measured.CpuMicroseconds, "0"),
        ("database CPU µs", measured => measured.DatabaseCpuMicroseconds, "0"),
        ("allocated B", measured => measured.AllocatedBytes, "0"),
        ("RSS MB", measured => measured.ResidentMegabytes, "0"),
        ("disk writes/s", measured => measured.DiskWritesPerSecond, "0"),
        ("a disk write ms", measured => measured.DiskWriteMilliseconds, "0.0"),
        ("log MB most", measured => measured.LogMegabytesMost, "0"),
    ];

    public static string Of(Rounds rounds)
    {
        var text = new StringBuilder();
        AddFigures(text, rounds);
        AddSides(text, rounds);
        if (rounds.All.Max(measured => measured.GeneratorCores) is { } cores)
            text.Append(CultureInfo.InvariantCulture, $"\nThe generator used at most {cores:0.00} core. ");
        text.AppendLine("Median of rounds (least–most); ratios within a round. Latencies are of a closed loop, but for long runs and runs with half of the shops dead or all alive.");
        if (rounds.All.FirstOrDefault(measured => measured.FirstError is not null) is { } failed)
            text.AppendLine(CultureInfo.InvariantCulture, $"First error ({failed.Side}): {failed.FirstError}");
        return text.ToString();
    }

    /// <summary>As the tables name it.</summary>
    public static string Label(Measurement measured) => measured.OrdersBefore is { } orders
        ? $"{measured.Side.Split(',')[0]}, {orders.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ')} orders"
        : measured.Side;

    private static void AddFigures(StringBuilder text, Rounds rounds)
    {
        text.AppendLine("| figure | goal | measured | reached |").AppendLine("|---|---|---|---|");
        foreach (var figure in Figures.Of(rounds))
        {
            if (figure.Measured is { } measured)
                text.AppendLine(CultureInfo.InvariantCulture, $"| {figure.Name} | {figure.GoalText} | {measured.Text(figure.Format)} | {figure.Verdict} |");
        }
        text.AppendLine();
    }

    private static void AddSides(StringBuilder text, Rounds rounds)
    {
        var rows = rounds.All.GroupBy(measured => (measured.Side, measured.Connections)).Select(row => row.ToList()).ToList();
        var columns = Columns.Where(column => rounds.All.Any(measured => column.Of(measured) is not null)).ToList();
        AddRow(text, ["side", "connections", .. columns.Select(column => column.Title), "errors", "rounds"]);
        AddRow(text, Enumerable.Repeat("---", columns.Count + 4));
        foreach (var row in rows)
        {
            var first = row[0];
            AddRow(text,
            [
                Label(first),
                first.Connections > 0 ? first.Connections.ToString(CultureInfo.InvariantCulture) : "–",
                .. columns.Select(column => Spread.Of(row.Select(column.Of))?.Text(column.Format) ?? "–"),
                row.Sum(measured => measured.Errors).ToString(CultureInfo.InvariantCulture),
                row.Count.ToString(CultureInfo.InvariantCulture),
            ]);
        }
    }

    private static void AddRow(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");
}
