package ge.tetri.client.request;

/** What to take of a held amount. */
public final class CaptureRequest extends Request<CaptureRequest> {
    public CaptureRequest orderId(String value) {
        return set("order_id", value);
    }

    /** Minor units. */
    public CaptureRequest amount(long value) {
        return set("amount", value);
    }

    public CaptureRequest currency(String value) {
        return set("currency", value);
    }
}
