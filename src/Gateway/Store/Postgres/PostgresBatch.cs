using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Tetri.Accounts;
using Tetri.Cards;
using Tetri.Merchants;
using Tetri.Payments;
using Tetri.Subscriptions;

namespace Tetri.Store.Postgres;

/// <summary>
/// The commands of one batch of writes, sent in one round trip, and the reading of their outcomes. The writer fills it anew for each batch,
/// since making it again would be a tenth of what an order allocates.
/// </summary>
internal sealed class PostgresBatch : IDisposable
{
    /// <summary>Nodes of one shard wait for each other's commits; a balance is the sum of its shards.</summary>
    private const int BalanceShards = 8;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlBatch _batch;
    private readonly NewOrders _newOrders = new();
    private readonly List<Action<NpgsqlDataReader>> _results = [];
    private readonly List<Action> _afterwards = [];
    private readonly List<(Transaction Approved, Entry Entry)> _entered = [];
    private readonly Dictionary<(long MerchantId, string Currency, Account Account), long> _moved = [];

    /// <param name="connection">The writer's own. It is open while the batch is run.</param>
    public PostgresBatch(NpgsqlConnection connection) => (_connection, _batch) = (connection, new NpgsqlBatch(connection));

    /// <summary>
    /// It may run without a transaction around it, which spares two ways to the database and back: PostgreSQL makes one of the whole batch, and nothing
    /// that comes back asks for more to be written or for a rollback.
    /// </summary>
    public bool CommitsItself { get; private set; }

    /// <summary>
    /// New orders without an idempotency key go in one insert; they stand before the other writes, whose rows they can't touch. So
    /// do the attempts of each merchant: a callback that is sent again or replaced in the same batch is so after its attempt. Payouts
    /// stand before the changes, which reach the balances last of all; their locks come first, in one order on all nodes.
    /// </summary>
    public void Fill(List<Write> writes)
    {
        Clear();
        CommitsItself = writes.TrueForAll(write => write is AddOrder { Begin: null } or RecordAttempt);
        _newOrders.TakeFrom(writes);
        // Many batches are new orders and nothing else.
        if (_newOrders.Count < writes.Count)
            foreach (var merchant in writes.OfType<AddOrder>().Where(add => add.NeedsBalance).Select(add => add.Order.MerchantId).Distinct().Order())
                LockBalance(merchant);
        if (_newOrders.Count > 0)
            AddOrders();
        if (_newOrders.Count < writes.Count)
            AddOthers(writes);
    }

    public void Run()
    {
        using var reader = _batch.ExecuteReader();
        // Commands that give no rows have no result among these.
        foreach (var read in _results)
        {
            read(reader);
            reader.NextResult();
        }
        // Where nothing else begins a transaction, the batch is one, and this waits until it is committed.
        reader.Close();
        foreach (var take in _afterwards)
            take();
        Enter();
    }

    public void Dispose() => _batch.Dispose();

    private void Clear()
    {
        _batch.BatchCommands.Clear();
        _results.Clear();
        _afterwards.Clear();
        _entered.Clear();
        _moved.Clear();
    }

    private void AddOthers(List<Write> writes)
    {
        foreach (var attempts in writes.OfType<RecordAttempt>().GroupBy(record => record.After.MerchantId))
            RecordAttempts(attempts.Key, [.. attempts]);
        foreach (var add in writes.OfType<AddOrder>())
            if (add.Begin is { } begun)
                AddPayout(add, begun);
        foreach (var write in writes)
        {
            switch (write)
            {
                case AddOrder { Begin: null, Key: { } key } add:
                    AddOrder(add, key);
                    break;
                case ChangeOrder change:
                    ChangeOrder(change);
                    break;
                case AddEntries missing:
                    AddEntries(missing);
                    break;
                case ResendCallback resend:
                    Resend(resend);
                    break;
                case ReleaseCallback release:
                    Release(release);
                    break;
                case PutRectoken put:
                    PutRectoken(put);
                    break;
                case DeactivateRectoken deactivate:
                    Deactivate(deactivate);
                    break;
                case ForgetSavedCard forget:
                    ForgetSavedCard(forget);
                    break;
                case ResealRectoken reseal:
                    Reseal(reseal, reseal.After);
                    break;
                case ChangeSubscription change:
                    ChangeSubscription(change, change.After);
                    break;
                case SpendContainer spend:
                    SpendContainer(spend, spend.Container);
                    break;
                case PutMerchant put:
                    PutMerchant(put, put.Merchant);
                    break;
                case MoveClock move:
                    MoveClock(move);
                    break;
                case ForgetExpired forget:
                    Forget(forget);
                    break;
            }
        }
    }

