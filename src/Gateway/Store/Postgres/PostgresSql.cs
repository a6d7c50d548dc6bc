namespace Tetri.Store.Postgres;

/// <summary>
/// The statements that write. Those that a shop or a payer waits for have the merchant in key and condition, so that each touches one shard.
/// The payment is in the condition wherever an index has it: a plan made while tables were empty may take that index.
/// </summary>
internal static class PostgresSql
{
    public const string AddOrders = """
        INSERT INTO orders (merchant_id, payment_id, order_id, state, version, amount, currency, created_at, expires_at, terms)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[], $8::bigint[], $9::bigint[], $10::text[])
        ON CONFLICT (merchant_id, order_id) DO NOTHING
        RETURNING payment_id
        """;

    /// <summary>
    /// The key is taken only when the order is new and the key is free, or its 24 hours are over. Where another node takes it between the look and the
    /// insert, body_hash would be null: the statement fails, the order goes with it, and run again it sees whose the key is.
    /// </summary>
    public const string AddOrderWithKey = """
        WITH free AS (
            SELECT 1 WHERE NOT EXISTS (
                SELECT 1 FROM idempotency_keys WHERE merchant_id = $1 AND endpoint = $11 AND key = $12 AND kept_until > $8)
        ), added AS (
            INSERT INTO orders (merchant_id, payment_id, order_id, state, version, amount, currency, created_at, expires_at, terms)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10 FROM free
            ON CONFLICT (merchant_id, order_id) DO NOTHING
            RETURNING 1
        ), kept AS (
            INSERT INTO idempotency_keys (merchant_id, endpoint, key, body_hash, payment_id, kept_until)
            SELECT $1, $11, $12, $13, $2, $14 FROM added
            ON CONFLICT (merchant_id, endpoint, key) DO UPDATE
            SET body_hash = CASE WHEN idempotency_keys.kept_until <= $8 THEN excluded.body_hash END, payment_id = excluded.payment_id, kept_until = excluded.kept_until
        )
        SELECT (SELECT count(*) FROM free), (SELECT count(*) FROM added)
        """;

    /// <summary>
    /// Two payouts of a merchant decide on its balance one after the other, on whatever nodes. The lock is taken in a statement before the one that
    /// reads the balance, which so sees what its forerunner committed. Below zero no other lock lies.
    /// </summary>
    public const string LockBalance = "SELECT pg_advisory_xact_lock(-$1)";

    /// <summary>
    /// A payout: its order and its transaction, where the balance covers it or need not. One that was made already is a duplicate, whatever is left of the
    /// balance. The key is as above.
    /// </summary>
    public const string AddPayout = """
        WITH free AS (
            SELECT 1 WHERE NOT EXISTS (
                SELECT 1 FROM idempotency_keys WHERE merchant_id = $1 AND endpoint = $21 AND key = $22 AND kept_until > $8)
        ), covered AS (
            SELECT 1 WHERE NOT $13 OR EXISTS (SELECT 1 FROM orders WHERE merchant_id = $1 AND order_id = $3) OR $6 <=
                (SELECT coalesce(sum(amount), 0) FROM ledger_balances WHERE merchant_id = $1 AND currency = $7 AND account = 1)
                - (SELECT coalesce(sum(amount), 0) FROM transactions WHERE merchant_id = $1 AND currency = $7 AND status = 5)
        ), added AS (
            INSERT INTO orders (merchant_id, payment_id, order_id, state, version, amount, currency, created_at, expires_at, terms, open_transaction_id, payment)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 FROM covered, free
            ON CONFLICT (merchant_id, order_id) DO NOTHING
            RETURNING 1
        ), begun AS (
            INSERT INTO transactions (merchant_id, payment_id, transaction_id, kind, status, amount, currency, connector, masked_card, card_type, started_at, check_at)
            SELECT $1, $2, $11, $14, $15, $6, $7, $16, $17, $18, $19, $20 FROM added
        ), kept AS (
            INSERT INTO idempotency_keys (merchant_id, endpoint, key, body_hash, payment_id, kept_until)
            SELECT $1, $21, $22, $23, $2, $24 FROM added WHERE $22 IS NOT NULL
            ON CONFLICT (merchant_id, endpoint, key) DO UPDATE
            SET body_hash = CASE WHEN idempotency_keys.kept_until <= $8 THEN excluded.body_hash END, payment_id = excluded.payment_id, kept_until = excluded.kept_until
        )
        SELECT (SELECT count(*) FROM free), (SELECT count(*) FROM covered), (SELECT count(*) FROM added)
        """;

