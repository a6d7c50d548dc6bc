using System.IO.Compression;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.ResponseCompression;
using Tetri.Callbacks;
using Tetri.Cards;
using Tetri.Checkout;
using Tetri.Connectors;
using Tetri.Merchants;
using Tetri.Operations;
using Tetri.Orders;
using Tetri.Payments;
using Tetri.Protocol;
using Tetri.Sandbox;
using Tetri.Store;
using Tetri.Subscriptions;

namespace Tetri;

/// <summary>Puts the parts together: what each needs, and what works in the background.</summary>
internal static class GatewayHosting
{
    private static readonly TimeSpan EverySecond = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EveryMinute = TimeSpan.FromMinutes(1);

    public static void AddGateway(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var configuration = builder.Configuration;
        var options = GatewayOptions.Read(configuration);
        if (configuration["urls"] is null && configuration["ASPNETCORE_URLS"] is null && !configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls("http://localhost:8080");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        services.AddSingleton(options);
        if (options.IsSandbox)
            services.AddTestClock();
        else
            services.AddSingleton(TimeProvider.System);
        services.AddSingleton(KeyRing.Open(configuration, options));
        services.AddSingleton<IStoreEngine>(provider => StoreEngines.Open(provider, configuration, options, forServing: true));
        services.AddSingleton<GatewayStore>();
        services.AddHealthChecks().AddCheck<StoreCheck>("store");
        services.AddSingleton<KnownMerchants>();
        services.AddProtocol();

        services.AddSingleton<IdempotentOrders>();
        services.AddSingleton<CreateOrder>();
        services.AddSingleton<OrderStatus>();
        services.AddSingleton<ExpireOrders>();
        services.AddSingleton<OrderReport>();
        services.AddSingleton<OrderOperations>();
        services.AddSingleton<ReadingOperations>();

        services.AddSingleton<Exchange>();
        services.AddSingleton<NextTry>();
        services.AddSingleton<Purchase>();
        services.AddSingleton<Wallets>();
        services.AddSingleton<OfferedBanks>();
        services.AddSingleton<PayByBank>();
        services.AddSingleton<ThreeDSecure>();
        services.AddSingleton<VerificationCode>();
        services.AddSingleton<VerifyCode>();
        services.AddSingleton<Recurring>();
        services.AddSingleton<Capture>();
        services.AddSingleton<Reverse>();
        services.AddSingleton<Settle>();
        services.AddSingleton<Payout>();
        services.AddSingleton<PaymentOperations>();
        services.AddSingleton<PayoutOperations>();
        services.AddSingleton<RecoverPending>();
        services.AddSingleton<CardVault>();
        services.AddSingleton<Rectokens>();
        services.AddSingleton<SavedCards>();
        services.AddSingleton<ResealRectokens>();

        services.AddSingleton<ChargeSubscriptions>();
        services.AddSingleton<SwitchSubscription>();

        services.AddResponseCompression(options => options.EnableForHttps = true)
            .Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal)
            .Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.AddSingleton<WebAssets>();
        services.AddSingleton(provider => new PublicFiles(provider.GetRequiredService<WebAssets>(), PublicFiles.All));
        services.AddSingleton<ShopOrigins>();
        services.AddSingleton<CheckoutToken>();
        services.AddSingleton<CheckoutViews>();
        services.AddSingleton<UnsignedOrders>();
        services.AddSingleton<CheckoutPage>();
        services.AddSingleton<CardForm>();
        services.AddSingleton(provider => new AppleMerchantSession(AppleMerchantSession.Connect, provider.GetRequiredService<ILogger<AppleMerchantSession>>()));
        services.AddSingleton<CheckoutApi>();
        services.AddSingleton<HandOverPage>();
        services.AddSingleton<BrowserAnswer>();
        services.AddSingleton<BrowserOffer>();
        services.AddSingleton<BrowserWallets>();
        services.AddSingleton<BrowserApi>();
        services.AddSingleton<BrowserFrames>();
        services.AddSingleton<ThreeDSecureFrames>();
        services.AddSingleton<BankRedirect>();
        services.AddSingleton<ShopReturn>();

        services.AddSingleton<OwedCallbacks>();
        services.AddSingleton<CallbackEncoding>();
        services.AddSingleton<CallbackSender>();
        services.AddSingleton(RetrySchedule.Read(configuration));
        services.AddCallbackClient(options);
        services.AddHostedService<CallbackWorker>();

        services.AddRepeatedWork("expire orders", EverySecond / 2, provider => async cancellation =>
            await provider.GetRequiredService<ExpireOrders>().RunAsync(cancellation));
        services.AddRepeatedWork("recover pending", EverySecond, provider => async cancellation =>
            await provider.GetRequiredService<RecoverPending>().RunAsync(afterRestart: false, cancellation));
        services.AddRepeatedWork("charge subscriptions", EverySecond, provider => async cancellation =>
            await provider.GetRequiredService<ChargeSubscriptions>().RunAsync(cancellation));
        services.AddRepeatedWork("forget expired", EveryMinute, provider => async cancellation =>
            await provider.GetRequiredService<GatewayStore>().WriteAsync(new ForgetExpired(provider.GetRequiredService<TimeProvider>().GetUtcNow())));
        services.AddRepeatedWork("reseal stored cards", EveryMinute, provider => async cancellation =>
            await provider.GetRequiredService<ResealRectokens>().RunAsync(cancellation));
        services.AddRepeatedWork("read merchants", EverySecond * 2, provider => async cancellation =>
            provider.GetRequiredService<KnownMerchants>().Replace(await provider.GetRequiredService<GatewayStore>().ListMerchantsAsync(cancellation)));
    }

