using System.Globalization;

namespace Tetri.Simulation;

/// <summary>Where randomness comes from: another seed each run, or the one of TETRI_SEED to see a failure again.</summary>
internal static class Seed
{
    public static int Value { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("TETRI_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : Random.Shared.Next();

    public static string Hint { get; } = $"To see it again: TETRI_SEED={Value.ToString(CultureInfo.InvariantCulture)}.";

    /// <summary>The same numbers for the same seed and place, whatever else runs.</summary>
    public static Random For(int place) => new(unchecked(Value * 31 + place));
}
