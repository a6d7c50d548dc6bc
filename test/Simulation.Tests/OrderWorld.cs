using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tetri.Accounts;
using Tetri.Callbacks;
using Tetri.Cards;
using Tetri.Connectors;
using Tetri.Connectors.Simulator;
using Tetri.Merchants;
using Tetri.Operations;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Store;
using Tetri.Store.Postgres;
using Tetri.Store.Sqlite;
using Tetri.Subscriptions;
using Simulator = Tetri.Connectors.Simulator.Simulator;

namespace Tetri.Simulation;

/// <summary>The core without its host: the real store, the real acquirer and the real operations, on a clock that only moves when told to.</summary>
internal sealed class OrderWorld : IAsyncDisposable
{
    private readonly string _folder;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly IStoreEngine _engine;
    private readonly TicketSeal _seal;
    private readonly bool _isGuest;

    private OrderWorld(Func<string, IStoreEngine> open, OrderWorld? sibling = null, Func<IConnector, IConnector>? around = null, bool isGuest = false)
    {
        _isGuest = isGuest;
        _folder = sibling?._folder ?? Directory.CreateTempSubdirectory("tetri-world-").FullName;
        Clock = sibling?.Clock ?? new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var options = new GatewayOptions { DataFolder = Path.Combine(_folder, "data") };
        var simulatorOptions = new SimulatorOptions { DataFolder = options.DataFolder };
        Directory.CreateDirectory(options.DataFolder);
        _engine = open(Path.Combine(_folder, "tetri.db"));
        Store = new GatewayStore(_engine);
        Ledger = new Ledger(simulatorOptions, Clock);
        _seal = new TicketSeal(simulatorOptions, Clock);
        var merchants = Merchants;
        merchants.Replace([Merchant, .. DemoMerchants.All.Skip(1)]);
        var owed = new OwedCallbacks(merchants);
        IConnector acquirer = new Simulator(simulatorOptions, Ledger, _seal, Clock, NullLogger<Simulator>.Instance);
        Acquirer = acquirer = around?.Invoke(acquirer) ?? acquirer;
        var metrics = new GatewayMetrics(_services.GetRequiredService<IMeterFactory>());
        Exchange = new Exchange(Store, acquirer, merchants, owed, metrics, Clock, NullLogger<Exchange>.Instance);
        var ring = KeyRing.Open(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build(), options);
        var vault = new CardVault(ring);
        Codes = new VerificationCode(ring, options);
        Expire = new ExpireOrders(Store, Exchange, owed, Clock);
        Banks = new OfferedBanks(acquirer);
        var repeats = new IdempotentOrders(Store, Clock);
        Create = new CreateOrder(Store, repeats, Banks, merchants, metrics, Clock);
        var tries = new NextTry(Store, acquirer, Exchange, Expire, Clock);
        Rectokens = new Rectokens(Store, vault, options, Clock);
        SavedCards = new SavedCards(Store, vault, Clock);
        Wallets = new Wallets(Store, acquirer, options, Clock);
        Purchase = new Purchase(acquirer, Exchange, tries, Wallets, Rectokens, vault, Codes, Clock);
        PayByBank = new PayByBank(Store, acquirer, Exchange, tries);
        VerifyCode = new VerifyCode(Store, Exchange, Expire, Codes);
        Recurring = new Recurring(Rectokens, repeats, Create, Purchase, Exchange);
        Subscriptions = new ChargeSubscriptions(Store, merchants, Create, Recurring, Clock, NullLogger<ChargeSubscriptions>.Instance);
        Switch = new SwitchSubscription(Store, Clock);
        ThreeDSecure = new ThreeDSecure(Store, acquirer, Exchange, vault, Codes, Clock);
        Capture = new Capture(Store, Exchange, options, Clock);
        Reverse = new Reverse(Store, Exchange);
        Settle = new Settle(Store, Exchange, merchants);
        Payout = new Payout(Store, acquirer, Exchange, Rectokens, repeats, metrics, Clock);
        Recover = new RecoverPending(Store, acquirer, Exchange, Clock);
        Check = new LedgerCheck(Store);
    }

    public static OrderWorld OnSqlite() => new(OpenSqlite);

    public static OrderWorld OnSqlite(Func<IStoreEngine, IStoreEngine> around, Func<IConnector, IConnector>? aroundAcquirer = null) =>
        new(file => around(OpenSqlite(file)), around: aroundAcquirer);

