using System.Buffers;
using System.Buffers.Text;

namespace Tetri.Bench;

/// <summary>
/// Order ids of one length. Random ones spread over the whole index, which is the hardest case for the store; sequential ones
/// are what most shops send.
/// </summary>
internal sealed class OrderIds(bool random, long firstNumber)
{
    public const int Length = 20;

    private readonly Random _random = new();
    private long _next = firstNumber;

    public void WriteNext(Span<byte> into)
    {
        "Test"u8.CopyTo(into);
        var number = random ? _random.NextInt64() : _next++;
        Utf8Formatter.TryFormat(number, into[4..Length], out _, new StandardFormat(random ? 'x' : 'D', Length - 4));
    }
}
