package ge.tetri.client.request;

/** An order by the shop's own name of it. */
public final class StatusRequest extends Request<StatusRequest> {
    public StatusRequest orderId(String value) {
        return set("order_id", value);
    }
}
