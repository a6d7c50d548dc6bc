package ge.tetri.client.request;

import java.util.List;
import java.util.Map;

/** What to give back of a payment. */
public final class ReverseRequest extends Request<ReverseRequest> {
    public ReverseRequest orderId(String value) {
        return set("order_id", value);
    }

    /** Minor units. */
    public ReverseRequest amount(long value) {
        return set("amount", value);
    }

    public ReverseRequest currency(String value) {
        return set("currency", value);
    }

    /** The shop's own name of the reversal: the same one gives nothing back twice. One is made where none is given. */
    public ReverseRequest reverseId(String value) {
        return set("reverse_id", value);
    }

    public ReverseRequest comment(String value) {
        return set("comment", value);
    }

    /** Who gives back which part; the request goes in version 2.0. */
    public ReverseRequest receiver(List<? extends Map<String, ?>> value) {
        return set("receiver", value);
    }
}
