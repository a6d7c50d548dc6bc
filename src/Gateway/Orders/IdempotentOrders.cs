using Tetri.Protocol.Errors;
using Tetri.Store;

namespace Tetri.Orders;

/// <summary>An Idempotency-Key header with the endpoint it was sent to.</summary>
internal sealed record IdempotencyHeader(string Endpoint, string Key)
{
    /// <param name="key">Null where no such header came.</param>
    public static IdempotencyHeader? Of(string endpoint, string? key) => key is null ? null : new(endpoint, key);
}

/// <summary>Knows an order again by the Idempotency-Key of the request that made it: a key makes one order of its merchant at its endpoint.</summary>
internal sealed class IdempotentOrders(GatewayStore store, TimeProvider time)
{
    private static readonly TimeSpan KeyLife = TimeSpan.FromHours(24);

    public IdempotencyKey? KeyOf(OrderTerms terms, IdempotencyHeader? header) =>
        header is null ? null : new IdempotencyKey(terms.MerchantId, header.Endpoint, header.Key, terms.RequestHash.ToString(), time.GetUtcNow() + KeyLife);

    /// <summary>The order that the request made before, or why it is refused; null where the key is new, or there is none.</summary>
    public async ValueTask<Result<Order>?> FindAsync(IdempotencyKey? key)
    {
        if (key is null || await store.FindIdempotentUseAsync(key.MerchantId, key.Endpoint, key.Key, time.GetUtcNow()) is not { } use)
            return null;
        return use.BodyHash == key.BodyHash
            ? (await store.FindOrderAsync(key.MerchantId, use.PaymentId))!
            : new GatewayError(1007, "Idempotency-Key");
    }
}
