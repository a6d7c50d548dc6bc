package ge.tetri.client.request;

/** Goes on with a direct payment after 3-D Secure. */
public final class Step2Request extends Request<Step2Request> {
    public Step2Request orderId(String value) {
        return set("order_id", value);
    }

    /** What the issuer sent back. */
    public Step2Request pares(String value) {
        return set("pares", value);
    }

    public Step2Request md(String value) {
        return set("md", value);
    }
}
