namespace Tetri.Bench.Reports;

/// <summary>All that was measured, by side and round.</summary>
internal sealed class Rounds(IReadOnlyList<Measurement> measurements)
{
    public IReadOnlyList<Measurement> All => measurements;

    public static Rounds Read(string file) => new([.. File.ReadLines(file).Where(line => line.Length > 0).Select(Measurement.FromJson)]);

    public Spread? Values(string side, int? connections, Func<Measurement, double?> of) =>
        Spread.Of(Of(side, connections).Select(of));

    /// <summary>One side in terms of another, each time within one round.</summary>
    public Spread? Ratios(string side, string other, int? connections, Func<Measurement, double?> of) =>
        Spread.Of(Of(side, connections).Select(measured =>
            of(measured) / (Of(other, connections).FirstOrDefault(candidate => candidate.Round == measured.Round) is { } match ? of(match) : null)));

    private IEnumerable<Measurement> Of(string side, int? connections) =>
        measurements.Where(measured => measured.Side == side && (connections is null || measured.Connections == connections));
}
