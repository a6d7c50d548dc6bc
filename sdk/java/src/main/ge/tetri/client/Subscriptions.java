package ge.tetri.client;

import ge.tetri.client.answer.SubscriptionState;
import ge.tetri.client.request.StatusRequest;

/** Scheduled charges of an order that was made with subscription and recurringData. */
public final class Subscriptions {
    private final Caller caller;

    Subscriptions(Caller caller) {
        this.caller = caller;
    }

    /** Starts them again. */
    public SubscriptionState start(StatusRequest request) {
        return start(request, CallOptions.NONE);
    }

    /** Starts them again. */
    public SubscriptionState start(StatusRequest request, CallOptions options) {
        return caller.call(Operation.SUBSCRIPTION_START, request, options);
    }

    /** Stops them. */
    public SubscriptionState stop(StatusRequest request) {
        return stop(request, CallOptions.NONE);
    }

    /** Stops them. */
    public SubscriptionState stop(StatusRequest request, CallOptions options) {
        return caller.call(Operation.SUBSCRIPTION_STOP, request, options);
    }
}
