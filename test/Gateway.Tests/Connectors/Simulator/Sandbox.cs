using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tetri.Cards;
using Tetri.Connectors;
using Tetri.Connectors.Simulator;
using Tetri.Payments;
using Tetri.Protocol;

namespace Tetri.Tests.Connectors;

/// <summary>The simulator with its pages on a real server and its ledger in a folder of its own.</summary>
internal sealed class Sandbox : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tetri-simulator-").FullName;
    private WebApplication _app = null!;
    private long _lastTransactionId;

    public IConnector Acquirer { get; private set; } = null!;
    public Browser Browser { get; } = new();
    public string Url { get; private set; } = "";

    public static async Task<Sandbox> StartAsync()
    {
        var sandbox = new Sandbox();
        await sandbox.StartHostAsync();
        return sandbox;
    }

    /// <summary>A second process over the same folder, while the first is still there, as after kill -9.</summary>
    public async Task<Sandbox> WithAnotherProcessAsync()
    {
        var other = new Sandbox(_folder);
        await other.StartHostAsync();
        return other;
    }

    private Sandbox() { }

    private Sandbox(string folder)
    {
        Directory.Delete(_folder);
        _folder = folder;
    }

    public CardPayment Payment(string card, string? reservation = null)
    {
        Assert.True(CardNumber.TryParse(card, out var number));
        var id = ++_lastTransactionId;
        return new CardPayment
        {
            TransactionId = id,
            MerchantId = 1549901,
            MerchantName = "Shop <b>& sons</b>",
            OrderId = $"order-{id}",
            Description = "Test",
            Amount = new Money(10025, Currency.Find("GEL")!),
            Card = number,
            Expiry = new CardExpiry(2030, 12),
            Cvv = "123",
            ReservationData = reservation is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(reservation)),
            PublicUrl = Url,
            ReturnUrl = "https://shop.example/3ds?a=1&b=2#!!token=t&uid=7&frame=true",
            MethodReturnUrl = "https://shop.example/method?x=1",
            ChallengeWindowSize = ChallengeWindow.InPage,
            MerchantData = "md \"1\" & 2",
        };
    }

    /// <summary>Pays as the checkout page and the payer's browser do together, to the end.</summary>
    public async Task<ConnectorResult> PayAsync(CardPayment payment, Payer? payer = null)
    {
        payer ??= new Payer();
        var result = await Acquirer.StartAsync(payment, CancellationToken.None);
        if (result is ConnectorResult.MethodRequired method)
        {
            await Browser.LoadMethodFrameAsync(method);
            result = await Acquirer.ContinueAsync(payment, new ThreeDSecureProof.MethodEnded(true), CancellationToken.None);
        }
        return result is ConnectorResult.ChallengeRequired challenge
            ? await Acquirer.ContinueAsync(payment, await Browser.MeetIssuerAsync(challenge, payer), CancellationToken.None)
            : result;
    }

    public Task<string> ChargesAsync(string query) => Browser.GetAsync($"{Url}/test/acquirer/charges?{query}");

    public string ReadLedgerFiles() =>
        string.Concat(Directory.GetFiles(_folder, "simulator.db*").Select(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            return reader.ReadToEnd();
        }));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Browser.Dispose();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private async Task StartHostAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Tetri:DataFolder"] = _folder;
        builder.AddSimulator();
        _app = builder.Build();
        _app.MapSimulator(new PageTexts().Of);
        await _app.StartAsync();
        Url = _app.Urls.Single();
        Acquirer = _app.Services.GetRequiredService<IConnector>();
    }
}
