-- An approved order that is charged again by a schedule. The schedule is JSON; due_at is empty where nothing is to come.
CREATE TABLE subscriptions (
    merchant_id  INTEGER NOT NULL,
    payment_id   INTEGER NOT NULL,
    rectoken     TEXT    NOT NULL,
    schedule     TEXT    NOT NULL,
    paid_at      INTEGER NOT NULL,
    state        INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    next_charge  INTEGER NOT NULL,
    declines     INTEGER NOT NULL,
    due_at       INTEGER,
    leased_until INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, payment_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX subscriptions_due ON subscriptions (due_at) WHERE due_at IS NOT NULL;
