using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;
using System.Text;

namespace Tetri.Bench.Load;

/// <summary>
/// Order ids of one length. Random ones spread over the whole index, which is the hardest case for the store; sequential ones
/// are what most shops send.
/// </summary>
internal sealed class OrderIds(bool random)
{
    public const int Length = 20;

    private readonly Random _random = new();
    private readonly byte[] _id = Encoding.ASCII.GetBytes("Test".PadRight(Length));
    private long _next = Stopwatch.GetTimestamp();

    /// <summary>Good until the next call.</summary>
    public ReadOnlySpan<byte> Next()
    {
        var number = random ? _random.NextInt64() : _next++;
        Utf8Formatter.TryFormat(number, _id.AsSpan(4), out _, new StandardFormat(random ? 'x' : 'D', Length - 4));
        return _id;
    }
}
