using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Tetri.Demo;

/// <summary>A small shop that knows the gateway only by its address, as any shop would. Its requests, callbacks and returns are real.</summary>
internal sealed class DemoShop(DemoOrders orders, OwnAddress own, Func<HttpRequest, string> publicAddress, TimeProvider time) : IDisposable
{
    private const int MostCallbacksOfOrder = 20;
    private const int MostShown = 8;

    private readonly HttpClient _gateway = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = 64 * 1024,
    };

    private long _lastNumber;

    public Task ShowAsync(HttpContext http)
    {
        var choice = DemoChoice.Read(name => http.Request.Query[name], NewOrderId());
        return ShopPage.WriteAsync(http, choice, RequestOf(choice, http.Request), publicAddress(http.Request), orders.Newest(MostShown));
    }

    public Task PreviewAsync(HttpContext http)
    {
        var choice = DemoChoice.Read(name => http.Request.Query[name], NewOrderId());
        return DemoPage.WritePieceAsync(http, ShopPage.Request(RequestOf(choice, http.Request), publicAddress(http.Request)));
    }

    public async Task PayAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var choice = DemoChoice.Read(name => form[name], NewOrderId());
        var order = new DemoOrder { Choice = choice, Request = RequestOf(choice, http.Request) };
        if (orders.TryAdd(order))
        {
            var answer = await SendAsync(order.Request, http.Request);
            orders.Change(order.Id, sent => sent with { Answer = answer });
        }
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = $"/demo/orders/{order.Id}?go";
    }

    public Task ShowOrderAsync(HttpContext http, string id) =>
        orders.Find(id) is { } order ? OrderPage.WriteAsync(http, order) : NotFoundAsync(http);

    public Task ShowNewsAsync(HttpContext http, string id)
    {
        if (orders.Find(id) is { } order)
            return DemoPage.WritePieceAsync(http, OrderPage.News(order));
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>A shop answers 200 once it has taken a callback in; anything else brings it again.</summary>
    public async Task TakeCallbackAsync(HttpContext http)
    {
        var at = time.GetUtcNow();
        var status = StatusCodes.Status400BadRequest;
        if (await DemoMessage.ReadAsync(http.Request) is { } message && message.Text("order_id") is { } id)
        {
            var attempt = http.Request.Headers["X-Tetri-Attempt"].FirstOrDefault();
            DateTimeOffset? owedAt = DateTimeOffset.TryParse(http.Request.Headers["X-Tetri-Owed-At"], CultureInfo.InvariantCulture, out var owed) ? owed : null;
            var known = orders.Change(id, order =>
            {
                status = order.Choice.FailFirst && order.Callbacks.Count == 0 ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;
                return order.Callbacks.Count == MostCallbacksOfOrder
                    ? order
                    : order with { Callbacks = [.. order.Callbacks, new DemoCallback(message, attempt, owedAt, at, status)] };
            });
            if (known is null)
                status = StatusCodes.Status200OK;
        }
        http.Response.StatusCode = status;
    }

    public async Task TakeReturnAsync(HttpContext http)
    {
        var at = time.GetUtcNow();
        var known = await DemoMessage.ReadAsync(http.Request) is { } message && message.Text("order_id") is { } id
            ? orders.Change(id, order => order with { Return = new DemoReturn(message, http.Request.Method, at) })
            : null;
        if (known is null)
        {
            await NotFoundAsync(http);
            return;
        }
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = $"/demo/orders/{known.Id}";
    }

    public void Dispose() => _gateway.Dispose();

    private string NewOrderId() =>
        string.Create(CultureInfo.InvariantCulture, $"demo-{time.GetUtcNow():MMdd-HHmmss}-{Interlocked.Increment(ref _lastNumber)}");

    /// <summary>The callback comes from this machine, the payer from wherever the page was opened.</summary>
    private DemoRequest RequestOf(DemoChoice choice, HttpRequest http) =>
        DemoRequest.Of(choice, $"{own.Find()}/demo/callback", $"{publicAddress(http)}/demo/return");

    private async Task<DemoAnswer> SendAsync(DemoRequest signed, HttpRequest http)
    {
        var started = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{own.Find()}/api/checkout/url")
        {
            Content = new StringContent(signed.Body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        var seenAs = new Uri(publicAddress(http));
        request.Headers.Add("X-Forwarded-Proto", seenAs.Scheme);
        request.Headers.Add("X-Forwarded-Host", seenAs.Authority);
        try
        {
            using var response = await _gateway.SendAsync(request, http.HttpContext.RequestAborted);
            var text = await response.Content.ReadAsStringAsync(http.HttpContext.RequestAborted);
            return Read(text, (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return new DemoAnswer($"No answer: {error.Message}", null, (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    private static DemoAnswer Read(string text, int milliseconds)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var members = document.RootElement.GetProperty("response");
            if (members.TryGetProperty("data", out var data))
            {
                using var order = JsonDocument.Parse(Convert.FromBase64String(data.GetString()!));
                return Of(order.RootElement.GetProperty("order"));
            }
            return Of(members);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return new DemoAnswer(text, null, milliseconds);
        }

        DemoAnswer Of(JsonElement members) => new(
            text,
            members.TryGetProperty("checkout_url", out var url) ? url.GetString() : null,
            milliseconds);
    }

    private static Task NotFoundAsync(HttpContext http) => DemoPage.WriteAsync(
        http, "Unknown order",
        "<main class=\"one\"><section><h1>The shop does not know this order</h1><p class=\"soft\">It keeps its last 200 orders, and forgets them all at a restart.</p><a class=\"main\" href=\"/demo\">To the shop</a></section></main>",
        status: StatusCodes.Status404NotFound);
}
