namespace Tetri.Store;

/// <summary>What may be used once, by merchant and endpoint: an Idempotency-Key header, for 24 hours, or a wallet's container.</summary>
/// <param name="BodyHash">SHA-256 of the request's members, hex; empty for a container.</param>
internal sealed record IdempotencyKey(long MerchantId, string Endpoint, string Key, string BodyHash, DateTimeOffset KeptUntil);

/// <summary>What an idempotency key was used for.</summary>
internal sealed record IdempotentUse(string BodyHash, long PaymentId);
