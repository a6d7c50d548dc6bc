package ge.tetri.client.answer;

import java.util.Map;

/** How a payment was divided. */
public final class Settlement extends Answer {
    public Settlement(Map<String, ?> members, Map<String, ?> raw) {
        super(members, raw);
    }

    public String orderId() {
        return (String) typed("order_id");
    }

    public String operationId() {
        return (String) typed("operation_id");
    }

    public Long merchantId() {
        return (Long) typed("merchant_id");
    }

    public String paymentId() {
        return (String) typed("payment_id");
    }

    /** created, processing, approved, declined, expired or reversed. */
    public String orderStatus() {
        return (String) typed("order_status");
    }

    public String tranType() {
        return (String) typed("tran_type");
    }

    /** Minor units. */
    public Long amount() {
        return (Long) typed("amount");
    }

    public String currency() {
        return (String) typed("currency");
    }

    /** Parts of a divided payment, as they came. */
    public Object transaction() {
        return typed("transaction");
    }
}
