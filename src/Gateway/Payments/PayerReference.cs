using System.Globalization;

namespace Tetri.Payments;

/// <summary>
/// What the payer's browser carries through 3-D Secure, as MD or threeDSSessionData: the transaction, and the key of the CVV,
/// which nobody else has. Written as "id" or "id.key".
/// </summary>
internal readonly record struct PayerReference(long TransactionId, string? Key)
{
    public static PayerReference? Read(string? text)
    {
        if (text is null || text.Length > 80)
            return null;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var id = dot < 0 ? text : text[..dot];
        return long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var transactionId)
            ? new PayerReference(transactionId, dot < 0 ? null : text[(dot + 1)..])
            : null;
    }

    public override string ToString() =>
        Key is null ? TransactionId.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{TransactionId}.{Key}");
}
