using System.Globalization;
using System.Net;
using System.Text;
using Tetri.Bench.Sides;

namespace Tetri.Bench.Reports;

/// <summary>Bars of what each side gave, as an SVG picture that follows the reader's light or dark theme. A thin line spans the least and the most round.</summary>
internal sealed class Chart
{
    private const int Width = 760, LabelWidth = 250, ValueWidth = 110, BarWidth = Width - LabelWidth - ValueWidth;
    private const int RowHeight = 26, BarHeight = 16, TitleHeight = 40;

    private readonly StringBuilder _shapes = new();
    private int _y;

    public static string Of(Rounds rounds)
    {
        var chart = new Chart();
        string[] single = [SideName.Bare, SideName.Sqlite, SideName.Filled(SideName.Sqlite), SideName.Express,
            SideName.Postgres, SideName.Filled(SideName.Postgres), SideName.Pgbench, SideName.Fastify];
        foreach (var connections in rounds.All.Select(measured => measured.Connections).Where(connections => connections > 1).Distinct().Order())
            chart.AddPanel($"Orders a second, {connections} connections", rounds, single, connections, measured => measured.PerSecond, "#,0");
        chart.AddPanel("p99 in milliseconds, 64 connections", rounds, single, AllSides.FewConnections, measured => measured.P99 / 1e3, "0.0");
        return chart.Svg();
    }

    private void AddPanel(string title, Rounds rounds, string[] sides, int connections, Func<Measurement, double?> of, string format)
    {
        var bars = sides
            .Select(side => (Side: rounds.All.FirstOrDefault(measured => measured.Side == side), Spread: rounds.Values(side, connections, of)))
            .Where(bar => bar is { Side: not null, Spread: not null })
            .ToList();
        if (bars.Count == 0)
            return;
        _y += TitleHeight;
        Add($"""<text class="title" x="0" y="{_y - 14}">{title}</text>""");
        var most = bars.Max(bar => bar.Spread!.Value.Most);
        foreach (var (side, spread) in bars)
            AddBar(side!, spread!.Value, most, format);
    }

    private void AddBar(Measurement side, Spread spread, double most, string format)
    {
        string At(double value) => (LabelWidth + value / most * BarWidth).ToString("0.#", CultureInfo.InvariantCulture);
        var (top, middle) = (_y + (RowHeight - BarHeight) / 2, _y + RowHeight / 2);
        var kind = side.Side == SideName.Bare ? "bare" : side.Side is SideName.Express or SideName.Fastify or SideName.Pgbench ? "peer" : "ours";
        var width = (spread.Median / most * BarWidth).ToString("0.#", CultureInfo.InvariantCulture);
        Add($"""<text x="{LabelWidth - 10}" y="{middle + 4}" text-anchor="end">{WebUtility.HtmlEncode(Report.Label(side))}</text>""");
        Add($"""<rect class="{kind}" x="{LabelWidth}" y="{top}" width="{width}" height="{BarHeight}" rx="2"/>""");
        if (spread.Count > 1)
            Add($"""<path class="spread" d="M{At(spread.Least)} {middle}H{At(spread.Most)}M{At(spread.Least)} {middle - 4}v8M{At(spread.Most)} {middle - 4}v8"/>""");
        var value = spread.Median.ToString(format, CultureInfo.InvariantCulture).Replace(',', ' ');
        Add($"""<text x="{At(Math.Max(spread.Median, spread.Most))}" dx="8" y="{middle + 4}">{value}</text>""");
        _y += RowHeight;
    }

    private string Svg() => $$"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{Width}} {{_y + 10}}" width="{{Width}}" height="{{_y + 10}}" role="img" aria-label="Orders a second and latencies of each side">
        <style>
        text { font: 13px system-ui, sans-serif; fill: #1f2328 }
        .title { font-weight: 600; font-size: 14px }
        .ours { fill: #2f6fde }
        .peer { fill: #c98a1b }
        .bare { fill: #8b949e }
        .spread { stroke: #1f2328; stroke-width: 1.2; fill: none; opacity: .7 }
        @media (prefers-color-scheme: dark) {
        text { fill: #e6edf3 }
        .ours { fill: #5b93f5 }
        .peer { fill: #d9a441 }
        .bare { fill: #6e7681 }
        .spread { stroke: #e6edf3 }
        }
        </style>
        {{_shapes}}</svg>

        """;

    private void Add(FormattableString shape) => _shapes.AppendLine(shape.ToString(CultureInfo.InvariantCulture));
}
