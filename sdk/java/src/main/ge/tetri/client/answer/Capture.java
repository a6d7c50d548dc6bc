package ge.tetri.client.answer;

import java.util.Map;

/** What was taken of a hold. */
public final class Capture extends Answer {
    public Capture(Map<String, ?> members, Map<String, ?> raw) {
        super(members, raw);
    }

    public String orderId() {
        return (String) typed("order_id");
    }

    public Long merchantId() {
        return (Long) typed("merchant_id");
    }

    public String captureStatus() {
        return (String) typed("capture_status");
    }

    public Long responseCode() {
        return (Long) typed("response_code");
    }

    public String responseDescription() {
        return (String) typed("response_description");
    }
}