    private void AddOrders()
    {
        _batch.BatchCommands.Add(_newOrders.Command);
        _results.Add(_newOrders.ReadOutcomes);
    }

    private void AddOrder(AddOrder add, IdempotencyKey key)
    {
        var order = add.Order;
        Command(PostgresSql.AddOrderWithKey,
            Value(order.MerchantId), Value(add.PaymentId), Value(order.Terms.OrderId), Value((long)order.State), Value((long)order.Version),
            Value(order.Terms.Amount.Minor), Value(order.Terms.Amount.Currency.Code), Value(order.CreatedAt), Value(order.ExpiresAt), Value(Encoding.UTF8.GetString(add.TermsJson)),
            Value(key.Endpoint), Value(key.Key), Value(key.BodyHash), Value(key.KeptUntil));
        ReadCounts((free, added) => add.Outcome = free == 0 ? WriteOutcome.KeyTaken : added == 0 ? WriteOutcome.DuplicateOrder : WriteOutcome.Done);
    }

    private void LockBalance(long merchantId)
    {
        Command(PostgresSql.LockBalance, Value(merchantId));
        _results.Add(_ => { });
    }

    private void AddPayout(AddOrder add, Transaction begun)
    {
        var order = add.Order;
        Command(PostgresSql.AddPayout,
            Value(order.MerchantId), Value(add.PaymentId), Value(order.Terms.OrderId), Value((long)order.State), Value((long)order.Version),
            Value(order.Terms.Amount.Minor), Value(order.Terms.Amount.Currency.Code), Value(order.CreatedAt), Value(order.ExpiresAt), Value(Encoding.UTF8.GetString(add.TermsJson)),
            Value(begun.Id), Value(JsonSerializer.Serialize(order.Payment, PaymentJson.Default.Payment)), Value(add.NeedsBalance),
            Value((long)begun.Kind), Value((long)begun.Status), Value(begun.Connector), Value(begun.MaskedCard), Value(begun.CardType), Value(begun.StartedAt), Value(begun.CheckAt),
            Value(add.Key?.Endpoint), Value(add.Key?.Key), Value(add.Key?.BodyHash), Value(add.Key?.KeptUntil));
        _results.Add(reader =>
        {
            reader.Read();
            var (free, covered, added) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
            add.Outcome = free == 0 ? WriteOutcome.KeyTaken : covered == 0 ? WriteOutcome.BalanceTooLow : added == 0 ? WriteOutcome.DuplicateOrder : WriteOutcome.Done;
        });
    }