    /// <summary>One statement: what hangs on the change happens only when the order's row still had the version before.</summary>
    public const string ChangeOrder = """
        WITH changed AS (
            UPDATE orders SET state = $3, version = $4, open_transaction_id = $5, payment = $6
            WHERE merchant_id = $1 AND payment_id = $2 AND version = $4 - 1
            RETURNING 1
        ), begun AS (
            INSERT INTO transactions (merchant_id, payment_id, transaction_id, kind, status, amount, currency, connector, parent_id,
                masked_card, card_type, started_at, check_at, reference)
            SELECT $1, $2, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $39 FROM changed WHERE $7 IS NOT NULL
        ), moved AS (
            UPDATE transactions SET status = $19, rrn = $20, approval_code = $21, eci = $22, response_code = $23, ended_at = $24, check_at = $25
            WHERE merchant_id = $1 AND payment_id = $2 AND transaction_id = $18 AND status IN (0, 1, 4, 5, 6) AND EXISTS (SELECT 1 FROM changed)
            RETURNING 1
        ), kept AS (
            INSERT INTO card_sessions (merchant_id, payment_id, transaction_id, card, cvv, step, expires_at)
            SELECT $1, $2, $26, $27, $28, $29, $30 FROM changed WHERE $26 IS NOT NULL
            ON CONFLICT (merchant_id, transaction_id) DO UPDATE SET step = excluded.step, cvv = excluded.cvv, expires_at = excluded.expires_at
        ), wiped AS (
            DELETE FROM card_sessions WHERE merchant_id = $1 AND transaction_id = $31 AND EXISTS (SELECT 1 FROM changed)
        ), replaced AS (
            UPDATE callbacks SET state = 2
            WHERE merchant_id = $1 AND payment_id = $2 AND url = $32 AND state = 0 AND EXISTS (SELECT 1 FROM changed)
        ), owed AS (
            INSERT INTO callbacks (merchant_id, payment_id, order_id, url, destination, order_version, message_version, content, state, attempts, owed_at, due_at)
            SELECT $1, $2, $33, $32, $38, $4, $34, $35, 0, 0, $36, $37 FROM changed WHERE $32 IS NOT NULL
        )
        SELECT (SELECT count(*) FROM changed), (SELECT count(*) FROM moved)
        """;

    /// <summary>What changes of one batch moved. New rows only: they go into one statement like new orders.</summary>
    public const string EnterChanges = """
        INSERT INTO ledger_entries (merchant_id, transaction_id, account, currency, amount)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::bigint[])
        """;

    /// <summary>The rows are in the order of their key, so that two nodes never wait for each other in a circle.</summary>
    public const string AddToBalances = """
        INSERT INTO ledger_balances AS kept (merchant_id, currency, account, shard, amount)
        SELECT moved.merchant_id, moved.currency, moved.account, $4, moved.amount
        FROM unnest($1::bigint[], $2::text[], $3::bigint[], $5::bigint[]) AS moved (merchant_id, currency, account, amount)
        ON CONFLICT (merchant_id, currency, account, shard) DO UPDATE SET amount = kept.amount + excluded.amount
        """;

    /// <summary>May be run twice.</summary>
    public const string AddEntries = """
        INSERT INTO ledger_entries (merchant_id, transaction_id, account, currency, amount)
        SELECT $1, $2, side.account, $3, side.amount FROM unnest($4::bigint[], $5::bigint[]) side (account, amount)
        ON CONFLICT (merchant_id, transaction_id, account) DO NOTHING
        RETURNING account, amount
        """;

    /// <summary>Behind the change that begins the transaction, and only when it was made.</summary>
    public const string IssueRectoken = """
        INSERT INTO rectokens (merchant_id, rectoken, payment_id, transaction_id, card, key_id, fingerprint, masked_card, card_type, expires_at, created_at,
            approved, deactivated_at, payer)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14
        WHERE EXISTS (SELECT 1 FROM transactions WHERE merchant_id = $1 AND payment_id = $3 AND transaction_id = $4 AND status IN (0, 1, 4))
        ON CONFLICT (merchant_id, rectoken) DO NOTHING
        """;

