namespace Tetri.Bench.Databases;

/// <summary>The store that is embedded in the gateway: a file in its data folder.</summary>
internal sealed class SqliteEngine : IEngine
{
    private SqliteDatabase? _filled;

    public string Name => "SQLite";

    public long? CpuMicroseconds => null;

    public Task<Database> CreateAsync() =>
        Task.FromResult<Database>(new SqliteDatabase { Folder = Folders.Empty(Path.Combine(Folders.Data, "0")), IsKept = false });

    public async Task<Database> FilledAsync(int orders)
    {
        _filled ??= await SqliteDatabase.FillAsync(orders);
        await Folders.BringToMemoryAsync(_filled.Folder);
        return _filled;
    }
}
