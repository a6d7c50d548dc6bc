package ge.tetri.client.answer;

import java.util.Map;

/** Whether a subscription goes on. */
public final class SubscriptionState extends Answer {
    public SubscriptionState(Map<String, ?> members, Map<String, ?> raw) {
        super(members, raw);
    }

    public String orderId() {
        return (String) typed("order_id");
    }

    public Long merchantId() {
        return (Long) typed("merchant_id");
    }

    public String status() {
        return (String) typed("status");
    }
}
