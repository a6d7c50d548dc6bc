namespace Tetri.Store;

/// <summary>An Idempotency-Key header as kept: scope merchant and endpoint, for 24 hours.</summary>
/// <param name="BodyHash">SHA-256 of the request's members, hex.</param>
internal sealed record IdempotencyKey(long MerchantId, string Endpoint, string Key, string BodyHash, DateTimeOffset KeptUntil);

/// <summary>What an idempotency key was used for.</summary>
internal sealed record IdempotentUse(string BodyHash, long PaymentId);
