using Tetri.Orders;

namespace Tetri.Protocol;

/// <summary>A request as decoded: what it says, not yet whether that is right.</summary>
internal sealed class ProtocolRequest
{
    public required WireFormat Format { get; init; }
    public required MessageVersion Version { get; init; }

    /// <summary>In 2.0 the members of the order inside data.</summary>
    public required MemberSet Members { get; init; }

    /// <summary>2.0 only: the base64 text as it was sent, which is what the signature covers.</summary>
    public string? Data { get; init; }

    public string? Signature { get; init; }

    /// <summary>SHA-256 over names and values of all members but the signature and card data: equal for two requests that ask the same. Counted at each call.</summary>
    public RequestHash Hash => MemberHash.Of(Members);
}
