using System.Collections.Concurrent;
using Tetri.Client;
using Tetri.Client.AspNetCore;

namespace Shop;

/// <summary>Stands for the shop's own database.</summary>
internal sealed class PaidOrders
{
    private readonly ConcurrentDictionary<string, long> _amounts = new();

    public void Add(string orderId, long amount) => _amounts[orderId] = amount;

    public long? AmountOf(string orderId) => _amounts.TryGetValue(orderId, out var amount) ? amount : null;
}

internal static class HandleCallback
{
    public static void Map(WebApplication app)
    {
        app.MapTetriCallback("/callback", (order, context) =>
        {
            // Only what the gateway signed comes here. It may come twice: what is written must be the same again.
            if (order.OrderStatus == OrderStatuses.Approved)
                context.RequestServices.GetRequiredService<PaidOrders>().Add(order.OrderId, order.ActualAmount!.Value);
            return Task.CompletedTask;
        });
        app.MapGet("/paid/{orderId}", (string orderId, PaidOrders paid) => paid.AmountOf(orderId) is { } amount ? Results.Text($"{amount}") : Results.NotFound());
    }
}
