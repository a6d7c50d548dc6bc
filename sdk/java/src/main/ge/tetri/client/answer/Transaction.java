package ge.tetri.client.answer;

import java.time.Instant;
import java.util.Map;

/** One try, or one reversal, of an order. */
public final class Transaction extends Answer {
    public Transaction(Map<String, ?> members, Map<String, ?> raw) {
        super(members, raw);
    }

    public String id() {
        return (String) typed("id");
    }

    public String paymentId() {
        return (String) typed("payment_id");
    }

    public String parentTranId() {
        return (String) typed("parent_tran_id");
    }

    public String orderId() {
        return (String) typed("order_id");
    }

    public Long merchantId() {
        return (Long) typed("merchant_id");
    }

    public String tranType() {
        return (String) typed("tran_type");
    }

    public String transactionStatus() {
        return (String) typed("transaction_status");
    }

    /** Minor units, though the wire has major ones. */
    public Long amount() {
        return (Long) typed("amount");
    }

    public String currency() {
        return (String) typed("currency");
    }

    /** Minor units, though the wire has major ones. */
    public Long actualAmount() {
        return (Long) typed("actual_amount");
    }

    public String actualCurrency() {
        return (String) typed("actual_currency");
    }

    /** Minor units, though the wire has major ones. */
    public Long reversalAmount() {
        return (Long) typed("reversal_amount");
    }

    /** Minor units, though the wire has major ones. */
    public Long captureAmount() {
        return (Long) typed("capture_amount");
    }

    public String captureStatus() {
        return (String) typed("capture_status");
    }

    public Boolean preauth() {
        return (Boolean) typed("preauth");
    }

    public Long responseCode() {
        return (Long) typed("response_code");
    }

    public Instant timestart() {
        return (Instant) typed("timestart");
    }

    public Instant timeend() {
        return (Instant) typed("timeend");
    }

    public Long duration() {
        return (Long) typed("duration");
    }

    public String paymentSystem() {
        return (String) typed("payment_system");
    }

    public String maskedCard() {
        return (String) typed("masked_card");
    }

    public String cardBin() {
        return (String) typed("card_bin");
    }

    public String cardType() {
        return (String) typed("card_type");
    }

    public String eci() {
        return (String) typed("eci");
    }

    public String senderRrn() {
        return (String) typed("sender_rrn");
    }

    public String senderApprovalCode() {
        return (String) typed("sender_approval_code");
    }

    public String senderEmail() {
        return (String) typed("sender_email");
    }

    public String rectoken() {
        return (String) typed("rectoken");
    }
}
