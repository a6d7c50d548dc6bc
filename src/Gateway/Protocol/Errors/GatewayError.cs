namespace Tetri.Protocol.Errors;

/// <summary>A refusal of the closed list. Its text is made from the code's template of <see cref="ErrorCodes"/>.</summary>
/// <param name="Code">A code of spec/error-codes.json.</param>
/// <param name="Detail">What fills the template's place: a parameter name, an order id, a currency.</param>
/// <param name="Explanation">What test mode adds behind the text; never sent in live mode.</param>
internal sealed record GatewayError(int Code, string? Detail = null, string? Explanation = null)
{
    /// <summary>The merchant of code 1012 and 1013, where the text names it.</summary>
    public long? MerchantId { get; init; }

    /// <summary>The store takes no more at the moment: 1002 with HTTP 503, safe to try again.</summary>
    public static readonly GatewayError Busy = new(1002) { IsBusy = true };

    /// <summary>Nothing was done and the same request may be sent again.</summary>
    public bool IsBusy { get; init; }
}
