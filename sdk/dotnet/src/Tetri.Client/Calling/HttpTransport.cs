using System.Buffers;
using System.Net.Http.Headers;
using System.Text;

namespace Tetri.Client.Calling;

internal sealed record HttpTry(string Url, IReadOnlyDictionary<string, string> Headers, string Body);

internal sealed record HttpReply(int Status, Func<string, string?> Header, byte[] Body);

internal sealed record TryLimits(TimeSpan Timeout, int MaxAnswerBytes);

/// <summary>One try over HTTP.</summary>
internal delegate Task<HttpReply> Transport(HttpTry request, TryLimits limits, CancellationToken cancellationToken);

internal enum NoReply
{
    NeverSent,
    Broken,
    TimedOut,
    TooLarge,
}

/// <summary>A try brought no answer.</summary>
internal sealed class TransportException(NoReply why, Exception? cause = null) : Exception(why.ToString(), cause)
{
    public NoReply Why => why;
}

/// <summary>Time and cancellation hold until the last byte; a redirect is an answer.</summary>
internal sealed class HttpTransport(HttpMessageInvoker http, TimeProvider clock)
{
    public static HttpMessageInvoker Connections() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // A gateway that moved to another address is found again.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(15),
    });

    public async Task<HttpReply> SendAsync(HttpTry request, TryLimits limits, CancellationToken cancellationToken)
    {
        using var outOfTime = new CancellationTokenSource(limits.Timeout, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, outOfTime.Token);
        try
        {
            using var message = MessageOf(request);
            using var response = await SendAsync(message, end.Token).ConfigureAwait(false);
            var body = await ReadAsync(response.Content, limits.MaxAnswerBytes, end.Token).ConfigureAwait(false);
            var headers = response.Headers.ToDictionary(header => header.Key, header => header.Value.First(), StringComparer.OrdinalIgnoreCase);
            return new((int)response.StatusCode, headers.GetValueOrDefault, body);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransportException(NoReply.TimedOut, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            throw new TransportException(outOfTime.IsCancellationRequested ? NoReply.TimedOut : WasNeverSent(e) ? NoReply.NeverSent : NoReply.Broken, e);
        }
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken) =>
        http is HttpClient client
            ? client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            : http.SendAsync(message, cancellationToken);

    private static HttpRequestMessage MessageOf(HttpTry request)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.Body));
        var message = new HttpRequestMessage(HttpMethod.Post, request.Url) { Content = content };
        foreach (var (name, value) in request.Headers)
        {
            if (name == "content-type")
                content.Headers.ContentType = new MediaTypeHeaderValue(value);
            else
                message.Headers.TryAddWithoutValidation(name, value);
        }
        return message;
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, int most, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var body = new ArrayBufferWriter<byte>();
            int read;
            while ((read = await stream.ReadAsync(body.GetMemory(4096), cancellationToken).ConfigureAwait(false)) > 0)
            {
                body.Advance(read);
                if (body.WrittenCount > most)
                    throw new TransportException(NoReply.TooLarge);
            }
            return body.WrittenSpan.ToArray();
        }
    }

    private static bool WasNeverSent(Exception exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
    };
}
