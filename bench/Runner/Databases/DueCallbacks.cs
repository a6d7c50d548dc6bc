using System.Text;
using Tetri.Bench.Load;

namespace Tetri.Bench.Databases;

/// <summary>Approved orders whose callbacks are owed and due, as after a night in which the shops' servers were down.</summary>
internal static class DueCallbacks
{
    private const long Version101 = 1, Due = 0, OrderVersion = 2;

    /// <param name="urls">Where the callbacks go, in turn.</param>
    public static void AddTo(Database database, int count, IReadOnlyList<string> urls)
    {
        var now = DateTimeOffset.UtcNow;
        var payment = PastOrders.Payment(now);
        var ids = new OrderIds(random: true);
        var orderIds = new string[count];
        using (var rows = database.Write("orders", PastOrders.Columns))
        {
            for (var number = 0; number < count; number++)
            {
                orderIds[number] = Encoding.ASCII.GetString(ids.Next());
                rows.Add(PastOrders.Row(number, PastOrders.MeasuredMerchant, orderIds[number], PastOrders.Approved, now, urls[number % urls.Count], payment));
            }
            rows.Complete();
        }
        using var callbacks = database.Write(
            "callbacks", "merchant_id", "payment_id", "order_id", "url", "destination", "order_version", "message_version", "content", "state",
            "attempts", "owed_at", "due_at");
        var content = $$"""{"State":{{PastOrders.Approved}},"Payment":{{payment}}}""";
        var destinations = urls.Select(url => $"{PastOrders.MeasuredMerchant}@{new Uri(url).Authority}").ToList();
        for (var number = 0; number < count; number++)
        {
            var shop = number % urls.Count;
            callbacks.Add(
            [
                PastOrders.MeasuredMerchant, PastOrders.PaymentId(number), orderIds[number], urls[shop], destinations[shop], OrderVersion, Version101,
                content, Due, 0L, now.ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(),
            ]);
        }
        callbacks.Complete();
    }
}
