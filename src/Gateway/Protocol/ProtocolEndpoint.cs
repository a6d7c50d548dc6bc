using Tetri.Protocol.Errors;
using Tetri.Protocol.Members;

namespace Tetri.Protocol;

/// <summary>The way of every request: decode, find the merchant, check, call the operation, encode and sign.</summary>
/// <param name="ofApps">What is done where an app asks, which has no key to sign with; null where apps don't ask.</param>
internal sealed class ProtocolEndpoint<T>(string path, MemberTable table, Operation<T> operation, Answer<T> answer, ProtocolContext context, UnsignedOperation? ofApps)
    where T : class
{
    /// <summary>The published libraries for apps say by this that they are one.</summary>
    private const string AppHeader = "SDK-OS";

    private const int MaxIdempotencyKey = 255;

    public async Task HandleAsync(HttpContext http)
    {
        var exchange = new ProtocolExchange(http, path, context) { FailsAsPage = table.FailsAsPage };
        try
        {
            if (!await exchange.ReceiveAsync())
                return;
            if (ofApps is not null && exchange.Request is { Signature: null } unsigned && http.Request.Headers.ContainsKey(AppHeader))
            {
                await AnswerAppAsync(ofApps, exchange, unsigned, http);
                return;
            }
            if (Accept(http.Request, exchange, out var call) is { } refusal)
            {
                await exchange.WriteAsync(refusal, table);
                return;
            }
            var result = await operation(call, http.RequestAborted);
            await exchange.WriteAsync(result.Succeeded ? answer(call, result.Value) : result.Error, table);
        }
        catch (Exception fault)
        {
            if (!await exchange.AnswerFaultAsync(fault, table))
                throw;
        }
        finally
        {
            exchange.Release();
        }
    }

    private async Task AnswerAppAsync(UnsignedOperation answerOf, ProtocolExchange exchange, ProtocolRequest request, HttpContext http) =>
        await exchange.WriteAsync(MemberCheck.CheckForm(request, UnsignedEndpoint.AnyMembers, http.Request.ContentType) ?? await answerOf(request.Members, http), table);

    private GatewayError? Accept(HttpRequest http, ProtocolExchange exchange, out ProtocolCall call)
    {
        call = null!;
        if (exchange.Request is not { } request)
            return exchange.Unread;
        if (MemberCheck.CheckForm(request, table, http.ContentType) is { } unsuited)
            return unsuited;
        if (MemberCheck.ReadMerchantId(request, out var merchantId) is { } unnamed)
            return unnamed;
        if (context.Merchants.Find(merchantId) is not { } merchant)
            return GatewayError.UnknownMerchant;
        exchange.Merchant = merchant;
        if (MemberCheck.Validate(request, table) is { } invalid)
            return invalid;

        var isSandbox = context.Options.IsSandbox;
        var verdict = SignatureCheck.Check(request, table, merchant, acceptFormerIds: isSandbox);
        if (verdict.Error is { } unsigned)
        {
            return isSandbox && unsigned is { Code: 1014, Explanation: null }
                ? unsigned with { Explanation = SignatureExplainer.Explain(request, table, merchant, context.Merchants.All) }
                : unsigned;
        }
        exchange.IsVerified = true;
        if (verdict.FormerId is { } formerId)
            exchange.Notice = $"The signature was made for merchant_id {formerId}, a former id of {merchant.Id}; only the sandbox accepts it.";

        var idempotencyKey = http.Headers["Idempotency-Key"].ToString();
        if (idempotencyKey.Length > MaxIdempotencyKey)
            return GatewayError.Incorrect("Idempotency-Key", $"it is longer than {MaxIdempotencyKey} characters");
        call = new ProtocolCall(request, merchant, context.Address.Of(http), context.Address.ClientIpOf(http),
            idempotencyKey.Length == 0 ? null : idempotencyKey);
        return null;
    }
}
