using Tetri.Payments;

namespace Tetri.Connectors;

/// <summary>A bank where a payer can pay: by open banking, or in installments.</summary>
/// <param name="System">As payment_systems on the wire.</param>
/// <param name="Method">As payment_method on the wire.</param>
internal sealed record Bank(string System, string Method, string Name);

/// <summary>One request to be paid at a bank.</summary>
internal sealed record BankPayment
{
    public required long TransactionId { get; init; }
    public required long MerchantId { get; init; }
    public required string MerchantName { get; init; }
    public required string OrderId { get; init; }
    public required string Description { get; init; }
    public required Money Amount { get; init; }
    public required Bank Bank { get; init; }

    /// <summary>The order's reservation_data: base64 of a JSON object, or null.</summary>
    public string? ReservationData { get; init; }

    public string? PayerIp { get; init; }

    /// <summary>The gateway's own base address as the payer sees it, without a trailing slash.</summary>
    public required string PublicUrl { get; init; }

    /// <summary>Where the bank sends the payer back to, whatever he decided.</summary>
    public required string ReturnUrl { get; init; }
}
