package ge.tetri.client.request;

/** An order by the gateway's payment id. */
public final class StatusByPaymentIdRequest extends Request<StatusByPaymentIdRequest> {
    public StatusByPaymentIdRequest paymentId(String value) {
        return set("payment_id", value);
    }
}
