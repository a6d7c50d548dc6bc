-- Every key leads with the merchant, so that the tables can be spread by merchant over several machines. With Tetri:Partitions those that say
-- so are partitioned; an identity column is not allowed there before PostgreSQL 17, so callbacks have a sequence.
-- Times are milliseconds since 1970 in UTC, amounts minor units, states the numbers of the enums in the code.

-- What the whole database is: its mode, so that a sandbox is never taken for live.
CREATE TABLE stamps (
    name  text PRIMARY KEY,
    value text NOT NULL
);

CREATE TABLE merchants (
    merchant_id bigint PRIMARY KEY,
    name        text NOT NULL,
    page_hash   text NOT NULL,
    payment_key text NOT NULL,
    credit_key  text NOT NULL,
    former_ids  text NOT NULL,
    currencies  text NOT NULL,
    settings    text NOT NULL
);

-- A node takes a hundred ids at a time, so that no order waits for a sequence.
CREATE SEQUENCE payment_ids START 100000001 INCREMENT 100;
CREATE SEQUENCE transaction_ids START 1000000001 INCREMENT 100;

CREATE SEQUENCE callback_ids;

CREATE TABLE orders (
    merchant_id         bigint NOT NULL,
    payment_id          bigint NOT NULL,
    order_id            text   NOT NULL,
    state               bigint NOT NULL,
    version             bigint NOT NULL,
    amount              bigint NOT NULL,
    currency            text   NOT NULL,
    created_at          bigint NOT NULL,
    expires_at          bigint NOT NULL,
    open_transaction_id bigint,
    terms               text   NOT NULL,
    payment             text,
    PRIMARY KEY (merchant_id, payment_id)
) /* partitioned by merchant */;

CREATE UNIQUE INDEX orders_by_order_id ON orders (merchant_id, order_id);

-- Open orders only (created, processing), so a finished order leaves the index.
CREATE INDEX orders_to_expire ON orders (expires_at) WHERE state < 2;

CREATE TABLE transactions (
    merchant_id    bigint NOT NULL,
    transaction_id bigint NOT NULL,
    payment_id     bigint NOT NULL,
    kind           bigint NOT NULL,
    status         bigint NOT NULL,
    amount         bigint NOT NULL,
    currency       text   NOT NULL,
    connector      text   NOT NULL,
    parent_id      bigint,
    masked_card    text,
    card_type      text,
    rrn            text,
    approval_code  text,
    eci            text,
    response_code  bigint,
    started_at     bigint NOT NULL,
    ended_at       bigint,
    check_at       bigint NOT NULL,
    PRIMARY KEY (merchant_id, transaction_id)
) /* partitioned by merchant */;

CREATE INDEX transactions_by_order ON transactions (merchant_id, payment_id);

-- Pending, authenticating and unknown ones, for recovery.
CREATE INDEX transactions_to_check ON transactions (check_at) WHERE status IN (0, 1, 4);

-- A card between 3-D Secure steps; deleted when the transaction ends or the minutes are over.
CREATE TABLE card_sessions (
    merchant_id    bigint NOT NULL,
    transaction_id bigint NOT NULL,
    payment_id     bigint NOT NULL,
    card           bytea  NOT NULL,
    cvv            bytea,
    step           text   NOT NULL,
    expires_at     bigint NOT NULL,
    PRIMARY KEY (merchant_id, transaction_id)
) /* partitioned by merchant */;

CREATE TABLE callbacks (
    merchant_id     bigint NOT NULL,
    callback_id     bigint NOT NULL DEFAULT nextval('callback_ids'),
    payment_id      bigint NOT NULL,
    order_id        text   NOT NULL,
    url             text   NOT NULL,
    destination     text   NOT NULL,
    order_version   bigint NOT NULL,
    message_version bigint NOT NULL,
    content         text   NOT NULL,
    state           bigint NOT NULL,
    attempts        bigint NOT NULL,
    owed_at         bigint NOT NULL,
    due_at          bigint NOT NULL,
    -- A node that sends has the callback until then; a dead node's lease runs out.
    leased_until    bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (merchant_id, callback_id)
) /* partitioned by merchant */;

CREATE INDEX callbacks_by_order ON callbacks (merchant_id, payment_id);

CREATE INDEX callbacks_due ON callbacks (due_at) WHERE state = 0;

CREATE TABLE callback_attempts (
    merchant_id bigint NOT NULL,
    callback_id bigint NOT NULL,
    number      bigint NOT NULL,
    at          bigint NOT NULL,
    outcome     bigint NOT NULL,
    http_status bigint,
    duration    bigint NOT NULL,
    PRIMARY KEY (merchant_id, callback_id, number)
) /* partitioned by merchant */;

CREATE TABLE idempotency_keys (
    merchant_id bigint NOT NULL,
    endpoint    text   NOT NULL,
    key         text   NOT NULL,
    body_hash   text   NOT NULL,
    payment_id  bigint NOT NULL,
    kept_until  bigint NOT NULL,
    PRIMARY KEY (merchant_id, endpoint, key)
) /* partitioned by merchant */;
