-- A stored card that a merchant may charge again. Not approved: the payment that makes it is not approved yet.
CREATE TABLE rectokens (
    merchant_id    bigint NOT NULL,
    rectoken       text   NOT NULL,
    payment_id     bigint NOT NULL,
    transaction_id bigint NOT NULL,
    card           bytea  NOT NULL,
    key_id         bigint NOT NULL,
    fingerprint    bytea  NOT NULL,
    masked_card    text   NOT NULL,
    card_type      text   NOT NULL,
    expires_at     bigint NOT NULL,
    created_at     bigint NOT NULL,
    approved       bigint NOT NULL,
    deactivated_at bigint,
    PRIMARY KEY (merchant_id, rectoken)
) /* partitioned by merchant */;

-- The same card again.
CREATE INDEX rectokens_by_card ON rectokens (merchant_id, fingerprint);

-- Those that are sealed under an older key.
CREATE INDEX rectokens_by_key ON rectokens (key_id, merchant_id, rectoken);
