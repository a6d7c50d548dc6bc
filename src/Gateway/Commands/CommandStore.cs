using Tetri.Store;

namespace Tetri.Commands;

/// <summary>What a command works with: the gateway's settings and its database, also while the gateway runs.</summary>
internal sealed class CommandStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IStoreEngine _engine;

    private CommandStore(string[] settings, bool mayCreate)
    {
        Configuration = WebApplication.CreateSlimBuilder(settings).Configuration;
        Options = GatewayOptions.Read(Configuration);
        if (!mayCreate && StoreEngines.MissingFile(Configuration, Options) is { } file)
            throw new StartRefusedException($"There is no database at {file}. Tetri:DataFolder or ConnectionStrings:Sqlite says where it is.");
        _services = new ServiceCollection().AddSingleton(TimeProvider.System).AddLogging().BuildServiceProvider();
        _engine = StoreEngines.Open(_services, Configuration, Options, forServing: false);
        Store = new GatewayStore(_engine);
    }

    public IConfiguration Configuration { get; }

    public GatewayOptions Options { get; }

    public GatewayStore Store { get; }

    public DateTimeOffset Now => _services.GetRequiredService<TimeProvider>().GetUtcNow();

    /// <param name="mayCreate">False: a command that only makes sense with a database does not leave a new one behind.</param>
    public static CommandStore Open(string[] settings, bool mayCreate = false) => new(settings, mayCreate);

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _services.DisposeAsync();
    }
}
