using System.Numerics;

namespace Tetri.Bench.Load;

/// <summary>Counts latencies in microseconds: 64 steps for each power of two, so a percentile is right within 1.6 %.</summary>
internal sealed class LatencyHistogram
{
    private const int StepBits = 6;
    private const int Steps = 1 << StepBits;

    private readonly long[] _counts = new long[Steps * 40];
    private long _total;

    public long Max { get; private set; }

    public void Add(long microseconds)
    {
        _counts[Place(microseconds)]++;
        _total++;
        Max = Math.Max(Max, microseconds);
    }

    /// <summary>The upper end of the step that holds the percentile.</summary>
    public long Percentile(double percent)
    {
        var wanted = (long)Math.Ceiling(_total * percent / 100);
        long seen = 0;
        for (var place = 0; place < _counts.Length; place++)
        {
            seen += _counts[place];
            if (seen >= wanted && seen > 0)
                return Math.Min(UpperEnd(place), Max);
        }
        return Max;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        (_total, Max) = (0, 0);
    }

    private static int Place(long value)
    {
        if (value < 2 * Steps)
            return (int)Math.Max(0, value);
        var shift = BitOperations.Log2((ulong)value) - StepBits;
        return Math.Min(shift * Steps + (int)(value >> shift), Steps * 40 - 1);
    }

    private static long UpperEnd(int place)
    {
        if (place < 2 * Steps)
            return place;
        var shift = place / Steps - 1;
        return ((long)(place - shift * Steps + 1) << shift) - 1;
    }
}