    private void ChangeOrder(ChangeOrder change)
    {
        var (order, begun, moved, kept, owed) = (change.After, change.Begin, change.Update, change.KeepCard, change.Owe);
        Command(PostgresSql.ChangeOrder,
            Value(order.MerchantId), Value(order.PaymentId), Value((long)order.State), Value((long)order.Version), Value(order.OpenTransactionId),
            Value(JsonSerializer.Serialize(order.Payment, PaymentJson.Default.Payment)),
            Value(begun?.Id), Value((long?)begun?.Kind), Value((long?)begun?.Status), Value(begun?.Amount.Minor), Value(begun?.Amount.Currency.Code),
            Value(begun?.Connector), Value(begun?.ParentId), Value(begun?.MaskedCard), Value(begun?.CardType), Value(begun?.StartedAt), Value(begun?.CheckAt),
            Value(moved?.Id), Value((long?)moved?.Status), Value(moved?.Rrn), Value(moved?.ApprovalCode), Value(moved?.Eci), Value((long?)moved?.ResponseCode),
            Value(moved?.EndedAt), Value(moved?.CheckAt),
            Value(kept?.TransactionId), Value(kept?.Card), Value(kept?.Secret),
            Value(kept is null ? null : JsonSerializer.Serialize(kept.Step, CardJson.Default.ThreeDSecureStep)), Value(kept?.ExpiresAt),
            Value(change.WipeCardOf),
            Value(owed?.Url), Value(owed?.OrderId), Value((long?)owed?.MessageVersion), Value(owed?.Content), Value(owed?.OwedAt), Value(owed?.DueAt), Value(owed?.Destination),
            Value(begun?.Reference));
        ReadCounts((changed, updated) =>
        {
            if (changed > 0 && moved is not null && updated == 0)
                throw new InvalidOperationException($"Transaction {moved.Id} is concluded already although its order still waits for it.");
            change.Outcome = changed == 0 ? WriteOutcome.Conflict : WriteOutcome.Done;
            if (changed == 0)
                return;
            foreach (var entry in change.Entries)
            {
                _entered.Add((moved!, entry));
                Move(moved!, entry);
            }
        });

        // Few changes have to do with a stored card, so the others' statement is spared it.
        if (change.Issue is { } issued)
            Command(PostgresSql.IssueRectoken, Values(issued));
        // A change that updates no transaction decides over one that was approved before.
        var (decides, decided) = moved is null ? (order.Payment.TransactionId, (long?)order.PaymentId) : (moved.Id, null);
        if (change.ApproveRectoken is { } approved)
            Command(PostgresSql.ApproveRectoken, Value(order.MerchantId), Value(approved), Value(decides), Value(decided), Value(order.PaymentId));
        if (change.DropRectoken is { } dropped)
            Command(PostgresSql.DropRectoken, Value(order.MerchantId), Value(dropped), Value(decides), Value(decided), Value(order.PaymentId));
        if (change.Subscribe is { } begunSubscription)
            Subscribe(begunSubscription, decides, decided);
    }

    private void Subscribe(Subscription subscription, long? transactionId, long? paymentId) =>
        Command(PostgresSql.Subscribe,
            Value(subscription.MerchantId), Value(subscription.PaymentId), Value(subscription.Rectoken),
            Value(JsonSerializer.Serialize(subscription.Schedule, ScheduleJson.Default.Schedule)), Value(subscription.PaidAt),
            Value((long)subscription.State), Value((long)subscription.Version), Value((long)subscription.NextCharge), Value((long)subscription.Declines),
            Value(subscription.DueAt), Value(subscription.LeasedUntil), Value(transactionId), Value(paymentId));

    private void ChangeSubscription(ChangeSubscription change, Subscription after)
    {
        var command = Command(PostgresSql.ChangeSubscription,
            Value(after.MerchantId), Value(after.PaymentId), Value((long)after.State), Value((long)after.Version), Value((long)after.NextCharge),
            Value((long)after.Declines), Value(after.DueAt), Value(after.LeasedUntil));
        _afterwards.Add(() => change.Outcome = command.RecordsAffected == 0 ? WriteOutcome.Conflict : WriteOutcome.Done);
    }

    /// <summary>What was entered already is not given back, and so not added to the balances again.</summary>
    private void AddEntries(AddEntries missing)
    {
        var (approved, entries) = (missing.Approved, missing.Entries);
        Command(PostgresSql.AddEntries,
            Value(approved.MerchantId), Value(approved.Id), Value(approved.Amount.Currency.Code),
            Array(entries, entry => (long)entry.Account), Array(entries, entry => entry.Minor));
        _results.Add(reader =>
        {
            while (reader.Read())
                Move(approved, new Entry((Account)reader.GetInt64(0), reader.GetInt64(1)));
        });
        _afterwards.Add(() => missing.Outcome = WriteOutcome.Done);
    }

