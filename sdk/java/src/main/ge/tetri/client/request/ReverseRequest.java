package ge.tetri.client.request;

/** What to give back of a payment, named by its order. */
public final class ReverseRequest extends ReversalMembers<ReverseRequest> {
    public ReverseRequest orderId(String value) {
        return set("order_id", value);
    }
}
