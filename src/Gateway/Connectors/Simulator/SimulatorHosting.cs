using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Tetri.Connectors.Simulator;

internal static class SimulatorHosting
{
    /// <summary>Makes the simulator the acquirer of a sandbox; does nothing in live mode.</summary>
    public static void AddSimulator(this IHostApplicationBuilder builder)
    {
        var gateway = GatewayOptions.Read(builder.Configuration);
        if (!gateway.IsSandbox)
            return;
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(SimulatorOptions.Read(builder.Configuration, gateway.DataFolder));
        services.AddSingleton<Ledger>();
        services.AddSingleton<TicketSeal>();
        services.AddSingleton<AccessControlServer>();
        services.AddSingleton<BankServer>();
        services.AddSingleton<WalletServer>();
        services.AddSingleton<Simulator>();
        services.AddSingleton<IConnector>(provider => provider.GetRequiredService<Simulator>());
    }

    /// <summary>Maps the pages of issuer, bank and wallets, and the acquirer's book, where the simulator was added.</summary>
    /// <param name="words">What the wallets say to a payer.</param>
    public static void MapSimulator(this WebApplication app, PageWords words)
    {
        if (app.Services.GetService<AccessControlServer>() is not { } issuer)
            return;
        app.MapPost(SimulatorOptions.AcsPath, issuer.OldFormAsync);
        app.MapPost(SimulatorOptions.TestAcsPath, issuer.OldFormAsync);
        app.MapPost("/acs/challenge", issuer.ChallengeAsync);
        app.MapPost("/acs/method", AccessControlServer.MethodAsync);
        app.MapGet(BankPage.Path, app.Services.GetRequiredService<BankServer>().ShowAsync);
        app.MapPost(BankPage.Path, app.Services.GetRequiredService<BankServer>().DecideAsync);
        var wallets = app.Services.GetRequiredService<WalletServer>();
        var sheet = new WalletPage(words);
        app.MapGet(WalletPage.Path, context => WalletServer.ShowAsync(context, sheet));
        app.MapPost(WalletPage.Path, context => wallets.PayAsync(context, sheet));
        app.MapGet($"{WalletPage.Path}/container", wallets.GiveAsync);
        app.MapGet("/test/acquirer/charges", ChargesReport.AnswerAsync);
    }
}