    /// <summary>Behind the change that approves the transaction, or the order whose card the payer proved, and only when it was made.</summary>
    public const string ApproveRectoken = """
        UPDATE rectokens SET approved = 1
        WHERE merchant_id = $1 AND rectoken = $2
            AND EXISTS (SELECT 1 FROM transactions WHERE merchant_id = $1 AND payment_id = $5 AND transaction_id = $3 AND status = 2)
            AND ($4 IS NULL OR EXISTS (SELECT 1 FROM orders WHERE merchant_id = $1 AND payment_id = $4 AND state IN (2, 5)))
        """;

    /// <summary>
    /// Behind the change that declines the transaction, or the order whose card the payer did not prove, and only when it was made. One that an earlier
    /// payment made stays.
    /// </summary>
    public const string DropRectoken = """
        DELETE FROM rectokens
        WHERE merchant_id = $1 AND rectoken = $2 AND approved = 0
            AND (EXISTS (SELECT 1 FROM transactions WHERE merchant_id = $1 AND payment_id = $5 AND transaction_id = $3 AND status = 3)
                OR EXISTS (SELECT 1 FROM orders WHERE merchant_id = $1 AND payment_id = $4 AND state = 3))
        """;

    public const string SpendContainer = """
        INSERT INTO idempotency_keys (merchant_id, endpoint, key, body_hash, payment_id, kept_until) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (merchant_id, endpoint, key) DO UPDATE SET payment_id = excluded.payment_id, kept_until = excluded.kept_until
        WHERE idempotency_keys.kept_until <= $7
        """;

    public const string PutRectoken = """
        INSERT INTO rectokens (merchant_id, rectoken, payment_id, transaction_id, card, key_id, fingerprint, masked_card, card_type, expires_at, created_at,
            approved, deactivated_at, payer)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        ON CONFLICT (merchant_id, rectoken) DO NOTHING
        """;

    public const string DeactivateRectoken =
        "UPDATE rectokens SET deactivated_at = coalesce(deactivated_at, $3) WHERE merchant_id = $1 AND rectoken = $2";

    public const string ForgetSavedCard = "DELETE FROM rectokens WHERE merchant_id = $1 AND rectoken = $2 AND payer = $3";

    public const string ResealRectoken =
        "UPDATE rectokens SET card = $3, key_id = $4, fingerprint = $5 WHERE merchant_id = $1 AND rectoken = $2 AND key_id = $6";

    /// <summary>Behind the change that approves the transaction, and only when it was made.</summary>
    public const string Subscribe = """
        INSERT INTO subscriptions (merchant_id, payment_id, rectoken, schedule, paid_at, state, version, next_charge, declines, due_at, leased_until)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
        WHERE EXISTS (SELECT 1 FROM transactions WHERE merchant_id = $1 AND payment_id = $2 AND transaction_id = $12 AND status = 2)
            AND ($13 IS NULL OR EXISTS (SELECT 1 FROM orders WHERE merchant_id = $1 AND payment_id = $13 AND state IN (2, 5)))
        ON CONFLICT (merchant_id, payment_id) DO NOTHING
        """;

    public const string ChangeSubscription = """
        UPDATE subscriptions SET state = $3, version = $4, next_charge = $5, declines = $6, due_at = $7, leased_until = $8
        WHERE merchant_id = $1 AND payment_id = $2 AND version = $4 - 1
        """;

    /// <summary>
    /// Of one merchant's callbacks. May be run twice. The limit takes nothing away: by it the planner looks for few callbacks, one by one in their index.
    /// Without it a plan made while there were no statistics reads all of the merchant's for each batch.
    /// </summary>
    public const string RecordAttempts = """
        WITH tried AS (
            INSERT INTO callback_attempts (merchant_id, callback_id, number, at, outcome, http_status, duration)
            SELECT $1, * FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])
            ON CONFLICT (merchant_id, callback_id, number) DO NOTHING
        )
        UPDATE callbacks c SET leased_until = CASE WHEN c.leased_until = made.leased_until THEN 0 ELSE c.leased_until END, attempts = made.number,
            state = CASE WHEN c.state = 0 THEN made.state ELSE c.state END, due_at = CASE WHEN c.state = 0 THEN made.due_at ELSE c.due_at END
        FROM (
            SELECT * FROM unnest($2::bigint[], $3::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[])
                AS ended (callback_id, number, state, due_at, payment_id, leased_until)
            LIMIT cardinality($2)
        ) made
        WHERE c.merchant_id = $1 AND c.payment_id = made.payment_id AND c.callback_id = made.callback_id
        """;

