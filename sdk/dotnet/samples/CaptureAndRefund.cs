using Tetri.Client;

namespace Shop;

internal static class CaptureAndRefund
{
    /// <param name="orderId">An approved order that was created with Preauth.</param>
    public static async Task<string> RunAsync(TetriClient client, string orderId)
    {
        await client.Orders.CaptureAsync(new() { OrderId = orderId, Amount = 1050, Currency = "GEL" });

        // The same ReverseId gives nothing back twice, however often this runs.
        var reversal = await client.Orders.ReverseAsync(new() { OrderId = orderId, Amount = 250, Currency = "GEL", ReverseId = $"{orderId}-1" });

        var order = await client.Orders.StatusAsync(new() { OrderId = orderId });
        return $"{reversal.ReverseStatus}: {Money.ToMajor(order.ReversalAmount!.Value, "GEL")} of {Money.ToMajor(order.ActualAmount!.Value, "GEL")} given back";
    }
}
