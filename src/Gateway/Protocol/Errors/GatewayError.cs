namespace Tetri.Protocol.Errors;

/// <summary>A refusal of the closed list. Its text is made from the code's template of <see cref="ErrorCodes"/>.</summary>
/// <param name="Code">A code of spec/error-codes.json.</param>
/// <param name="Detail">What fills the template's place: a parameter name, an order id, a currency.</param>
/// <param name="Explanation">
/// What test mode adds: behind the text of 1014, otherwise in the header X-Tetri-Notice, since clients compare texts. Never sent in live mode.
/// </param>
internal sealed record GatewayError(int Code, string? Detail = null, string? Explanation = null)
{
    /// <summary>The store takes no more at the moment, or is away: 1002 with HTTP 503, safe to try again.</summary>
    public static readonly GatewayError Busy = new(1002) { IsBusy = true };

    public static readonly GatewayError UnknownMerchant =
        new(1016, Explanation: "no merchant has this id; the sandbox has 1549901 from the start, `tetri merchants add` makes others");

    /// <summary>The merchant of code 1012 and 1013, where the text names it.</summary>
    public long? MerchantId { get; init; }

    /// <summary>The same request may be sent again.</summary>
    public bool IsBusy { get; init; }

    public static GatewayError Malformed(string explanation) => new(1005, Explanation: explanation);

    public static GatewayError NotUtf8(string explanation) => new(1046, Explanation: explanation);

    public static GatewayError Missing(string parameter) => new(1008, parameter);

    public static GatewayError Empty(string parameter) => new(1009, parameter);

    public static GatewayError Incorrect(string parameter, string? explanation = null) => new(1007, parameter, explanation);
}
