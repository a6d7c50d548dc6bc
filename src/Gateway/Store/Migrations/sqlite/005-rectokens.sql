-- A stored card that a merchant may charge again. Not approved: the payment that makes it is not approved yet.
CREATE TABLE rectokens (
    merchant_id    INTEGER NOT NULL,
    rectoken       TEXT    NOT NULL,
    payment_id     INTEGER NOT NULL,
    transaction_id INTEGER NOT NULL,
    card           BLOB    NOT NULL,
    key_id         INTEGER NOT NULL,
    fingerprint    BLOB    NOT NULL,
    masked_card    TEXT    NOT NULL,
    card_type      TEXT    NOT NULL,
    expires_at     INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    approved       INTEGER NOT NULL,
    deactivated_at INTEGER,
    PRIMARY KEY (merchant_id, rectoken)
) STRICT, WITHOUT ROWID;

-- The same card again.
CREATE INDEX rectokens_by_card ON rectokens (merchant_id, fingerprint);

-- Those that are sealed under an older key.
CREATE INDEX rectokens_by_key ON rectokens (key_id, merchant_id, rectoken);
