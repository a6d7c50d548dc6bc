using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Tetri.Merchants;
using Tetri.Orders;
using Tetri.Payments;

namespace Tetri.Callbacks;

/// <summary>What of an order a callback tells: the state as it was when the callback was owed. The order's terms never change and are read when it is sent.</summary>
internal sealed record CallbackContent
{
    public required OrderState State { get; init; }
    public required Payment Payment { get; init; }
}

/// <summary>Makes the callback that a change of an order owes its merchant, and wakes the worker once the change is committed.</summary>
internal sealed class OwedCallbacks(KnownMerchants merchants)
{
    private readonly Channel<bool> _announced =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Null when neither the order nor its merchant names an address.</summary>
    public Callback? For(Order order, DateTimeOffset now)
    {
        var url = order.Terms.ServerCallbackUrl ?? merchants.Find(order.MerchantId)?.Settings.ServerCallbackUrl;
        if (string.IsNullOrEmpty(url))
            return null;
        return new Callback
        {
            MerchantId = order.MerchantId,
            PaymentId = order.PaymentId,
            OrderId = order.Terms.OrderId,
            Url = url,
            OrderVersion = order.Version,
            MessageVersion = order.Terms.Version,
            Content = JsonSerializer.Serialize(
                new CallbackContent { State = order.State, Payment = order.Payment }, CallbackJson.Default.CallbackContent),
            OwedAt = now,
            DueAt = now,
        };
    }

    public void Announce() => _announced.Writer.TryWrite(true);

    /// <summary>Returns when a callback was announced since the last wait.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellation) => await _announced.Reader.ReadAsync(cancellation);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CallbackContent))]
internal sealed partial class CallbackJson : JsonSerializerContext;
