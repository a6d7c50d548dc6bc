package ge.tetri.client.request;

import java.util.List;
import java.util.Map;

/** What every order may have. */
public abstract class OrderMembers<Self extends OrderMembers<Self>> extends Request<Self> {
    OrderMembers() {
    }

    /** The shop's own name of the order, unique. */
    public Self orderId(String value) {
        return set("order_id", value);
    }

    public Self orderDesc(String value) {
        return set("order_desc", value);
    }

    /** Minor units: 1050 is 10.50 GEL. */
    public Self amount(long value) {
        return set("amount", value);
    }

    /** ISO 4217, for example GEL. */
    public Self currency(String value) {
        return set("currency", value);
    }

    /** Where the payer's browser returns to. */
    public Self responseUrl(String value) {
        return set("response_url", value);
    }

    /** Where the gateway tells of the outcome. */
    public Self serverCallbackUrl(String value) {
        return set("server_callback_url", value);
    }

    public Self subscriptionCallbackUrl(String value) {
        return set("subscription_callback_url", value);
    }

    public Self chargebackCallbackUrl(String value) {
        return set("chargeback_callback_url", value);
    }

    public Self cancelUrl(String value) {
        return set("cancel_url", value);
    }

    /** Seconds in which the order can be paid. */
    public Self lifetime(long value) {
        return set("lifetime", value);
    }

    public Self lang(String value) {
        return set("lang", value);
    }

    /** Comes back in status and callbacks. */
    public Self merchantData(String value) {
        return set("merchant_data", value);
    }

    public Self productId(String value) {
        return set("product_id", value);
    }

    /** Holds the amount; capture takes it. */
    public Self preauth(boolean value) {
        return set("preauth", value);
    }

    /** Whether the payer may try again after a decline. */
    public Self delayed(boolean value) {
        return set("delayed", value);
    }

    /** Stores the card, so that it can be charged again. */
    public Self requiredRectoken(boolean value) {
        return set("required_rectoken", value);
    }

    /** amount or code. */
    public Self verificationType(String value) {
        return set("verification_type", value);
    }

    public Self subscription(boolean value) {
        return set("subscription", value);
    }

    /** Members of the schedule; the request goes in version 2.0. */
    public Self recurringData(Map<String, ?> value) {
        return set("recurring_data", value);
    }

    /** Who gets which part; the request goes in version 2.0. */
    public Self receiver(List<? extends Map<String, ?>> value) {
        return set("receiver", value);
    }

    public Self paymentSystems(String value) {
        return set("payment_systems", value);
    }

    public Self senderEmail(String value) {
        return set("sender_email", value);
    }

    /** The payer's address. */
    public Self clientIp(String value) {
        return set("client_ip", value);
    }
}