    private void Move(Transaction approved, Entry entry)
    {
        var key = (approved.MerchantId, approved.Amount.Currency.Code, entry.Account);
        _moved[key] = _moved.GetValueOrDefault(key) + entry.Minor;
    }

    /// <summary>
    /// Enters what the changes moved, now that it is known which were done. It comes last, since a balance is a row that many orders change: it is
    /// locked for the commit alone, in one order on all nodes, and each node has its own unless there are many.
    /// </summary>
    private void Enter()
    {
        if (_moved.Count == 0)
            return;
        using var batch = new NpgsqlBatch(_connection);
        if (_entered.Count > 0)
            batch.BatchCommands.Add(Of(PostgresSql.EnterChanges,
                Array(_entered, row => row.Approved.MerchantId), Array(_entered, row => row.Approved.Id), Array(_entered, row => (long)row.Entry.Account),
                Array(_entered, row => row.Approved.Amount.Currency.Code), Array(_entered, row => row.Entry.Minor)));
        var moved = _moved.OrderBy(row => row.Key.MerchantId).ThenBy(row => row.Key.Currency, StringComparer.Ordinal).ThenBy(row => row.Key.Account).ToList();
        batch.BatchCommands.Add(Of(PostgresSql.AddToBalances,
            Array(moved, row => row.Key.MerchantId), Array(moved, row => row.Key.Currency), Array(moved, row => (long)row.Key.Account),
            Value(_connection.ProcessID % BalanceShards), Array(moved, row => row.Value)));
        batch.ExecuteNonQuery();
    }

    private void SpendContainer(SpendContainer spend, IdempotencyKey container)
    {
        var command = Command(PostgresSql.SpendContainer,
            Value(container.MerchantId), Value(container.Endpoint), Value(container.Key), Value(container.BodyHash), Value(spend.PaymentId), Value(container.KeptUntil), Value(spend.At));
        _afterwards.Add(() => spend.Outcome = command.RecordsAffected == 0 ? WriteOutcome.KeyTaken : WriteOutcome.Done);
    }

    private void PutRectoken(PutRectoken put)
    {
        var command = Command(PostgresSql.PutRectoken, Values(put.Rectoken));
        _afterwards.Add(() => put.Outcome = command.RecordsAffected == 0 ? WriteOutcome.Conflict : WriteOutcome.Done);
    }

    private void Deactivate(DeactivateRectoken deactivate)
    {
        var command = Command(PostgresSql.DeactivateRectoken, Value(deactivate.MerchantId), Value(deactivate.Rectoken), Value(deactivate.At));
        _afterwards.Add(() => deactivate.Outcome = command.RecordsAffected == 0 ? WriteOutcome.Conflict : WriteOutcome.Done);
    }

    private void ForgetSavedCard(ForgetSavedCard forget)
    {
        var command = Command(PostgresSql.ForgetSavedCard, Value(forget.MerchantId), Value(forget.Rectoken), Value(forget.Payer));
        _afterwards.Add(() => forget.Outcome = command.RecordsAffected == 0 ? WriteOutcome.Conflict : WriteOutcome.Done);
    }

    private void Reseal(ResealRectoken reseal, Rectoken after)
    {
        var command = Command(PostgresSql.ResealRectoken,
            Value(after.MerchantId), Value(after.Value), Value(after.Card), Value((long)after.KeyId), Value(after.Fingerprint), Value((long)reseal.Before));
        _afterwards.Add(() => reseal.Outcome = command.RecordsAffected == 0 ? WriteOutcome.Conflict : WriteOutcome.Done);
    }

