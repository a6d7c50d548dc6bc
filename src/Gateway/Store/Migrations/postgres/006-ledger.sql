-- One side of a movement of a merchant's money: what a transaction adds to an account or takes from it. The entries of a transaction sum to zero.
CREATE TABLE ledger_entries (
    merchant_id    bigint NOT NULL,
    transaction_id bigint NOT NULL,
    account        bigint NOT NULL,
    currency       text   NOT NULL,
    amount         bigint NOT NULL,
    PRIMARY KEY (merchant_id, transaction_id, account)
) /* partitioned by merchant */;

-- The sum of an account's entries, written with them. It lies in several rows, so that nodes need not wait for each other.
CREATE TABLE ledger_balances (
    merchant_id bigint NOT NULL,
    currency    text   NOT NULL,
    account     bigint NOT NULL,
    shard       bigint NOT NULL,
    amount      bigint NOT NULL,
    PRIMARY KEY (merchant_id, currency, account, shard)
) /* partitioned by merchant */;

-- Payouts whose outcome is open: they count against the balance, and are asked for again.
CREATE INDEX IF NOT EXISTS transactions_open_payouts ON transactions (merchant_id, check_at) WHERE status = 5;
