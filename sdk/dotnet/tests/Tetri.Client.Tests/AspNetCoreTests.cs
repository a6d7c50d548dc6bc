using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tetri.Client.AspNetCore;

namespace Tetri.Client.Tests;

/// <summary>A shop on ASP.NET Core, over its real server.</summary>
public sealed class AspNetCoreTests : IAsyncLifetime
{
    private readonly List<Order> _paid = [];
    private readonly LogLines _log = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler());
    private WebApplication _shop = null!;
    private string _callback = null!;
    private bool _breaks;

    [Fact]
    public async Task SignedCallback_ReachesTheShop()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Callback()));

        Assert.Equal("order-1", Assert.Single(_paid).OrderId);
    }

    [Fact]
    public async Task ChangedCallback_Gets400AndNeverReachesTheShop()
    {
        var callback = Callback();

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(callback with { Body = callback.Body.Replace("1000", "1001", StringComparison.Ordinal) }));

        Assert.Empty(_paid);
        Assert.Contains(_log.Lines, line => line.Contains("Mismatch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CallbackThatTheShopCantTake_IsNotAnsweredWith200()
    {
        _breaks = true;

        Assert.Equal(HttpStatusCode.InternalServerError, await PostAsync(Callback()));
    }

    [Fact]
    public async Task HugeBody_IsNotRead() => Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(new(new string(' ', 300_000), "application/json")));

    [Fact]
    public async Task FailedCall_IsLoggedWithoutKeyAndCard()
    {
        var client = _shop.Services.GetRequiredService<TetriClient>();

        await Assert.ThrowsAsync<NetworkException>(() => client.Cards.Step1Async(new()
        {
            OrderId = "x",
            OrderDesc = "x",
            Amount = 1,
            Currency = "GEL",
            CardNumber = "4444555566661111",
            ExpiryDate = "1232",
            Cvv2 = "987",
        }));

        Assert.Contains(_log.Lines, line => line.Contains("cards.step1", StringComparison.Ordinal) && line.Contains("Network", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, line => line.Contains("4444555566661111", StringComparison.Ordinal) || line.Contains("payment-key", StringComparison.Ordinal));
    }

    [Fact]
    public void RequestsAndAnswers_PrintNoCardAndNoRectoken()
    {
        var payment = new CardOrderRequest { OrderId = "x", OrderDesc = "x", Amount = 1, Currency = "GEL", CardNumber = "4444555566661111", ExpiryDate = "1232", Cvv2 = "987" };
        var order = new Order { OrderId = "x", OrderStatus = OrderStatuses.Approved, Rectoken = "stored-card" };

        Assert.DoesNotContain("4444", $"{payment}", StringComparison.Ordinal);
        Assert.DoesNotContain("stored-card", $"{order} {new DirectPayment { Order = order }}", StringComparison.Ordinal);
    }

    [Fact]
    public void MemberOfAnAnswerThatHasNoName_IsKeptAsItCame()
    {
        var client = _shop.Services.GetRequiredService<TetriClient>();
        var callback = client.Callbacks.Build(new() { ["order_id"] = "order-1", ["order_status"] = "approved", ["some_new_member"] = 7 });

        Assert.Equal(7, (int)client.Callbacks.Read(callback.Body).More!["some_new_member"]!);
    }

    [Fact]
    public void TimesOfAReport_AreWrittenInUtc()
    {
        Assert.Equal("30.11.2026 20:15:05", new ReportTime(DateTimeOffset.Parse("2026-12-01T00:15:05+04:00", System.Globalization.CultureInfo.InvariantCulture)).ToString());
        Assert.Equal("30.11.2026", new ReportTime(new DateOnly(2026, 11, 30)).ToString());
    }

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(_log);
        builder.Services.AddTetriClient(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["MerchantId"] = "1549901",
            ["SecretKey"] = "payment-key-1",
            ["BaseUrl"] = "http://127.0.0.1:9",
            ["Tries"] = "1",
        }).Build());
        _shop = builder.Build();
        _shop.Urls.Add($"http://{IPAddress.Loopback}:0");
        _shop.MapTetriCallback("/callback", (order, _) =>
        {
            if (_breaks)
                throw new InvalidOperationException("The shop's database is away.");
            _paid.Add(order);
            return Task.CompletedTask;
        });
        await _shop.StartAsync();
        _callback = _shop.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/callback";
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _log.Dispose();
        await _shop.DisposeAsync();
    }

    private BuiltCallback Callback() => _shop.Services.GetRequiredService<TetriClient>().Callbacks.Build(
        new JsonObject { ["order_id"] = "order-1", ["order_status"] = "approved", ["amount"] = "1000", ["currency"] = "GEL" });

    private async Task<HttpStatusCode> PostAsync(BuiltCallback callback)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(callback.Body));
        content.Headers.TryAddWithoutValidation("Content-Type", callback.ContentType);
        using var response = await _http.PostAsync(_callback, content);
        return response.StatusCode;
    }

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_lines)
                    return [.. _lines];
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
                _lines.Add($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
