using Tetri.Client;

namespace Shop;

internal static class Recurring
{
    /// <param name="rectoken">Of an order that was created with RequiredRectoken.</param>
    public static async Task<string> RunAsync(TetriClient client, string rectoken)
    {
        var orderId = Guid.NewGuid().ToString("N");
        try
        {
            var order = await client.Cards.RecurringAsync(new() { OrderId = orderId, OrderDesc = "Next month", Amount = 700, Currency = "GEL", Rectoken = rectoken });
            return order.OrderStatus == OrderStatuses.Approved ? "paid" : $"declined: {order.ResponseDescription}";
        }
        catch (TetriException e) when (e.OutcomeUnknown)
        {
            // The card may have been charged. Nothing is sent again before the order's status is known.
            var order = await client.Orders.StatusAsync(new() { OrderId = orderId });
            return order.OrderStatus;
        }
    }
}
