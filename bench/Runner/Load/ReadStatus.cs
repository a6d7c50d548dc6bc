using System.Text;

namespace Tetri.Bench.Load;

/// <summary>Asks how orders stand, in random order.</summary>
internal sealed class ReadStatus(Uri server, IReadOnlyList<string> orderIds) : IWork
{
    private readonly SignedMessage _status = SignedMessage.Status(server);
    private readonly byte[][] _ids = [.. orderIds.Where(id => id.Length == OrderIds.Length).Select(Encoding.ASCII.GetBytes)];
    private readonly Random _random = new();

    public ReadOnlySpan<byte> Begin(int connection) => _status.For(_ids[_random.Next(_ids.Length)]);

    public WorkState Take(int connection, ReadOnlySpan<byte> answer, out ReadOnlySpan<byte> next)
    {
        next = default;
        return answer.IndexOf("\"order_status\":"u8) >= 0 ? WorkState.Done : WorkState.Failed;
    }
}
