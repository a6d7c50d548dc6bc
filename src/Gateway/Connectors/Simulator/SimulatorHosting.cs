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
    public static void MapSimulator(this WebApplication app)
    {
        if (app.Services.GetService<AccessControlServer>() is not { } issuer)
            return;
        app.MapPost(SimulatorOptions.AcsPath, issuer.OldFormAsync);
        app.MapPost(SimulatorOptions.TestAcsPath, issuer.OldFormAsync);
        app.MapPost("/acs/challenge", issuer.ChallengeAsync);
        app.MapPost("/acs/method", AccessControlServer.MethodAsync);
        app.MapGet(BankPage.Path, app.Services.GetRequiredService<BankServer>().ShowAsync);
        app.MapPost(BankPage.Path, app.Services.GetRequiredService<BankServer>().DecideAsync);
        app.MapGet(WalletPage.Path, WalletServer.ShowAsync);
        app.MapPost(WalletPage.Path, app.Services.GetRequiredService<WalletServer>().PayAsync);
        app.MapGet($"{WalletPage.Path}/container", app.Services.GetRequiredService<WalletServer>().GiveAsync);
        app.MapGet("/test/acquirer/charges", ChargesReport.AnswerAsync);
    }
}
