using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tetri.Bench.Fill;

/// <summary>
/// Adds orders the way a year of business leaves them: most of them finished, most of them of the measured merchant, order ids
/// spread at random. Rows go in one by one and not through a sorted index, so the index has the gaps that a grown one has.
/// </summary>
internal sealed class Filler : IDisposable
{
    private const int PerTransaction = 100_000;

    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _insert;
    private readonly PastOrders _orders = new();

    public Filler(string database)
    {
        _connection = new SqliteConnection($"Data Source={database};Mode=ReadWrite;Pooling=False");
        _connection.Open();
        Execute("PRAGMA journal_mode = DELETE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -2000000; PRAGMA locking_mode = EXCLUSIVE");
        Check(raw.sqlite3_prepare_v2(_connection.Handle, """
            INSERT INTO orders (payment_id, merchant_id, order_id, state, version, amount, currency, created_at, expires_at, terms, payment)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, out _insert));
    }

    /// <summary>Adds what is missing to the number; the newest order is one second old.</summary>
    public void AddUpTo(int number)
    {
        var have = Scalar("SELECT count(*) FROM orders");
        var paymentId = Scalar("SELECT coalesce(max(payment_id), 100000000) FROM orders");
        var now = DateTimeOffset.UtcNow;
        Execute("BEGIN");
        for (var missing = number - have; missing > 0; missing--)
        {
            Insert(++paymentId, now.AddSeconds(-missing));
            if (missing % PerTransaction == 0)
                Execute("COMMIT; BEGIN");
        }
        Execute("COMMIT");
    }

    public void Dispose()
    {
        _insert.Dispose();
        Execute("PRAGMA journal_mode = WAL");
        _connection.Dispose();
    }

    private void Insert(long paymentId, DateTimeOffset createdAt)
    {
        _orders.Next(createdAt);
        var place = 0;
        Check(raw.sqlite3_bind_int64(_insert, ++place, paymentId));
        Check(raw.sqlite3_bind_int64(_insert, ++place, _orders.MerchantId));
        Check(raw.sqlite3_bind_text(_insert, ++place, _orders.OrderId));
        Check(raw.sqlite3_bind_int64(_insert, ++place, _orders.State));
        Check(raw.sqlite3_bind_int64(_insert, ++place, _orders.Version));
        Check(raw.sqlite3_bind_int64(_insert, ++place, _orders.Amount));
        Check(raw.sqlite3_bind_text(_insert, ++place, "USD"u8));
        Check(raw.sqlite3_bind_int64(_insert, ++place, createdAt.ToUnixTimeMilliseconds()));
        Check(raw.sqlite3_bind_int64(_insert, ++place, _orders.ExpiresAt.ToUnixTimeMilliseconds()));
        Check(raw.sqlite3_bind_text(_insert, ++place, _orders.Terms));
        Check(_orders.Payment is { } payment ? raw.sqlite3_bind_text(_insert, ++place, payment) : raw.sqlite3_bind_null(_insert, ++place));
        if (raw.sqlite3_step(_insert) != raw.SQLITE_DONE)
            throw new InvalidOperationException(raw.sqlite3_errmsg(_connection.Handle).utf8_to_string());
        raw.sqlite3_reset(_insert);
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            throw new InvalidOperationException(raw.sqlite3_errmsg(_connection.Handle).utf8_to_string());
    }

    private long Scalar(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
