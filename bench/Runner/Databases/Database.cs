using Tetri.Bench.Servers;

namespace Tetri.Bench.Databases;

/// <summary>A database of the gateway: where it is, and how rows get into it and out of it beside the gateway.</summary>
internal abstract class Database : IAsyncDisposable
{
    /// <summary>The gateway's data folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Settings that tell the gateway of the database.</summary>
    public virtual IEnumerable<string> GatewaySettings => [];

    /// <summary>The write-ahead log, where it is a file of the gateway's own.</summary>
    public virtual string? LogFile => null;

    public abstract IRowWriter Write(string table, params IReadOnlyList<string> columns);

    /// <summary>The first column of each row.</summary>
    public abstract IReadOnlyList<string> ReadTexts(string sql);

    /// <summary>Does after many rows what the database does by itself after a while.</summary>
    public virtual Task SettleAsync() => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();

    /// <summary>The gateway makes its tables at its first start.</summary>
    public async Task MakeTablesAsync() => await (await Launch.GatewayAsync(this)).DisposeAsync();
}
