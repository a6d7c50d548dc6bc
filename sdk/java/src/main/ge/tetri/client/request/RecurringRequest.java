package ge.tetri.client.request;

/** An order that a stored card pays. */
public final class RecurringRequest extends OrderMembers<RecurringRequest> {
    /** The stored card. */
    public RecurringRequest rectoken(String value) {
        return set("rectoken", value);
    }
}
