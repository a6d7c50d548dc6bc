package ge.tetri.client.answer;

import java.util.Map;

/** Where the payer goes. */
public final class CheckoutAddress extends Answer {
    public CheckoutAddress(Map<String, ?> members, Map<String, ?> raw) {
        super(members, raw);
    }

    public String checkoutUrl() {
        return (String) typed("checkout_url");
    }

    public String paymentId() {
        return (String) typed("payment_id");
    }
}
