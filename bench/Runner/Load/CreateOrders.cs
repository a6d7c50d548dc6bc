namespace Tetri.Bench.Load;

/// <summary>Orders, each under an order_id of its own.</summary>
internal sealed class CreateOrders(Uri server, bool randomIds) : IWork
{
    private readonly SignedMessage _order = SignedMessage.Order(server);
    private readonly OrderIds _ids = new(randomIds);

    public ReadOnlySpan<byte> Begin(int connection) => _order.For(_ids.Next());

    public WorkState Take(int connection, ReadOnlySpan<byte> answer, out ReadOnlySpan<byte> next)
    {
        next = default;
        return WorkState.Done;
    }
}
