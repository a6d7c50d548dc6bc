using System.Text.Json;
using SQLitePCL;
using Tetri.Accounts;
using Tetri.Callbacks;
using Tetri.Cards;
using Tetri.Merchants;
using Tetri.Payments;
using Tetri.Subscriptions;

namespace Tetri.Store.Sqlite;

/// <summary>Runs each kind of write on the writer's connection. Guards come first, so a refused write has changed nothing.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SqliteStatement _begin, _commit, _rollback;
    private readonly SqliteStatement _addOrder, _findKey, _addKey;
    private readonly SqliteStatement _freeBalance, _findOrder, _openOrder;
    private readonly SqliteStatement _changeOrder, _beginTransaction, _updateTransaction;
    private readonly SqliteStatement _addEntry, _addMissingEntry, _addToBalance;
    private readonly SqliteStatement _keepCard, _wipeCard, _replaceCallbacks, _oweCallback;
    private readonly SqliteStatement _changeCallback, _addAttempt, _resend;
    private readonly SqliteStatement _addRectoken, _approveRectoken, _dropRectoken, _deactivateRectoken, _resealRectoken, _forgetSavedCard;
    private readonly SqliteStatement _addSubscription, _changeSubscription;
    private readonly SqliteStatement _putMerchant, _moveClock, _forgetKeys, _forgetCards;
    private long _nextPaymentId;

    public SqliteWriter(sqlite3 database)
    {
        SqliteStatement Prepare(string sql) => new(database, sql);

        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _rollback = Prepare("ROLLBACK");
        _addOrder = Prepare("""
            INSERT INTO orders (payment_id, merchant_id, order_id, state, version, amount, currency, created_at, expires_at, terms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (merchant_id, order_id) DO NOTHING
            """);
        _findKey = Prepare("SELECT payment_id FROM idempotency_keys WHERE merchant_id = ? AND endpoint = ? AND key = ? AND kept_until > ?");
        _addKey = Prepare("""
            INSERT OR REPLACE INTO idempotency_keys (merchant_id, endpoint, key, body_hash, payment_id, kept_until) VALUES (?, ?, ?, ?, ?, ?)
            """);
        _freeBalance = Prepare($"""
            SELECT coalesce((SELECT sum(amount) FROM ledger_balances WHERE merchant_id = ?1 AND currency = ?2 AND account = {(int)Account.Balance}), 0)
                - coalesce((SELECT sum(amount) FROM transactions WHERE merchant_id = ?1 AND currency = ?2 AND status = {(int)TransactionStatus.PayoutOpen}), 0)
            """);
        _findOrder = Prepare("SELECT payment_id FROM orders WHERE merchant_id = ? AND order_id = ?");
        _openOrder = Prepare("UPDATE orders SET open_transaction_id = ?, payment = ? WHERE payment_id = ?");
        _changeOrder = Prepare("""
            UPDATE orders SET state = ?, version = ?, open_transaction_id = ?, payment = ?
            WHERE payment_id = ? AND merchant_id = ? AND version = ?
            """);
        _beginTransaction = Prepare("""
            INSERT INTO transactions (transaction_id, merchant_id, payment_id, kind, status, amount, currency, connector, parent_id,
                masked_card, card_type, started_at, check_at, reference)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
        _updateTransaction = Prepare("""
            UPDATE transactions SET status = ?, rrn = ?, approval_code = ?, eci = ?, response_code = ?, ended_at = ?, check_at = ?
            WHERE transaction_id = ? AND merchant_id = ? AND status IN (0, 1, 4, 5, 6)
            """);
        const string AddEntry = "INSERT INTO ledger_entries (merchant_id, transaction_id, account, currency, amount) VALUES (?, ?, ?, ?, ?)";
        _addEntry = Prepare(AddEntry);
        _addMissingEntry = Prepare(AddEntry + " ON CONFLICT DO NOTHING");
        _addToBalance = Prepare("""
            INSERT INTO ledger_balances (merchant_id, currency, account, shard, amount) VALUES (?, ?, ?, 0, ?)
            ON CONFLICT DO UPDATE SET amount = amount + excluded.amount
            """);
        _keepCard = Prepare("""
            INSERT INTO card_sessions (transaction_id, merchant_id, payment_id, card, cvv, step, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (transaction_id) DO UPDATE SET step = excluded.step, cvv = excluded.cvv, expires_at = excluded.expires_at
            """);
        _wipeCard = Prepare("DELETE FROM card_sessions WHERE transaction_id = ?");
        _replaceCallbacks = Prepare("UPDATE callbacks SET state = ? WHERE merchant_id = ? AND payment_id = ? AND url = ? AND state = ?");
        _oweCallback = Prepare("""
            INSERT INTO callbacks (merchant_id, payment_id, order_id, url, destination, order_version, message_version, content, state, attempts, owed_at, due_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?)
            """);
        _changeCallback = Prepare("""
            UPDATE callbacks SET state = CASE WHEN state = 0 THEN ? ELSE state END, attempts = ?, due_at = ? WHERE callback_id = ? AND merchant_id = ?
            """);
        _addAttempt = Prepare("INSERT INTO callback_attempts (merchant_id, callback_id, number, at, outcome, http_status, duration) VALUES (?, ?, ?, ?, ?, ?, ?)");
        _resend = Prepare("UPDATE callbacks SET state = 0, due_at = ? WHERE callback_id = ? AND merchant_id = ?");
        _addRectoken = Prepare("""
            INSERT INTO rectokens (merchant_id, rectoken, payment_id, transaction_id, card, key_id, fingerprint, masked_card, card_type, expires_at, created_at,
                approved, deactivated_at, payer)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (merchant_id, rectoken) DO NOTHING
            """);
        _approveRectoken = Prepare("UPDATE rectokens SET approved = 1 WHERE merchant_id = ? AND rectoken = ?");
        _dropRectoken = Prepare("DELETE FROM rectokens WHERE merchant_id = ? AND rectoken = ? AND approved = 0");
        _deactivateRectoken = Prepare("UPDATE rectokens SET deactivated_at = coalesce(deactivated_at, ?) WHERE merchant_id = ? AND rectoken = ?");
        _resealRectoken = Prepare("UPDATE rectokens SET card = ?, key_id = ?, fingerprint = ? WHERE merchant_id = ? AND rectoken = ? AND key_id = ?");
        _forgetSavedCard = Prepare("DELETE FROM rectokens WHERE merchant_id = ? AND rectoken = ? AND payer = ?");
        _addSubscription = Prepare("""
            INSERT INTO subscriptions (merchant_id, payment_id, rectoken, schedule, paid_at, state, version, next_charge, declines, due_at, leased_until)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (merchant_id, payment_id) DO NOTHING
            """);
        _changeSubscription = Prepare("""
            UPDATE subscriptions SET state = ?, version = ?, next_charge = ?, declines = ?, due_at = ?, leased_until = ?
            WHERE merchant_id = ? AND payment_id = ? AND version = ?
            """);
        _putMerchant = Prepare("""
            INSERT OR REPLACE INTO merchants (merchant_id, name, page_hash, payment_key, credit_key, former_ids, currencies, settings)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """);
        _moveClock = Prepare("UPDATE sandbox_clock SET ahead = ?1 WHERE ahead < ?1");
        _forgetKeys = Prepare("DELETE FROM idempotency_keys WHERE kept_until <= ?");
        _forgetCards = Prepare("DELETE FROM card_sessions WHERE expires_at <= ?");

        using var lastPaymentId = Prepare("SELECT max(payment_id) FROM orders");
        _nextPaymentId = (lastPaymentId.ExecuteScalar() ?? FirstPaymentId - 1) + 1;
    }

    /// <summary>Nine digits from the start, as clients have always seen them, with two thousand million left below 2^31.</summary>
    private const long FirstPaymentId = 100_000_001;

    public void Begin() => _begin.Execute();

    public void Commit() => _commit.Execute();

    public void Rollback() => _rollback.Execute();

    public WriteOutcome Run(Write write) => write switch
    {
        AddOrder add => Run(add),
        ChangeOrder change => Run(change),
        AddEntries missing => Run(missing),
        RecordAttempt record => Run(record),
        ResendCallback resend => Run(resend),
        // One process serves one file and leases nothing.
        ReleaseCallback => WriteOutcome.Done,
        PutRectoken put => Add(put.Rectoken),
        DeactivateRectoken deactivate => Run(deactivate),
        ForgetSavedCard forget => _forgetSavedCard.Bind(forget.MerchantId).Bind(forget.Rectoken).Bind(forget.Payer).Execute() == 0 ? WriteOutcome.Conflict : WriteOutcome.Done,
        ResealRectoken reseal => Run(reseal),
        ChangeSubscription change => Run(change.After),
        SpendContainer spend => Run(spend),
        PutMerchant put => Run(put.Merchant),
        MoveClock move => Run(move),
        ForgetExpired forget => Run(forget),
        _ => throw new InvalidOperationException($"No such write: {write.GetType().Name}."),
    };

    public void Dispose()
    {
        foreach (var statement in new[]
        {
            _begin, _commit, _rollback, _addOrder, _findKey, _addKey, _freeBalance, _findOrder, _openOrder, _changeOrder, _beginTransaction, _updateTransaction,
            _addEntry, _addMissingEntry, _addToBalance, _keepCard, _wipeCard, _replaceCallbacks, _oweCallback, _changeCallback, _addAttempt, _resend,
            _addRectoken, _approveRectoken, _dropRectoken, _deactivateRectoken, _resealRectoken, _forgetSavedCard, _addSubscription, _changeSubscription,
            _putMerchant, _moveClock, _forgetKeys, _forgetCards,
        })
            statement.Dispose();
    }

    private WriteOutcome Run(AddOrder add)
    {
        var order = add.Order;
        if (add.Key is { } used &&
            _findKey.Bind(used.MerchantId).Bind(used.Endpoint).Bind(used.Key).Bind(order.CreatedAt).ExecuteScalar() is not null)
            return WriteOutcome.KeyTaken;
        if (add is { NeedsBalance: true, Begin.Amount: var wanted } &&
            _freeBalance.Bind(order.MerchantId).Bind(wanted.Currency.Code).ExecuteScalar() < wanted.Minor)
            return _findOrder.Bind(order.MerchantId).Bind(order.Terms.OrderId).ExecuteScalar() is null ? WriteOutcome.BalanceTooLow : WriteOutcome.DuplicateOrder;

        var added = _addOrder
            .Bind(_nextPaymentId).Bind(order.MerchantId).Bind(order.Terms.OrderId).Bind((long)order.State).Bind(order.Version)
            .Bind(order.Terms.Amount.Minor).Bind(order.Terms.Amount.Currency.Code).Bind(order.CreatedAt).Bind(order.ExpiresAt)
            .BindText(add.TermsJson).Execute();
        if (added == 0)
            return WriteOutcome.DuplicateOrder;
        add.PaymentId = _nextPaymentId++;

        if (add.Key is { } key)
            _addKey.Bind(key.MerchantId).Bind(key.Endpoint).Bind(key.Key).Bind(key.BodyHash).Bind(add.PaymentId).Bind(key.KeptUntil).Execute();
        if (add.Begin is { } begun)
        {
            _openOrder.Bind(begun.Id).Bind(JsonSerializer.Serialize(order.Payment, PaymentJson.Default.Payment)).Bind(add.PaymentId).Execute();
            Begin(begun with { PaymentId = add.PaymentId });
        }
        return WriteOutcome.Done;
    }

    private WriteOutcome Run(ChangeOrder change)
    {
        var order = change.After;
        var changed = _changeOrder
            .Bind((long)order.State).Bind(order.Version).Bind(order.OpenTransactionId)
            .Bind(JsonSerializer.Serialize(order.Payment, PaymentJson.Default.Payment))
            .Bind(order.PaymentId).Bind(order.MerchantId).Bind(order.Version - 1).Execute();
        if (changed == 0)
            return WriteOutcome.Conflict;

        if (change.Begin is { } begun)
            Begin(begun);
        if (change.Update is { } moved &&
            _updateTransaction
                .Bind((long)moved.Status).Bind(moved.Rrn).Bind(moved.ApprovalCode).Bind(moved.Eci).Bind(moved.ResponseCode)
                .Bind(moved.EndedAt).Bind(moved.CheckAt).Bind(moved.Id).Bind(moved.MerchantId).Execute() == 0)
            throw new InvalidOperationException($"Transaction {moved.Id} is concluded already although its order still waits for it.");
        if (change.Entries.Count > 0)
            Enter(_addEntry, change.Update!, change.Entries);
        if (change.KeepCard is { } card)
            _keepCard.Bind(card.TransactionId).Bind(card.MerchantId).Bind(card.PaymentId).Bind(card.Card).Bind(card.Secret)
                .Bind(JsonSerializer.Serialize(card.Step, CardJson.Default.ThreeDSecureStep)).Bind(card.ExpiresAt).Execute();
        if (change.WipeCardOf is { } wiped)
            _wipeCard.Bind(wiped).Execute();
        if (change.Issue is { } issued)
            Add(issued);
        if (change.ApproveRectoken is { } approved)
            _approveRectoken.Bind(order.MerchantId).Bind(approved).Execute();
        if (change.DropRectoken is { } dropped)
            _dropRectoken.Bind(order.MerchantId).Bind(dropped).Execute();
        if (change.Subscribe is { } begunSubscription)
            Add(begunSubscription);
        if (change.Owe is { } owed)
            Owe(owed);
        return WriteOutcome.Done;
    }

    private WriteOutcome Add(Rectoken rectoken) =>
        _addRectoken
            .Bind(rectoken.MerchantId).Bind(rectoken.Value).Bind(rectoken.PaymentId).Bind(rectoken.TransactionId).Bind(rectoken.Card).Bind((long)rectoken.KeyId)
            .Bind(rectoken.Fingerprint).Bind(rectoken.MaskedCard).Bind(rectoken.CardType).Bind(rectoken.ExpiresAt).Bind(rectoken.CreatedAt)
            .Bind(rectoken.IsApproved ? 1L : 0L).Bind(rectoken.DeactivatedAt).Bind(rectoken.Payer).Execute() == 0
            ? WriteOutcome.Conflict
            : WriteOutcome.Done;

    private void Add(Subscription subscription) =>
        _addSubscription
            .Bind(subscription.MerchantId).Bind(subscription.PaymentId).Bind(subscription.Rectoken)
            .Bind(JsonSerializer.Serialize(subscription.Schedule, ScheduleJson.Default.Schedule)).Bind(subscription.PaidAt)
            .Bind((long)subscription.State).Bind(subscription.Version).Bind(subscription.NextCharge).Bind(subscription.Declines)
            .Bind(subscription.DueAt).Bind(subscription.LeasedUntil).Execute();

    private WriteOutcome Run(Subscription after) =>
        _changeSubscription
            .Bind((long)after.State).Bind(after.Version).Bind(after.NextCharge).Bind(after.Declines).Bind(after.DueAt).Bind(after.LeasedUntil)
            .Bind(after.MerchantId).Bind(after.PaymentId).Bind(after.Version - 1).Execute() == 0
            ? WriteOutcome.Conflict
            : WriteOutcome.Done;

    private WriteOutcome Run(DeactivateRectoken deactivate) =>
        _deactivateRectoken.Bind(deactivate.At).Bind(deactivate.MerchantId).Bind(deactivate.Rectoken).Execute() == 0 ? WriteOutcome.Conflict : WriteOutcome.Done;

    private WriteOutcome Run(ResealRectoken reseal)
    {
        var after = reseal.After;
        return _resealRectoken
            .Bind(after.Card).Bind((long)after.KeyId).Bind(after.Fingerprint).Bind(after.MerchantId).Bind(after.Value).Bind((long)reseal.Before).Execute() == 0
            ? WriteOutcome.Conflict
            : WriteOutcome.Done;
    }

    private WriteOutcome Run(AddEntries missing)
    {
        Enter(_addMissingEntry, missing.Approved, missing.Entries);
        return WriteOutcome.Done;
    }

    private void Enter(SqliteStatement add, Transaction approved, IReadOnlyList<Entry> entries)
    {
        foreach (var entry in entries)
            if (add.Bind(approved.MerchantId).Bind(approved.Id).Bind((long)entry.Account).Bind(approved.Amount.Currency.Code).Bind(entry.Minor).Execute() > 0)
                _addToBalance.Bind(approved.MerchantId).Bind(approved.Amount.Currency.Code).Bind((long)entry.Account).Bind(entry.Minor).Execute();
    }

    private void Begin(Transaction begun) =>
        _beginTransaction
            .Bind(begun.Id).Bind(begun.MerchantId).Bind(begun.PaymentId).Bind((long)begun.Kind).Bind((long)begun.Status)
            .Bind(begun.Amount.Minor).Bind(begun.Amount.Currency.Code).Bind(begun.Connector).Bind(begun.ParentId)
            .Bind(begun.MaskedCard).Bind(begun.CardType).Bind(begun.StartedAt).Bind(begun.CheckAt).Bind(begun.Reference).Execute();

    private void Owe(Callback callback)
    {
        _replaceCallbacks
            .Bind((long)CallbackState.Replaced).Bind(callback.MerchantId).Bind(callback.PaymentId).Bind(callback.Url)
            .Bind((long)CallbackState.Due).Execute();
        _oweCallback
            .Bind(callback.MerchantId).Bind(callback.PaymentId).Bind(callback.OrderId).Bind(callback.Url).Bind(callback.Destination).Bind(callback.OrderVersion)
            .Bind((long)callback.MessageVersion).Bind(callback.Content).Bind(callback.OwedAt).Bind(callback.DueAt).Execute();
    }

    private WriteOutcome Run(RecordAttempt record)
    {
        var (callback, attempt) = (record.After, record.Attempt);
        _addAttempt
            .Bind(callback.MerchantId).Bind(attempt.CallbackId).Bind(attempt.Number).Bind(attempt.At).Bind((long)attempt.Outcome).Bind((long?)attempt.HttpStatus)
            .Bind(attempt.Duration).Execute();

        // One that was replaced while it was under way stays replaced; its attempt is kept all the same.
        _changeCallback
            .Bind((long)callback.State).Bind(callback.Attempts).Bind(callback.DueAt).Bind(callback.Id).Bind(callback.MerchantId).Execute();
        return WriteOutcome.Done;
    }

    private WriteOutcome Run(ResendCallback resend) =>
        _resend.Bind(resend.DueAt).Bind(resend.CallbackId).Bind(resend.MerchantId).Execute() == 0 ? WriteOutcome.Conflict : WriteOutcome.Done;

    private WriteOutcome Run(SpendContainer spend)
    {
        var (container, paymentId) = (spend.Container, spend.PaymentId);
        if (_findKey.Bind(container.MerchantId).Bind(container.Endpoint).Bind(container.Key).Bind(spend.At).ExecuteScalar() is not null)
            return WriteOutcome.KeyTaken;
        _addKey.Bind(container.MerchantId).Bind(container.Endpoint).Bind(container.Key).Bind(container.BodyHash).Bind(paymentId).Bind(container.KeptUntil).Execute();
        return WriteOutcome.Done;
    }

    private WriteOutcome Run(Merchant merchant)
    {
        _putMerchant
            .Bind(merchant.Id).Bind(merchant.Name).Bind(merchant.PageHash).Bind(merchant.PaymentKey).Bind(merchant.CreditKey)
            .Bind(string.Join(',', merchant.FormerIds)).Bind(string.Join(',', merchant.Currencies))
            .Bind(JsonSerializer.Serialize(merchant.Settings, MerchantJson.Default.MerchantSettings)).Execute();
        return WriteOutcome.Done;
    }

    private WriteOutcome Run(MoveClock move)
    {
        _moveClock.Bind((long)move.Ahead.TotalMilliseconds).Execute();
        return WriteOutcome.Done;
    }

    private WriteOutcome Run(ForgetExpired forget)
    {
        _forgetKeys.Bind(forget.Now).Execute();
        _forgetCards.Bind(forget.Now).Execute();
        return WriteOutcome.Done;
    }
}
