package ge.tetri.client.request;

import java.util.List;
import java.util.Map;

/** What to give back of a payment. */
public final class ReverseByPaymentIdRequest extends Request<ReverseByPaymentIdRequest> {
    public ReverseByPaymentIdRequest paymentId(String value) {
        return set("payment_id", value);
    }

    /** Minor units. */
    public ReverseByPaymentIdRequest amount(long value) {
        return set("amount", value);
    }

    public ReverseByPaymentIdRequest currency(String value) {
        return set("currency", value);
    }

    /** The shop's own name of the reversal: the same one gives nothing back twice. One is made where none is given. */
    public ReverseByPaymentIdRequest reverseId(String value) {
        return set("reverse_id", value);
    }

    public ReverseByPaymentIdRequest comment(String value) {
        return set("comment", value);
    }

    /** Who gives back which part; the request goes in version 2.0. */
    public ReverseByPaymentIdRequest receiver(List<? extends Map<String, ?>> value) {
        return set("receiver", value);
    }
}
