using Npgsql;

namespace Tetri.Store.Postgres;

/// <summary>Hands out ids of a sequence that counts in hundreds: one question to the database for each hundred.</summary>
internal sealed class PostgresIds(NpgsqlDataSource source, string sequence) : IDisposable
{
    private const int BlockSize = 100;
    private readonly SemaphoreSlim _refill = new(1, 1);
    private readonly Lock _lock = new();
    private long _next;
    private long _end;

    public ValueTask<long> NextAsync(CancellationToken cancellation) =>
        TryTake(out var id) ? ValueTask.FromResult(id) : RefillAsync(cancellation);

    public void Dispose() => _refill.Dispose();

    private bool TryTake(out long id)
    {
        lock (_lock)
        {
            id = _next;
            return _next < _end && _next++ >= 0;
        }
    }

    private async ValueTask<long> RefillAsync(CancellationToken cancellation)
    {
        await _refill.WaitAsync(cancellation);
        try
        {
            if (TryTake(out var id))
                return id;
            await using var connection = await source.OpenConnectionAsync(cancellation);
            await using var command = new NpgsqlCommand("SELECT nextval($1::text::regclass)", connection) { Parameters = { new() { Value = sequence } } };
            var first = (long)(await command.ExecuteScalarAsync(cancellation))!;
            lock (_lock)
                (_next, _end) = (first + 1, first + BlockSize);
            return first;
        }
        finally
        {
            _refill.Release();
        }
    }
}
