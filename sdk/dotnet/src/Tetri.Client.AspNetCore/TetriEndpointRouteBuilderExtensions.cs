using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tetri.Client.AspNetCore;

/// <summary>The endpoint that the gateway posts to.</summary>
public static class TetriEndpointRouteBuilderExtensions
{
    private const int LargestBody = 256 * 1024;

    /// <summary>
    /// Takes callbacks at <paramref name="pattern"/>, which is what <see cref="OrderRequest.ServerCallbackUrl"/> names. A callback that the gateway did not sign
    /// gets 400 and never reaches <paramref name="handle"/>. When it returns, the gateway is told 200; when it throws, the gateway sends the callback again.
    /// A callback may come twice, and a newer one may replace an older.
    /// </summary>
    public static IEndpointConventionBuilder MapTetriCallback(this IEndpointRouteBuilder endpoints, string pattern, Func<Order, HttpContext, Task> handle)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(handle);
        return endpoints.MapPost(pattern, (RequestDelegate)(async context =>
        {
            if (await ReadAsync(context.Request).ConfigureAwait(false) is not { } body)
            {
                context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                return;
            }
            Order order;
            try
            {
                order = context.RequestServices.GetRequiredService<TetriClient>().Callbacks.Read(body.WrittenSpan, context.Request.ContentType);
            }
            catch (SignatureException e)
            {
                context.RequestServices.GetRequiredService<ILogger<TetriClient>>().CallbackRefused(e.Reason, e.Message);
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }
            await handle(order, context).ConfigureAwait(false);
        }));
    }

    /// <summary>The bytes as they came; null when there are too many.</summary>
    private static async Task<ArrayBufferWriter<byte>?> ReadAsync(HttpRequest request)
    {
        var body = new ArrayBufferWriter<byte>();
        int read;
        while ((read = await request.Body.ReadAsync(body.GetMemory(4096), request.HttpContext.RequestAborted).ConfigureAwait(false)) > 0)
        {
            body.Advance(read);
            if (body.WrittenCount > LargestBody)
                return null;
        }
        return body;
    }
}
