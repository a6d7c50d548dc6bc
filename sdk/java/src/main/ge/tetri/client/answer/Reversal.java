package ge.tetri.client.answer;

import java.util.Map;

/** What was given back. */
public final class Reversal extends Answer {
    public Reversal(Map<String, ?> members, Map<String, ?> raw) {
        super(members, raw);
    }

    public String orderId() {
        return (String) typed("order_id");
    }

    public Long merchantId() {
        return (Long) typed("merchant_id");
    }

    public String reverseStatus() {
        return (String) typed("reverse_status");
    }

    /** Minor units. */
    public Long reversalAmount() {
        return (Long) typed("reversal_amount");
    }

    public String reverseId() {
        return (String) typed("reverse_id");
    }

    public String transactionId() {
        return (String) typed("transaction_id");
    }

    public Long responseCode() {
        return (Long) typed("response_code");
    }

    public String responseDescription() {
        return (String) typed("response_description");
    }
}
