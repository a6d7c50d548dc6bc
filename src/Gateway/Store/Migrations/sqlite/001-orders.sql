-- What the whole database is: its mode, so that a sandbox is never taken for live.
CREATE TABLE stamps (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE merchants (
    merchant_id INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    page_hash   TEXT NOT NULL,
    payment_key TEXT NOT NULL,
    credit_key  TEXT NOT NULL,
    former_ids  TEXT NOT NULL,
    currencies  TEXT NOT NULL,
    settings    TEXT NOT NULL
) STRICT;

-- Times are milliseconds since 1970 in UTC, amounts minor units, states the numbers of the enums in the code.
CREATE TABLE orders (
    payment_id          INTEGER PRIMARY KEY,
    merchant_id         INTEGER NOT NULL,
    order_id            TEXT    NOT NULL,
    state               INTEGER NOT NULL,
    version             INTEGER NOT NULL,
    amount              INTEGER NOT NULL,
    currency            TEXT    NOT NULL,
    created_at          INTEGER NOT NULL,
    expires_at          INTEGER NOT NULL,
    open_transaction_id INTEGER,
    terms               TEXT    NOT NULL,
    payment             TEXT
) STRICT;

CREATE UNIQUE INDEX orders_by_order_id ON orders (merchant_id, order_id);

-- Open orders only (created, processing), so a finished order leaves the index.
CREATE INDEX orders_to_expire ON orders (expires_at) WHERE state < 2;

CREATE TABLE transactions (
    transaction_id INTEGER PRIMARY KEY,
    merchant_id    INTEGER NOT NULL,
    payment_id     INTEGER NOT NULL,
    kind           INTEGER NOT NULL,
    status         INTEGER NOT NULL,
    amount         INTEGER NOT NULL,
    currency       TEXT    NOT NULL,
    connector      TEXT    NOT NULL,
    parent_id      INTEGER,
    masked_card    TEXT,
    card_type      TEXT,
    rrn            TEXT,
    approval_code  TEXT,
    eci            TEXT,
    response_code  INTEGER,
    started_at     INTEGER NOT NULL,
    ended_at       INTEGER,
    check_at       INTEGER NOT NULL
) STRICT;

CREATE INDEX transactions_by_order ON transactions (merchant_id, payment_id);

-- Pending, authenticating and unknown ones, for recovery.
CREATE INDEX transactions_to_check ON transactions (check_at) WHERE status IN (0, 1, 4);

-- A card between 3-D Secure steps; deleted when the transaction ends or the minutes are over.
CREATE TABLE card_sessions (
    transaction_id INTEGER PRIMARY KEY,
    merchant_id    INTEGER NOT NULL,
    payment_id     INTEGER NOT NULL,
    card           BLOB    NOT NULL,
    cvv            BLOB,
    step           TEXT    NOT NULL,
    expires_at     INTEGER NOT NULL
) STRICT;

CREATE TABLE callbacks (
    callback_id     INTEGER PRIMARY KEY AUTOINCREMENT,
    merchant_id     INTEGER NOT NULL,
    payment_id      INTEGER NOT NULL,
    order_id        TEXT    NOT NULL,
    url             TEXT    NOT NULL,
    destination     TEXT    NOT NULL,
    order_version   INTEGER NOT NULL,
    message_version INTEGER NOT NULL,
    content         TEXT    NOT NULL,
    state           INTEGER NOT NULL,
    attempts        INTEGER NOT NULL,
    owed_at         INTEGER NOT NULL,
    due_at          INTEGER NOT NULL
) STRICT;

CREATE INDEX callbacks_by_order ON callbacks (merchant_id, payment_id);

CREATE INDEX callbacks_due ON callbacks (due_at) WHERE state = 0;

CREATE TABLE callback_attempts (
    merchant_id INTEGER NOT NULL,
    callback_id INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    outcome     INTEGER NOT NULL,
    http_status INTEGER,
    duration    INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, callback_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency_keys (
    merchant_id INTEGER NOT NULL,
    endpoint    TEXT    NOT NULL,
    key         TEXT    NOT NULL,
    body_hash   TEXT    NOT NULL,
    payment_id  INTEGER NOT NULL,
    kept_until  INTEGER NOT NULL,
    PRIMARY KEY (merchant_id, endpoint, key)
) STRICT, WITHOUT ROWID;
