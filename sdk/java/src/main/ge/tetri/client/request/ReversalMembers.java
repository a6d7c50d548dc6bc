package ge.tetri.client.request;

import java.util.List;
import java.util.Map;

/** What to give back of a payment. */
public abstract class ReversalMembers<Self extends ReversalMembers<Self>> extends Request<Self> {
    ReversalMembers() {
    }

    /** Minor units. */
    public Self amount(long value) {
        return set("amount", value);
    }

    public Self currency(String value) {
        return set("currency", value);
    }

    /** The shop's own name of the reversal: the same one gives nothing back twice. One is made where none is given. */
    public Self reverseId(String value) {
        return set("reverse_id", value);
    }

    public Self comment(String value) {
        return set("comment", value);
    }

    /** Who gives back which part; the request goes in version 2.0. */
    public Self receiver(List<? extends Map<String, ?>> value) {
        return set("receiver", value);
    }
}
