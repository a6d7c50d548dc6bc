using System.Globalization;

namespace Tetri.Bench.Reports;

/// <summary>The median of rounds with the least and the most.</summary>
internal readonly record struct Spread(double Median, double Least, double Most, int Count)
{
    /// <summary>Null when there is nothing.</summary>
    public static Spread? Of(IEnumerable<double?> values)
    {
        var sorted = values.OfType<double>().Order().ToList();
        return sorted.Count == 0 ? null : new((sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2, sorted[0], sorted[^1], sorted.Count);
    }

    public string Text(string format)
    {
        string Number(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        return Count == 1 ? Number(Median) : $"{Number(Median)} ({Number(Least)}–{Number(Most)})";
    }
}
