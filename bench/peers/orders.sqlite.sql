-- The gateway's table of orders with its indexes.
CREATE TABLE IF NOT EXISTS orders (
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

CREATE UNIQUE INDEX IF NOT EXISTS orders_by_order_id ON orders (merchant_id, order_id);
CREATE INDEX IF NOT EXISTS orders_to_expire ON orders (expires_at) WHERE state < 2;
