package ge.tetri.client.request;

import java.util.List;
import java.util.Map;

/** How a payment is divided. */
public final class SettlementRequest extends Request<SettlementRequest> {
    /** The order_id of the payment that is divided. */
    public SettlementRequest operationId(String value) {
        return set("operation_id", value);
    }

    public SettlementRequest orderId(String value) {
        return set("order_id", value);
    }

    /** Minor units. */
    public SettlementRequest amount(long value) {
        return set("amount", value);
    }

    public SettlementRequest currency(String value) {
        return set("currency", value);
    }

    /** Who gets which part. */
    public SettlementRequest receiver(List<? extends Map<String, ?>> value) {
        return set("receiver", value);
    }
}
