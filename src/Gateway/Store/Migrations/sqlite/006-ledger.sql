-- One side of a movement of a merchant's money: what a transaction adds to an account or takes from it. The entries of a transaction sum to zero.
CREATE TABLE ledger_entries (
    merchant_id    INTEGER NOT NULL,
    transaction_id INTEGER NOT NULL,
    account        INTEGER NOT NULL,
    currency       TEXT    NOT NULL,
    amount         INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, transaction_id, account)
) STRICT, WITHOUT ROWID;

-- The sum of an account's entries, written with them. It lies in several rows, so that nodes need not wait for each other.
CREATE TABLE ledger_balances (
    merchant_id INTEGER NOT NULL,
    currency    TEXT    NOT NULL,
    account     INTEGER NOT NULL,
    shard       INTEGER NOT NULL,
    amount      INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, currency, account, shard)
) STRICT, WITHOUT ROWID;

-- Payouts whose outcome is open: they count against the balance, and are asked for again.
CREATE INDEX IF NOT EXISTS transactions_open_payouts ON transactions (merchant_id, check_at) WHERE status = 5;
