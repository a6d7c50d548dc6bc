using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using Tetri.Merchants;
using Tetri.Protocol;

namespace Tetri.Callbacks;

/// <summary>
/// One try to deliver: POST, 30 seconds, redirects not followed, and only 200 counts. The answer's body is not read beyond a bound.
/// </summary>
internal sealed class CallbackSender(IHttpMessageHandlerFactory handlers, GatewayOptions options, TimeProvider time)
{
    public const string ClientName = "callbacks";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private const int MostAnswerBytes = 64 * 1024;
    private static readonly MediaTypeHeaderValue Json = MediaTypeHeaderValue.Parse(ContentType.Json);
    private static readonly MediaTypeHeaderValue Form = MediaTypeHeaderValue.Parse(ContentType.Form);

    public async ValueTask<CallbackAttempt> SendAsync(Callback callback, WireMessage message, Merchant merchant, CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        var at = time.GetUtcNow();
        var (outcome, status) = await TryAsync(callback, message, merchant, stopping);
        return new CallbackAttempt
        {
            CallbackId = callback.Id,
            Number = callback.Attempts + 1,
            At = at,
            Outcome = outcome,
            HttpStatus = status,
            Duration = (int)time.GetElapsedTime(started).TotalMilliseconds,
        };
    }

    private async ValueTask<(AttemptOutcome Outcome, int? Status)> TryAsync(
        Callback callback, WireMessage message, Merchant merchant, CancellationToken stopping)
    {
        if (!Uri.TryCreate(callback.Url, UriKind.Absolute, out var url) || !MayCall(url, merchant))
            return (AttemptOutcome.AddressRefused, null);
        using var ended = new CancellationTokenSource(Timeout, time);
        await using var stop = stopping.UnsafeRegister(static ended => ((CancellationTokenSource)ended!).Cancel(), ended);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(message.Body) };
        request.Content.Headers.ContentType = message.ContentType == ContentType.Json ? Json : Form;
        request.Headers.TryAddWithoutValidation("User-Agent", "Mozilla/5.0 (compatible; Tetri)");
        request.Headers.Add("X-Tetri-Callback-Id", callback.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.Add("X-Tetri-Attempt", (callback.Attempts + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.Add("X-Tetri-Owed-At", callback.OwedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
        try
        {
            using var client = new HttpMessageInvoker(handlers.CreateHandler(ClientName), disposeHandler: false);
            using var response = await client.SendAsync(request, ended.Token);
            var outcome = (int)response.StatusCode switch
            {
                200 => await ReadToEndAsync(response, ended.Token) ? AttemptOutcome.Delivered : AttemptOutcome.AnswerTooLarge,
                >= 300 and < 400 => AttemptOutcome.Redirected,
                _ => AttemptOutcome.NotOk,
            };
            return (outcome, (int)response.StatusCode);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return (AttemptOutcome.TimedOut, null);
        }
        catch (HttpRequestException error)
        {
            return (OutcomeOf(error), null);
        }
        catch (IOException)
        {
            return (AttemptOutcome.ConnectionFailed, null);
        }
    }

    private bool MayCall(Uri url, Merchant merchant) =>
        url.Scheme == Uri.UriSchemeHttps ||
        (url.Scheme == Uri.UriSchemeHttp && (options.IsSandbox || merchant.Settings.PlainHttpCallbacks));

    private static AttemptOutcome OutcomeOf(HttpRequestException error) => error switch
    {
        { InnerException: CallbackAddressRefusedException } => AttemptOutcome.AddressRefused,
        { HttpRequestError: HttpRequestError.NameResolutionError } => AttemptOutcome.NameNotResolved,
        { HttpRequestError: HttpRequestError.SecureConnectionError } or { InnerException: AuthenticationException } => AttemptOutcome.TlsFailed,
        _ => AttemptOutcome.ConnectionFailed,
    };

    private static async ValueTask<bool> ReadToEndAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentLength == 0)
            return true;
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            for (var total = 0; total <= MostAnswerBytes;)
            {
                var read = await body.ReadAsync(buffer, cancellation);
                if (read == 0)
                    return true;
                total += read;
            }
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

/// <summary>A callback's host resolves to an address that callbacks must not reach.</summary>
internal sealed class CallbackAddressRefusedException(IPAddress address) : Exception($"Callbacks may not go to {address}.");

/// <summary>Connects callbacks. In live mode it resolves the host once, refuses private ranges and connects to the very address it checked.</summary>
internal static class CallbackConnection
{
    /// <summary>The client that <see cref="CallbackSender"/> asks for.</summary>
    public static void AddCallbackClient(this IServiceCollection services, GatewayOptions options) =>
        services.AddHttpClient(CallbackSender.ClientName).ConfigurePrimaryHttpMessageHandler(() => CreateHandler(options)).RemoveAllLoggers();

    private static SocketsHttpHandler CreateHandler(GatewayOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        MaxResponseHeadersLength = 64,
        ActivityHeadersPropagator = null,
        ConnectCallback = options.IsSandbox ? null : ConnectToPublicAddressAsync,
    };

    private static async ValueTask<Stream> ConnectToPublicAddressAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        if (addresses.FirstOrDefault(address => !PublicAddresses.Contains(address)) is { } refused)
            throw new CallbackAddressRefusedException(refused);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
