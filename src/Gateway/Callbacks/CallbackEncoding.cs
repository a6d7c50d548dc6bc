using Tetri.Merchants;
using Tetri.Protocol;
using Tetri.Store;

namespace Tetri.Callbacks;

/// <summary>Turns an owed callback into the signed message of its order's version, with the keys of this moment.</summary>
internal sealed class CallbackEncoding(GatewayStore store, GatewayOptions options)
{
    public WireMessage Encode(DueCallback due, Merchant merchant) => CallbackEncoder.Encode(due.Callback, due.Order, merchant, options.IsSandbox);

    public async ValueTask<WireMessage> EncodeAsync(Callback callback, Merchant merchant, CancellationToken cancellation)
    {
        var order = await store.FindOrderAsync(callback.MerchantId, callback.PaymentId, cancellation)
            ?? throw new InvalidOperationException($"Callback {callback.Id} has no order.");
        return Encode(new DueCallback(callback, order), merchant);
    }
}
