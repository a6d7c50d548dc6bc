using Tetri.Merchants;
using Tetri.Protocol.Errors;

namespace Tetri.Protocol;

/// <summary>A request whose merchant, members and signature hold, with what the operation needs to know of its way here.</summary>
/// <param name="PublicUrl">Our own address as the caller sees it, without a trailing slash.</param>
/// <param name="IdempotencyKey">Of the header Idempotency-Key; the body's part is <see cref="ProtocolRequest.Hash"/>.</param>
internal sealed record ProtocolCall(ProtocolRequest Request, Merchant Merchant, string PublicUrl, string? ClientIp, string? IdempotencyKey);

/// <summary>What is answered; the endpoint writes it to the wire.</summary>
internal abstract record ProtocolReply
{
    private ProtocolReply() { }

    public sealed record Success(ResponseMembers Members, AnswerSignature Signature) : ProtocolReply;

    public sealed record Failure(GatewayError Error) : ProtocolReply;

    /// <summary>An array, written as its rows come, so that memory stays flat. Unsigned: each row signs for itself or not at all.</summary>
    public sealed record Rows(IAsyncEnumerable<ResponseMembers> Each) : ProtocolReply;

    /// <summary>302 to a page.</summary>
    public sealed record Redirect(string Url) : ProtocolReply;

    public static implicit operator ProtocolReply(GatewayError error) => new Failure(error);
}

/// <summary>Does what a call asks for.</summary>
internal delegate ValueTask<Result<T>> Operation<T>(ProtocolCall call, CancellationToken cancellation)
    where T : class;

/// <summary>Says what is answered of it.</summary>
internal delegate ProtocolReply Answer<T>(ProtocolCall call, T done)
    where T : class;
