package ge.tetri.client.error;

import java.time.Duration;

/** The base of every error of this library. It holds neither a key nor a card number. */
public abstract class TetriException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String kind;
    private final String reason;
    private final Integer code;
    private final String requestId;
    private final Integer status;
    private final boolean retryable;
    private final Duration retryAfter;
    private final boolean outcomeUnknown;
    private final int tries;

    TetriException(String kind, String message, Facts facts) {
        super(message, facts.cause);
        this.kind = kind;
        this.reason = facts.reason;
        this.code = facts.code;
        this.requestId = facts.requestId;
        this.status = facts.status;
        this.retryable = facts.retryable;
        this.retryAfter = facts.retryAfter;
        this.outcomeUnknown = facts.outcomeUnknown;
        this.tries = facts.tries;
    }

    /** refused, network, timeout, aborted, signature, answer or usage. */
    public final String kind() {
        return kind;
    }

    /** Which mistake it is, where a kind has several. */
    public final String reason() {
        return reason;
    }

    /** The gateway's error code, of a refusal; otherwise null. */
    public final Integer code() {
        return code;
    }

    /** Names this request in the gateway's logs. */
    public final String requestId() {
        return requestId;
    }

    /** The HTTP status, or null when no answer came. */
    public final Integer status() {
        return status;
    }

    /** The same call may be made again without harm, and may succeed. */
    public final boolean isRetryable() {
        return retryable;
    }

    /** After which time the gateway wants to be asked again, or null. */
    public final Duration retryAfter() {
        return retryAfter;
    }

    /** The request may have been carried out: ask for the order's status before anything else. */
    public final boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }

    /** How many tries were made. */
    public final int tries() {
        return tries;
    }

    /** What an error knows beside its text. */
    public static final class Facts {
        private String reason;
        private Integer code;
        private String requestId;
        private Integer status;
        private boolean retryable;
        private Duration retryAfter;
        private boolean outcomeUnknown;
        private int tries;
        private Throwable cause;

        public Facts reason(String value) {
            reason = value;
            return this;
        }

        public Facts code(Integer value) {
            code = value;
            return this;
        }

        public Facts requestId(String value) {
            requestId = value;
            return this;
        }

        public Facts status(Integer value) {
            status = value;
            return this;
        }

        public Facts retryable(boolean value) {
            retryable = value;
            return this;
        }

        public Facts retryAfter(Duration value) {
            retryAfter = value;
            return this;
        }

        public Facts outcomeUnknown(boolean value) {
            outcomeUnknown = value;
            return this;
        }

        public Facts tries(int value) {
            tries = value;
            return this;
        }

        public Facts cause(Throwable value) {
            cause = value;
            return this;
        }
    }
}
