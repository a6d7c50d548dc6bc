-- An approved order that is charged again by a schedule. The schedule is JSON; due_at is empty where nothing is to come.
CREATE TABLE subscriptions (
    merchant_id  bigint NOT NULL,
    payment_id   bigint NOT NULL,
    rectoken     text   NOT NULL,
    schedule     text   NOT NULL,
    paid_at      bigint NOT NULL,
    state        bigint NOT NULL,
    version      bigint NOT NULL,
    next_charge  bigint NOT NULL,
    declines     bigint NOT NULL,
    due_at       bigint,
    leased_until bigint NOT NULL,
    PRIMARY KEY (merchant_id, payment_id)
) /* partitioned by merchant */;

CREATE INDEX subscriptions_due ON subscriptions (due_at) WHERE due_at IS NOT NULL;
