using Tetri.Protocol.Errors;
using Tetri.Protocol.Members;

namespace Tetri.Protocol;

/// <summary>The way of every request: decode, find the merchant, check, call the operation, encode and sign.</summary>
internal sealed class ProtocolEndpoint<T>(string path, MemberTable table, Operation<T> operation, Answer<T> answer, ProtocolContext context)
    where T : class
{
    private const int MaxIdempotencyKey = 255;

    public async Task HandleAsync(HttpContext http)
    {
        var exchange = new ProtocolExchange(http, path, context) { FailsAsPage = table.FailsAsPage };
        try
        {
            if (await ReceiveAsync(http, exchange) is not { } call)
                return;
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

    /// <returns>Null when the request was refused.</returns>
    private async ValueTask<ProtocolCall?> ReceiveAsync(HttpContext http, ProtocolExchange exchange)
    {
        if (await exchange.ReceiveAsync() is not { } decoded)
            return null;
        if (Accept(http.Request, exchange, decoded, out var call) is not { } refusal)
            return call;
        await exchange.WriteAsync(refusal, table);
        return null;
    }

    private GatewayError? Accept(HttpRequest http, ProtocolExchange exchange, in DecodedBody decoded, out ProtocolCall call)
    {
        call = null!;
        if (decoded.Request is not { } request)
            return decoded.Error;
        if (MemberCheck.CheckForm(request, table, http.ContentType) is { } unsuited)
            return unsuited;
        if (MemberCheck.ReadMerchantId(request, out var merchantId) is { } unnamed)
            return unnamed;
        if (context.Merchants.Find(merchantId) is not { } merchant)
            return new GatewayError(1016);
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