    /// <summary>Opens the database, writes the sandbox's merchants, and takes up what a crash left open.</summary>
    public static async Task OpenStoreAsync(this WebApplication app)
    {
        var services = app.Services;
        if (services.GetService<IConnector>() is null)
            throw new StartRefusedException("Live mode needs a connector to a real acquirer, and this build has none: the simulator serves the sandbox only.");
        var store = services.GetRequiredService<GatewayStore>();
        if (services.GetService<SharedClock>() is { } clock)
            await clock.ReadAsync();
        var known = await store.ListMerchantsAsync();
        if (services.GetRequiredService<GatewayOptions>().IsSandbox)
            foreach (var demo in DemoMerchants.All.Where(demo => known.TrueForAll(merchant => merchant.Id != demo.Id)))
            {
                await store.WriteAsync(new PutMerchant(demo));
                known.Add(demo);
            }
        services.GetRequiredService<KnownMerchants>().Replace(known);
        if (services.GetRequiredService<GatewayOptions>().IsSandbox)
            await PutDemoRectokensAsync(services, store);
        await CheckMasterKeysAsync(services, store);
        await services.GetRequiredService<RecoverPending>().RunAsync(afterRestart: !store.IsShared, CancellationToken.None);
    }

    /// <summary>Those that are there already stay as they are.</summary>
    private static async Task PutDemoRectokensAsync(IServiceProvider services, GatewayStore store)
    {
        var (vault, now) = (services.GetRequiredService<CardVault>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        await Task.WhenAll(DemoMerchants.All
            .SelectMany(demo => DemoRectokens.For(demo.Id, vault, now))
            .Select(rectoken => store.WriteAsync(new PutRectoken(rectoken)).AsTask()));
    }

    /// <summary>A key that took another's number would be noticed at the first charge of a stored card, and between nodes by payers whose links lead nowhere.</summary>
    private static async Task CheckMasterKeysAsync(IServiceProvider services, GatewayStore store)
    {
        var vault = services.GetRequiredService<CardVault>();
        foreach (var id in services.GetRequiredService<KeyRing>().Ids)
        {
            // Several, since a single row may be damaged.
            var some = await store.RectokensSealedUnderAsync(id, 0, "", most: 10);
            if (some.Count > 0 && !some.Exists(rectoken => vault.TryOpen(rectoken.Card, rectoken.TransactionId, out _, out _)))
                throw new StartRefusedException(
                    $"Master key {id} is not the one that this database's stored cards were sealed with. Put that one back, in Tetri:MasterKeys or, in the sandbox, keys/master.keys of the data folder; a new key takes a new number.");
        }
    }

    /// <summary>Serves until the process is told to stop.</summary>
    public static async Task ServeAsync(this WebApplication app)
    {
        ListenAddress.Check(app.Configuration);
        try
        {
            await app.StartAsync();
        }
        catch (Exception error) when (error is IOException or SocketException or FormatException or ArgumentOutOfRangeException or CryptographicException)
        {
            throw new StartRefusedException(
                $"The gateway can't listen: {error.Message.TrimEnd('.')}. --urls says where it listens, Kestrel:Certificates with which certificate.");
        }
        await using (app)
            await app.WaitForShutdownAsync();
    }

    public static void MapCheckout(this WebApplication app)
    {
        // The first screen of an order to come waits for it. Nothing in it is secret.
        app.UseWhen(http => http.Request.Path == CheckoutPage.PreviewPath, preview => preview.UseResponseCompression());
        app.Services.GetRequiredService<PublicFiles>().Map(app);
        app.Services.GetRequiredService<CheckoutPage>().Map(app);
        app.Services.GetRequiredService<CheckoutApi>().Map(app);
        app.Services.GetRequiredService<UnsignedOrders>().Map(app);
        app.Services.GetRequiredService<BrowserApi>().Map(app);
        app.Services.GetRequiredService<BrowserFrames>().Map(app);
        app.Services.GetRequiredService<ThreeDSecureFrames>().Map(app);
        app.Services.GetRequiredService<BankRedirect>().Map(app);
        app.Services.GetRequiredService<ShopReturn>().Map(app);
    }

    private static void AddTestClock(this IServiceCollection services)
    {
        services.AddSingleton<TestClock>();
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<TestClock>());
        services.AddSingleton<SharedClock>();
        services.AddRepeatedWork("read the sandbox's clock", EverySecond / 2, provider => cancellation =>
            provider.GetRequiredService<GatewayStore>().IsShared ? provider.GetRequiredService<SharedClock>().ReadAsync(cancellation) : ValueTask.CompletedTask);
    }

    private static void AddRepeatedWork(
        this IServiceCollection services, string name, TimeSpan pause, Func<IServiceProvider, Func<CancellationToken, ValueTask>> work) =>
        services.AddSingleton<IHostedService>(provider => new RepeatedWork(
            name, pause, work(provider), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RepeatedWork>>()));
}
