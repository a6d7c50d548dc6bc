using Npgsql;
using NpgsqlTypes;

namespace Tetri.Store.Postgres;

/// <summary>The insert of a batch's new orders, filled anew for each batch as <see cref="PostgresBatch"/> is.</summary>
internal sealed class NewOrders
{
    private readonly List<AddOrder> _adds = [];
    private readonly HashSet<long> _taken = [];
    private readonly Column[] _columns =
    [
        new Column<long>(NpgsqlDbType.Bigint, add => add.Order.MerchantId),
        new Column<long>(NpgsqlDbType.Bigint, add => add.PaymentId),
        new Column<string>(NpgsqlDbType.Text, add => add.Order.Terms.OrderId),
        new Column<long>(NpgsqlDbType.Bigint, add => (long)add.Order.State),
        new Column<long>(NpgsqlDbType.Bigint, add => add.Order.Version),
        new Column<long>(NpgsqlDbType.Bigint, add => add.Order.Terms.Amount.Minor),
        new Column<string>(NpgsqlDbType.Text, add => add.Order.Terms.Amount.Currency.Code),
        new Column<long>(NpgsqlDbType.Bigint, add => add.Order.CreatedAt.ToUnixTimeMilliseconds()),
        new Column<long>(NpgsqlDbType.Bigint, add => add.Order.ExpiresAt.ToUnixTimeMilliseconds()),
        // Text that is UTF-8 already.
        new Column<byte[]>(NpgsqlDbType.Text, add => add.TermsJson),
    ];

    public NewOrders()
    {
        foreach (var column in _columns)
            Command.Parameters.Add(column.Parameter);
    }

    public int Count => _adds.Count;

    public NpgsqlBatchCommand Command { get; } = new();

    /// <summary>Takes the batch's orders without an idempotency key and without a payout, which have guards of their own.</summary>
    public void TakeFrom(List<Write> writes)
    {
        _adds.Clear();
        foreach (var write in writes)
            if (write is AddOrder { Key: null, Begin: null } add)
                _adds.Add(add);
        foreach (var column in _columns)
            column.Fill(_adds);
        // Also makes the command forget the statement that was prepared on its last connection, which may be gone.
        Command.CommandText = PostgresSql.AddOrders;
    }

    /// <summary>The first of two equal order_ids in one batch is the one that is taken, as it would be in two batches.</summary>
    public void ReadOutcomes(NpgsqlDataReader reader)
    {
        _taken.Clear();
        while (reader.Read())
            _taken.Add(reader.GetInt64(0));
        foreach (var add in _adds)
            add.Outcome = _taken.Contains(add.PaymentId) ? WriteOutcome.Done : WriteOutcome.DuplicateOrder;
    }

    private abstract class Column
    {
        public NpgsqlParameter Parameter { get; protected init; } = null!;

        public abstract void Fill(List<AddOrder> adds);
    }

    private sealed class Column<T> : Column
    {
        private readonly List<T> _values = [];
        private readonly Func<AddOrder, T> _of;

        public Column(NpgsqlDbType type, Func<AddOrder, T> of)
        {
            _of = of;
            Parameter = new() { NpgsqlDbType = NpgsqlDbType.Array | type };
        }

        public override void Fill(List<AddOrder> adds)
        {
            _values.Clear();
            foreach (var add in adds)
                _values.Add(_of(add));
            // Set again although it is the same list: a batch that failed may have left what it had measured of its values.
            Parameter.Value = _values;
        }
    }
}
