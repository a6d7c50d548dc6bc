using Tetri.Protocol.Errors;
using Tetri.Protocol.Members;

namespace Tetri.Protocol;

/// <summary>Does what a browser or an app asks for without a signature, and says what is answered.</summary>
internal delegate ValueTask<ProtocolReply> UnsignedOperation(MemberSet members, HttpContext http);

/// <summary>An endpoint for browsers and apps: it speaks as the others do, in JSON, but nothing is signed, so the operation itself must know what it may do.</summary>
/// <param name="isForPages">Pages of other origins may call it; their browsers say whose they are in the header Origin.</param>
internal sealed class UnsignedEndpoint(string path, UnsignedOperation operation, bool isForPages, ProtocolContext context)
{
    public static MemberTable AnyMembers { get; } = new() { JsonOnly = true, Versions = SpokenVersions.Flat };

    public async Task HandleAsync(HttpContext http)
    {
        if (isForPages)
        {
            http.Response.Headers.AccessControlAllowOrigin = "*";
            if (HttpMethods.IsOptions(http.Request.Method))
            {
                http.Response.Headers.AccessControlAllowHeaders = "Content-Type";
                http.Response.Headers.AccessControlMaxAge = "86400";
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }
        }
        var exchange = new ProtocolExchange(http, path, context);
        try
        {
            await AnswerAsync(http, exchange);
        }
        catch (Exception fault)
        {
            if (!await exchange.AnswerFaultAsync(fault, AnyMembers))
                throw;
        }
        finally
        {
            exchange.Release();
        }
    }

    private async Task AnswerAsync(HttpContext http, ProtocolExchange exchange)
    {
        if (!await exchange.ReceiveAsync())
            return;
        var refusal = exchange.Request is { } request ? MemberCheck.CheckForm(request, AnyMembers, http.Request.ContentType) : exchange.Unread;
        await exchange.WriteAsync(refusal is null ? await operation(exchange.Request!.Members, http) : refusal, AnyMembers);
    }
}