    private static SqliteEngine OpenSqlite(string file) =>
        new($"Data Source={file}", GatewayMode.Sandbox, TimeProvider.System, NullLogger<SqliteEngine>.Instance);

    /// <summary>The next process on the same SQLite file, the same acquirer's book and the same clock. This one is over.</summary>
    public async Task<OrderWorld> RestartOnSqliteAsync()
    {
        await CloseAsync();
        return new OrderWorld(OpenSqlite, this);
    }

    public static async Task<OrderWorld> OnPostgresAsync()
    {
        var engine = await OpenPostgresAsync(await Tests.Store.PostgresServer.CreateDatabaseAsync());
        return new OrderWorld(_ => engine);
    }

    /// <summary>Two nodes on one database, with one acquirer's book and one clock.</summary>
    public static async Task<OrderWorld[]> NodesOnPostgresAsync(Func<IStoreEngine, IStoreEngine> around, Func<IConnector, IConnector> aroundAcquirer)
    {
        var database = await Tests.Store.PostgresServer.CreateDatabaseAsync();
        var (first, second) = (await OpenPostgresAsync(database), await OpenPostgresAsync(database));
        var world = new OrderWorld(_ => around(first), around: aroundAcquirer);
        return [world, new OrderWorld(_ => around(second), world, aroundAcquirer, isGuest: true)];
    }

    private static Task<PostgresEngine> OpenPostgresAsync(string database) =>
        PostgresEngine.OpenAsync(database, GatewayMode.Sandbox, TimeProvider.System, NullLogger<PostgresEngine>.Instance);

    public static Merchant Merchant { get; } = DemoMerchants.All.First() with
    {
        Settings = DemoMerchants.All.First().Settings with { FeeBasisPoints = 275, PayoutNeedsBalance = true },
    };

    public KnownMerchants Merchants { get; } = new();
    public FakeTimeProvider Clock { get; }
    public GatewayStore Store { get; }
    public Ledger Ledger { get; }
    public Exchange Exchange { get; }
    public IConnector Acquirer { get; }
    public CreateOrder Create { get; }
    public Rectokens Rectokens { get; }
    public SavedCards SavedCards { get; }
    public Wallets Wallets { get; }
    public Purchase Purchase { get; }
    public OfferedBanks Banks { get; }
    public PayByBank PayByBank { get; }
    public Recurring Recurring { get; }
    public ChargeSubscriptions Subscriptions { get; }
    public SwitchSubscription Switch { get; }
    public VerificationCode Codes { get; }
    public VerifyCode VerifyCode { get; }
    public ThreeDSecure ThreeDSecure { get; }
    public ExpireOrders Expire { get; }
    public Capture Capture { get; }
    public Reverse Reverse { get; }
    public Settle Settle { get; }
    public Payout Payout { get; }
    public RecoverPending Recover { get; }
    public LedgerCheck Check { get; }
    public RetrySchedule Schedule { get; } = new([TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(60)]);

    public static PayerContext Payer { get; } = new("127.0.0.1", "http://127.0.0.1", "http://127.0.0.1/3ds", "http://127.0.0.1/method");

    public static BankPayer BankPayer { get; } = new("127.0.0.1", "http://127.0.0.1", "http://127.0.0.1/back");

    /// <summary>What the issuer gives the payer to bring back.</summary>
    public ThreeDSecureProof Prove(ThreeDSecureStep step, bool passes)
    {
        if (step.IsMethod)
            return new ThreeDSecureProof.MethodEnded(true);
        var field = step.Fields.First(field => field.Key is "PaReq" or "creq");
        if (field.Key == "PaReq")
            return new ThreeDSecureProof.PaRes(OldForm.Encode(_seal.Seal(_seal.Open(OldForm.Decode(field.Value))!.Answer(passes))));
        var request = NewForm.DecodeChallenge(field.Value)!;
        return new ThreeDSecureProof.ChallengeResponse(NewForm.Encode(request with
        {
            Status = passes ? "Y" : "N",
            Ticket = _seal.Seal(_seal.Open(request.Ticket)!.Answer(passes)),
        }));
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        if (!_isGuest)
            Directory.Delete(_folder, recursive: true);
    }

    private async ValueTask CloseAsync()
    {
        await _engine.DisposeAsync();
        Ledger.Dispose();
        await _services.DisposeAsync();
    }
}
