using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tetri.Browser.Tests;

/// <summary>An order that the shop made, and where its payer goes.</summary>
internal sealed record PlacedOrder(string OrderId, string PaymentId, string CheckoutUrl);

/// <summary>What came to the shop, by the payer's browser or from the gateway.</summary>
/// <param name="Way">callback, return or cancel.</param>
internal sealed record Message(string Way, string Method, IReadOnlyDictionary<string, string> Members)
{
    public string this[string member] => Members.GetValueOrDefault(member, "");

    public bool IsSigned => this["signature"] == WireSignature.Of(Members, GatewayProcess.PaymentKey);
}

/// <summary>A shop with one shelf: it signs orders, shows a page for every way back, and remembers all that it is told.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;
    private readonly HttpClient _gateway;
    private readonly Lock _gate = new();
    private readonly List<Message> _messages = [];
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, (string ContentType, string Text, string? Policy)> _pages = new();
    private int _orders;

    private Shop(Uri gateway)
    {
        _gateway = new HttpClient { BaseAddress = gateway };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(SelfSigned()));
        });
        _app = builder.Build();
        _app.MapGet("/", () => Page("Shelf"));
        _app.MapGet("/favicon.ico", () => Results.NoContent());
        _app.MapGet("/own/{name}", ShowOwnAsync);
        _app.MapPost("/callback", TakeCallbackAsync);
        _app.MapMethods("/return", ["GET", "POST"], http => TakePayerAsync(http, "return", "Welcome back"));
        _app.MapMethods("/cancel", ["GET", "POST"], http => TakePayerAsync(http, "cancel", "Another time"));
    }

    public Uri Address { get; private set; } = null!;

    public Uri SecureAddress { get; private set; } = null!;

    public static async Task<Shop> OpenAsync(Uri gateway)
    {
        var shop = new Shop(gateway);
        await shop._app.StartAsync();
        var addresses = shop._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .Select(address => new Uri(address)).ToArray();
        shop.Address = addresses.First(address => address.Scheme == "http");
        shop.SecureAddress = addresses.First(address => address.Scheme == "https");
        return shop;
    }

    /// <summary>A page or a script of the shop's own; gives its path.</summary>
    public string Put(string text, string contentType = "text/html", string? policy = null)
    {
        var path = $"own/{Guid.NewGuid():N}";
        _pages[path[4..]] = (contentType, text, policy);
        return path;
    }

    /// <summary>The way of a page that pays by itself: the order's token.</summary>
    public async Task<(PlacedOrder Order, string Token)> TokenAsync(params (string Name, string Value)[] more)
    {
        var order = await OrderAsync(more);
        return (order, order.CheckoutUrl[(order.CheckoutUrl.IndexOf("token=", StringComparison.Ordinal) + 6)..]);
    }

    /// <summary>An order with callback and return; members replace those, an empty one takes them away.</summary>
    public async Task<PlacedOrder> OrderAsync(params (string Name, string Value)[] more)
    {
        var orderId = $"order-{Interlocked.Increment(ref _orders)}-{Guid.NewGuid():N}"[..24];
        var members = new Dictionary<string, string>
        {
            ["merchant_id"] = $"{GatewayProcess.MerchantId}",
            ["order_id"] = orderId,
            ["order_desc"] = "Two books and delivery",
            ["amount"] = "10025",
            ["currency"] = "GEL",
            ["response_url"] = $"{Address}return",
            ["server_callback_url"] = $"{Address}callback",
        };
        foreach (var (name, value) in more)
            members[name] = value;
        foreach (var empty in members.Where(member => member.Value.Length == 0).Select(member => member.Key).ToArray())
            members.Remove(empty);
        members["signature"] = WireSignature.Of(members, GatewayProcess.PaymentKey);

        using var answer = await _gateway.PostAsJsonAsync("/api/checkout/url", new { request = members });
        var response = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("response");
        Assert.True(response.GetProperty("response_status").GetString() == "success", response.ToString());
        return new PlacedOrder(members["order_id"], response.GetProperty("payment_id").GetString()!, response.GetProperty("checkout_url").GetString()!);
    }

    /// <summary>An order that is charged again by a schedule: a nested member, so version 2.0.</summary>
    public Task<PlacedOrder> SubscriptionAsync(string recurringData) => OrderInVersion2Async(new JsonObject
    {
        ["merchant_id"] = GatewayProcess.MerchantId,
        ["order_desc"] = "Club membership",
        ["subscription"] = "Y",
        ["recurring_data"] = JsonNode.Parse(recurringData),
    });

    /// <summary>Members replace those of an order without callback and return.</summary>
    public async Task<PlacedOrder> OrderInVersion2Async(JsonObject more)
    {
        var orderId = $"order-{Interlocked.Increment(ref _orders)}-{Guid.NewGuid():N}"[..24];
        var order = new JsonObject { ["order_id"] = orderId, ["order_desc"] = "Two books and delivery", ["amount"] = 10025, ["currency"] = "GEL" };
        foreach (var (name, value) in more)
            order[name] = value?.DeepClone();
        var data = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["order"] = order }.ToJsonString()));
        var request = new { version = "2.0", data, signature = WireSignature.Of($"{GatewayProcess.PaymentKey}|{data}") };
        using var answer = await _gateway.PostAsJsonAsync("/api/checkout/url", new { request });
        var response = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("response");
        Assert.True(response.TryGetProperty("data", out var answered), response.ToString());
        var placed = JsonSerializer.Deserialize<JsonElement>(Convert.FromBase64String(answered.GetString()!)).GetProperty("order");
        return new PlacedOrder(orderId, placed.GetProperty("payment_id").GetString()!, placed.GetProperty("checkout_url").GetString()!);
    }

    /// <summary>Stops an order's subscription; gives its status, or the code of the refusal.</summary>
    public async Task<string> StopAsync(PlacedOrder order)
    {
        var response = await PostAsync("/api/subscription", new() { ["order_id"] = order.OrderId, ["action"] = "stop" });
        return (response.TryGetProperty("status", out var status) ? status : response.GetProperty("error_code")).GetString()!;
    }

    /// <summary>Charges a stored card without its payer; gives the order's status, or the code of the refusal.</summary>
    public async Task<string> ChargeAsync(string rectoken)
    {
        var response = await PostAsync("/api/recurring", new()
        {
            ["order_id"] = $"charge-{Guid.NewGuid():N}"[..24],
            ["order_desc"] = "The same again",
            ["amount"] = "5000",
            ["currency"] = "GEL",
            ["rectoken"] = rectoken,
        });
        return (response.TryGetProperty("order_status", out var status) ? status : response.GetProperty("error_code")).GetString()!;
    }

    /// <summary>Gives all of a paid order back.</summary>
    public async Task ReverseAsync(PlacedOrder order)
    {
        var response = await PostAsync("/api/reverse/order_id", new() { ["order_id"] = order.OrderId, ["amount"] = "10025", ["currency"] = "GEL" });
        Assert.Equal("approved", response.GetProperty("reverse_status").GetString());
    }

    /// <summary>What the order's acquirer charged and gave back.</summary>
    public async Task<(int Charges, int Reversals)> MoneyAsync(PlacedOrder order)
    {
        var report = await _gateway.GetFromJsonAsync<JsonElement>($"/test/acquirer/charges?order_id={order.OrderId}");
        return (report.GetProperty("charges").GetInt32(), report.GetProperty("reversals").GetInt32());
    }

    public async Task<JsonElement> LedgerAsync(PlacedOrder order) =>
        (await _gateway.GetFromJsonAsync<JsonElement>($"/test/acquirer/charges?order_id={order.OrderId}")).GetProperty("entries");

    public Task<Message> ReturnAsync(PlacedOrder order) => WaitAsync(message => message.Way == "return" && message["order_id"] == order.OrderId);

    public Task<Message> CancelAsync(PlacedOrder order) => WaitAsync(message => message.Way == "cancel" && message["order_id"] == order.OrderId);

    public Task<Message> CallbackAsync(PlacedOrder order, string status) =>
        WaitAsync(message => message.Way == "callback" && message["order_id"] == order.OrderId && message["order_status"] == status);

    /// <summary>What came of an order so far, in order.</summary>
    public IReadOnlyList<Message> Of(PlacedOrder order, string way)
    {
        lock (_gate)
            return [.. _messages.Where(message => message.Way == way && message["order_id"] == order.OrderId)];
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _gateway.Dispose();
    }

    private async Task<JsonElement> PostAsync(string path, Dictionary<string, string> members)
    {
        members["merchant_id"] = $"{GatewayProcess.MerchantId}";
        members["signature"] = WireSignature.Of(members, GatewayProcess.PaymentKey);
        using var answer = await _gateway.PostAsJsonAsync(path, new { request = members });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("response");
    }

    private async Task<Message> WaitAsync(Func<Message, bool> isWanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            Task news;
            lock (_gate)
            {
                if (_messages.Find(message => isWanted(message)) is { } found)
                    return found;
                news = _news.Task;
            }
            await news.WaitAsync(patience.Token);
        }
    }

    private void Remember(Message message)
    {
        TaskCompletionSource news;
        lock (_gate)
        {
            _messages.Add(message);
            (news, _news) = (_news, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        news.SetResult();
    }

    private Task ShowOwnAsync(HttpContext http, string name)
    {
        var (contentType, text, policy) = _pages[name];
        http.Response.ContentType = contentType;
        if (policy is not null)
            http.Response.Headers.ContentSecurityPolicy = policy;
        return http.Response.WriteAsync(text);
    }

    private async Task TakeCallbackAsync(HttpContext http)
    {
        var body = await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body);
        Remember(new Message("callback", http.Request.Method, body.EnumerateObject().ToDictionary(
            member => member.Name,
            member => member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText())));
    }

    private async Task TakePayerAsync(HttpContext http, string way, string title)
    {
        IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> members =
            http.Request.HasFormContentType ? await http.Request.ReadFormAsync() : http.Request.Query;
        Remember(new Message(way, http.Request.Method, members.ToDictionary(member => member.Key, member => member.Value.ToString())));
        await Page(title).ExecuteAsync(http);
    }

    private static IResult Page(string title) =>
        Results.Content($"<!doctype html><html lang=en><link rel=icon href=data:,><title>{title}</title><h1>{title}</h1>", "text/html");

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
