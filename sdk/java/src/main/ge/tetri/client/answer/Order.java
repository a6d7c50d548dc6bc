package ge.tetri.client.answer;

import java.time.Instant;
import java.util.Map;

/** An order as it stands. */
public final class Order extends Answer {
    public Order(Map<String, ?> members, Map<String, ?> raw) {
        super(members, raw);
    }

    public String orderId() {
        return (String) typed("order_id");
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

    /** Minor units. */
    public Long amount() {
        return (Long) typed("amount");
    }

    public String currency() {
        return (String) typed("currency");
    }

    /** Minor units. */
    public Long actualAmount() {
        return (Long) typed("actual_amount");
    }

    public String actualCurrency() {
        return (String) typed("actual_currency");
    }

    /** Minor units. */
    public Long reversalAmount() {
        return (Long) typed("reversal_amount");
    }

    /** Minor units. */
    public Long settlementAmount() {
        return (Long) typed("settlement_amount");
    }

    public String settlementCurrency() {
        return (String) typed("settlement_currency");
    }

    public String settlementDate() {
        return (String) typed("settlement_date");
    }

    /** Minor units. */
    public Long fee() {
        return (Long) typed("fee");
    }

    /** Minor units. */
    public Long feeOplata() {
        return (Long) typed("fee_oplata");
    }

    public Long responseCode() {
        return (Long) typed("response_code");
    }

    public String responseDescription() {
        return (String) typed("response_description");
    }

    public String tranType() {
        return (String) typed("tran_type");
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

    public String rrn() {
        return (String) typed("rrn");
    }

    public String approvalCode() {
        return (String) typed("approval_code");
    }

    public String eci() {
        return (String) typed("eci");
    }

    public String paymentSystem() {
        return (String) typed("payment_system");
    }

    public String senderEmail() {
        return (String) typed("sender_email");
    }

    public String senderCellPhone() {
        return (String) typed("sender_cell_phone");
    }

    public String senderAccount() {
        return (String) typed("sender_account");
    }

    public Instant orderTime() {
        return (Instant) typed("order_time");
    }

    public String productId() {
        return (String) typed("product_id");
    }

    public String merchantData() {
        return (String) typed("merchant_data");
    }

    public String rectoken() {
        return (String) typed("rectoken");
    }

    public Instant rectokenLifetime() {
        return (Instant) typed("rectoken_lifetime");
    }

    public String verificationStatus() {
        return (String) typed("verification_status");
    }

    public String parentOrderId() {
        return (String) typed("parent_order_id");
    }

    public String additionalInfo() {
        return (String) typed("additional_info");
    }

    /** Parts of a divided payment, as they came. */
    public Object transaction() {
        return typed("transaction");
    }
}
