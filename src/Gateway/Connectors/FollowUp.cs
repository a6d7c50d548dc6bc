using Tetri.Payments;

namespace Tetri.Connectors;

/// <summary>One request about money that was approved before: to take it from a hold, or to give it back.</summary>
/// <param name="TransactionId">Of this request: asked twice it moves money once.</param>
/// <param name="OriginalId">The approved transaction.</param>
/// <param name="ReservationData">The order's reservation_data: base64 of a JSON object, or null.</param>
internal sealed record FollowUp(long TransactionId, long OriginalId, Money Amount, string? ReservationData);
