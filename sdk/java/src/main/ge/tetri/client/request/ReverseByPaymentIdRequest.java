package ge.tetri.client.request;

/** What to give back of a payment, named by the gateway. */
public final class ReverseByPaymentIdRequest extends ReversalMembers<ReverseByPaymentIdRequest> {
    public ReverseByPaymentIdRequest paymentId(String value) {
        return set("payment_id", value);
    }
}