    private void RecordAttempts(long merchantId, List<RecordAttempt> records)
    {
        Command(PostgresSql.RecordAttempts,
            Value(merchantId), Array(records, record => record.After.Id), Array(records, record => (long)record.Attempt.Number),
            Array(records, record => record.Attempt.At.ToUnixTimeMilliseconds()), Array(records, record => (long)record.Attempt.Outcome),
            Array(records, record => (long?)record.Attempt.HttpStatus), Array(records, record => (long)record.Attempt.Duration),
            Array(records, record => (long)record.After.State), Array(records, record => record.After.DueAt.ToUnixTimeMilliseconds()),
            Array(records, record => record.After.PaymentId), Array(records, record => record.LeasedUntil.ToUnixTimeMilliseconds()));
        _afterwards.Add(() => records.ForEach(record => record.Outcome = WriteOutcome.Done));
    }

    private void Resend(ResendCallback resend)
    {
        var command = Command(PostgresSql.ResendCallback, Value(resend.MerchantId), Value(resend.CallbackId), Value(resend.DueAt));
        _afterwards.Add(() => resend.Outcome = command.RecordsAffected == 0 ? WriteOutcome.Conflict : WriteOutcome.Done);
    }

    private void Release(ReleaseCallback release)
    {
        Command(PostgresSql.ReleaseCallback, Value(release.MerchantId), Value(release.CallbackId), Value(release.LeasedUntil));
        _afterwards.Add(() => release.Outcome = WriteOutcome.Done);
    }

    private void PutMerchant(PutMerchant put, Merchant merchant)
    {
        Command(PostgresSql.PutMerchant,
            Value(merchant.Id), Value(merchant.Name), Value(merchant.PageHash), Value(merchant.PaymentKey), Value(merchant.CreditKey),
            Value(string.Join(',', merchant.FormerIds)), Value(string.Join(',', merchant.Currencies)),
            Value(JsonSerializer.Serialize(merchant.Settings, MerchantJson.Default.MerchantSettings)));
        _afterwards.Add(() => put.Outcome = WriteOutcome.Done);
    }

    private void MoveClock(MoveClock move)
    {
        Command(PostgresSql.MoveClock, Value((long)move.Ahead.TotalMilliseconds));
        _afterwards.Add(() => move.Outcome = WriteOutcome.Done);
    }

    private void Forget(ForgetExpired forget)
    {
        Command(PostgresSql.ForgetKeys, Value(forget.Now));
        Command(PostgresSql.ForgetCards, Value(forget.Now));
        _afterwards.Add(() => forget.Outcome = WriteOutcome.Done);
    }

    private void ReadCounts(Action<long, long> take) => _results.Add(reader =>
    {
        reader.Read();
        take(reader.GetInt64(0), reader.GetInt64(1));
    });

    private NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = Of(sql, parameters);
        _batch.BatchCommands.Add(command);
        return command;
    }

    private static NpgsqlBatchCommand Of(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    private static NpgsqlParameter[] Values(Rectoken rectoken) =>
    [
        Value(rectoken.MerchantId), Value(rectoken.Value), Value(rectoken.PaymentId), Value(rectoken.TransactionId), Value(rectoken.Card), Value((long)rectoken.KeyId),
        Value(rectoken.Fingerprint), Value(rectoken.MaskedCard), Value(rectoken.CardType), Value(rectoken.ExpiresAt), Value(rectoken.CreatedAt),
        Value(rectoken.IsApproved ? 1L : 0L), Value(rectoken.DeactivatedAt), Value(rectoken.Payer),
    ];

    private static NpgsqlParameter Value(long? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint };

    private static NpgsqlParameter Value(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Value(byte[]? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea };

    private static NpgsqlParameter Value(DateTimeOffset? value) => Value(value?.ToUnixTimeMilliseconds());

    private static NpgsqlParameter Value(bool value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Boolean };

    private static NpgsqlParameter Array<T>(IReadOnlyList<T> rows, Func<T, long> of) =>
        new() { Value = rows.Select(of).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };

    private static NpgsqlParameter Array<T>(IReadOnlyList<T> rows, Func<T, long?> of) =>
        new() { Value = rows.Select(of).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };

    private static NpgsqlParameter Array<T>(IReadOnlyList<T> rows, Func<T, string> of) =>
        new() { Value = rows.Select(of).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