    /// <summary>One that is under way keeps its lease, so that nobody sends it at the same time.</summary>
    public const string ResendCallback = "UPDATE callbacks SET state = 0, due_at = $3 WHERE merchant_id = $1 AND callback_id = $2";

    public const string ReleaseCallback = "UPDATE callbacks SET leased_until = 0 WHERE merchant_id = $1 AND callback_id = $2 AND leased_until = $3";

    public const string PutMerchant = """
        INSERT INTO merchants (merchant_id, name, page_hash, payment_key, credit_key, former_ids, currencies, settings)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (merchant_id) DO UPDATE SET name = excluded.name, page_hash = excluded.page_hash, payment_key = excluded.payment_key,
            credit_key = excluded.credit_key, former_ids = excluded.former_ids, currencies = excluded.currencies, settings = excluded.settings
        """;

    public const string MoveClock = "UPDATE sandbox_clock SET ahead = $1 WHERE ahead < $1";

    public const string ForgetKeys = "DELETE FROM idempotency_keys WHERE kept_until <= $1";

    public const string ForgetCards = "DELETE FROM card_sessions WHERE expires_at <= $1";

    /// <summary>
    /// Leases due callbacks for this node. One whose older sibling is still leased waits, so callbacks of one order never overtake
    /// each other, whichever nodes send them. Siblings and orders are looked up one by one, in their index: joined, the planner
    /// would rather read the whole table for siblings that are leased, and all orders of a merchant while it has no statistics.
    /// </summary>
    public const string ClaimCallbacks = $"""
        UPDATE callbacks c SET leased_until = $2
        FROM (
            SELECT merchant_id, callback_id, payment_id FROM callbacks due
            WHERE state = 0 AND due_at <= $1 AND leased_until <= $1 AND destination <> ALL ($3)
                AND (
                    SELECT coalesce(max(older.leased_until), 0) FROM callbacks older
                    WHERE older.merchant_id = due.merchant_id AND older.payment_id = due.payment_id AND older.callback_id < due.callback_id
                ) <= $1
            ORDER BY due_at LIMIT $4
            FOR UPDATE SKIP LOCKED
        ) claimed
        CROSS JOIN LATERAL (SELECT * FROM orders WHERE merchant_id = claimed.merchant_id AND payment_id = claimed.payment_id LIMIT 1) o
        WHERE c.merchant_id = claimed.merchant_id AND c.payment_id = claimed.payment_id AND c.callback_id = claimed.callback_id
        RETURNING {GatewayStore.DueCallbackColumns}
        """;

    /// <summary>Leases due subscriptions for this node.</summary>
    public const string ClaimSubscriptions = """
        UPDATE subscriptions s SET leased_until = $2
        FROM (
            SELECT merchant_id, payment_id FROM subscriptions
            WHERE due_at <= $1 AND leased_until <= $1
            ORDER BY due_at LIMIT $3
            FOR UPDATE SKIP LOCKED
        ) claimed
        WHERE s.merchant_id = claimed.merchant_id AND s.payment_id = claimed.payment_id
        RETURNING s.merchant_id, s.payment_id, s.rectoken, s.schedule, s.paid_at, s.state, s.version, s.next_charge, s.declines, s.due_at, s.leased_until
        """;

    public const string NextPaymentIds = "SELECT nextval('payment_ids') FROM generate_series(1, $1)";

    /// <summary>
    /// An acquirer knows a transaction by its id, so none may be given twice: the message makes the commit wait until the
    /// sequence's step is durable, on the standby too.
    /// </summary>
    public const string NextTransactionIds = "SELECT nextval('transaction_ids') FROM pg_logical_emit_message(true, 'tetri', ''), generate_series(1, $1)";
}
