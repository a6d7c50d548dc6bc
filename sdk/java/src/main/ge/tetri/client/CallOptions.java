package ge.tetri.client;

import java.time.Duration;

/** What one call may be told beside its members. */
public final class CallOptions {
    static final CallOptions NONE = new CallOptions();

    private String idempotencyKey;
    private Duration timeout;

    /** Creating an order or charging a card only: the same key and the same order give the same answer for 24 hours. One is made where none is given. */
    public CallOptions idempotencyKey(String value) {
        idempotencyKey = value;
        return this;
    }

    /** For one try. */
    public CallOptions timeout(Duration value) {
        timeout = value;
        return this;
    }

    String idempotencyKey() {
        return idempotencyKey;
    }

    Duration timeout() {
        return timeout;
    }
}
