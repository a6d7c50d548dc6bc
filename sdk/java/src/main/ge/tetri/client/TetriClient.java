package ge.tetri.client;

import java.util.Map;

/** A merchant's way to the gateway. Make one and keep it; threads may share it. */
public final class TetriClient {
    private final String baseUrl;
    private final Caller caller;
    private final Checkout checkout;
    private final Orders orders;
    private final Cards cards;
    private final Payouts payouts;
    private final Subscriptions subscriptions;
    private final Callbacks callbacks;

    public TetriClient(TetriClientOptions options) {
        this(options, overHttp());
    }

    TetriClient(TetriClientOptions options, Surroundings around) {
        TetriClientOptions.Settings settings = options.settings(around.environment());
        baseUrl = settings.baseUrl;
        caller = new Caller(settings, around);
        checkout = new Checkout(caller);
        orders = new Orders(caller);
        cards = new Cards(caller);
        payouts = new Payouts(caller);
        subscriptions = new Subscriptions(caller);
        callbacks = new Callbacks(settings);
    }

    public String baseUrl() {
        return baseUrl;
    }

    public Checkout checkout() {
        return checkout;
    }

    public Orders orders() {
        return orders;
    }

    public Cards cards() {
        return cards;
    }

    public Payouts payouts() {
        return payouts;
    }

    public Subscriptions subscriptions() {
        return subscriptions;
    }

    public Callbacks callbacks() {
        return callbacks;
    }

    /**
     * An operation of spec/client/operations.json by its name, with members as they go over the wire, answered as it came: a Map, or a List of them.
     * For what the typed surface does not have.
     */
    public Object call(String operation, Map<String, ?> members) {
        for (Operation each : Operation.values()) {
            if (each.name.equals(operation) && each != Operation.CHECKOUT_FORM) {
                return caller.callRaw(each, members);
            }
        }
        throw new IllegalArgumentException("There is no operation " + operation + ".");
    }

    private static Surroundings overHttp() {
        Transport transport = new HttpTransport();
        return () -> transport;
    }
}
