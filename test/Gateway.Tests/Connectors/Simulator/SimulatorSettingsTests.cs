using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tetri.Connectors;
using Tetri.Connectors.Simulator;
using Tetri.Protocol;

namespace Tetri.Tests.Connectors;

public sealed class SimulatorSettingsTests
{
    [Fact]
    public async Task Live_HasNoSimulator()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["Tetri:Mode"] = "Live";
        builder.AddSimulator();
        await using var app = builder.Build();
        app.MapSimulator(new PageTexts().Of);

        Assert.Null(app.Services.GetService<IConnector>());
        Assert.Empty(((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints));
    }

    [Fact]
    public void AcsPathOfAHost_IsSet()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["Tetri:Simulator:AcsPaths:pay.example.com"] = "/test/testacs/";

        var options = SimulatorOptions.Read(builder.Configuration, "unused");

        Assert.Equal("/test/testacs/", options.AcsPathFor("https://PAY.example.com:8443"));
        Assert.Equal("/test/testacs/", options.AcsPathFor("https://api.fondy.eu"));
        Assert.Equal("/acs/", options.AcsPathFor("https://other.example.com"));
    }

    [Fact]
    public void AcsPathThatIsNotServed_RefusesToStart()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["Tetri:Simulator:AcsPaths:pay.example.com"] = "/elsewhere/";

        var refusal = Assert.Throws<StartRefusedException>(() => SimulatorOptions.Read(builder.Configuration, "unused"));

        Assert.Contains("pay.example.com", refusal.Message, StringComparison.Ordinal);
    }
}
