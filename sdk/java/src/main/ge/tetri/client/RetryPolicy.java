package ge.tetri.client;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.DoubleSupplier;

/** Whether, and when, a call is made again. Pure: what it came to goes in, a wait or none comes out. */
final class RetryPolicy {
    static final Set<Integer> PASSING = new HashSet<>(Arrays.asList(429, 502, 503, 504));
    /** The gateway turned the request away before it did anything. */
    static final Set<Integer> NOT_CARRIED_OUT = new HashSet<>(Arrays.asList(429, 503));
    static final Duration FIRST_DELAY = Duration.ofMillis(500);
    static final Duration LARGEST_DELAY = Duration.ofMillis(5000);
    static final Duration LARGEST_RETRY_AFTER = Duration.ofSeconds(30);

    private RetryPolicy() {
    }

    /** What a try came to. */
    static final class Failure {
        enum Kind { REFUSED, ANSWER, NETWORK, TIMEOUT, OTHER }

        final Kind kind;
        /** Null when no answer came, or when the answer was whole and the fault is in it. */
        final Integer status;
        /** Nothing of the request can have arrived. */
        final boolean neverSent;
        final Duration retryAfter;

        Failure(Kind kind, Integer status, boolean neverSent, Duration retryAfter) {
            this.kind = kind;
            this.status = status;
            this.neverSent = neverSent;
            this.retryAfter = retryAfter;
        }
    }

    /** The same call may be made again without harm, and may succeed. */
    static boolean isRetryable(Failure failure, Operation.Repeat repeat) {
        boolean isSafe = repeat != Operation.Repeat.ONCE;
        if (failure.status != null) {
            return NOT_CARRIED_OUT.contains(failure.status) || isSafe && PASSING.contains(failure.status);
        }
        boolean isUnanswered = failure.kind == Failure.Kind.NETWORK || failure.kind == Failure.Kind.TIMEOUT;
        return isUnanswered && (isSafe || failure.neverSent);
    }

    /** Nobody can say whether the request was carried out. */
    static boolean isOutcomeUnknown(Failure failure, Operation.Repeat repeat) {
        if (repeat == Operation.Repeat.READ || failure.neverSent || failure.status != null && NOT_CARRIED_OUT.contains(failure.status)) {
            return false;
        }
        return failure.kind != Failure.Kind.REFUSED || failure.status >= 500;
    }

    /** The wait before the next try, or null when there is none. */
    static Duration waitBefore(Failure failure, Operation.Repeat repeat, int made, int tries, Duration left, DoubleSupplier random) {
        if (made >= tries || !isRetryable(failure, repeat)) {
            return null;
        }
        Duration wait = failure.retryAfter;
        if (wait == null) {
            double full = Math.min(FIRST_DELAY.toMillis() * Math.pow(2, made - 1), LARGEST_DELAY.toMillis());
            wait = Duration.ofMillis((long) (full * (1 - random.getAsDouble() / 2)));
        } else if (wait.compareTo(LARGEST_RETRY_AFTER) > 0) {
            return null;
        }
        return wait.compareTo(left) < 0 ? wait : null;
    }
}
