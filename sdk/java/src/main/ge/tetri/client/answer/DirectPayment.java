package ge.tetri.client.answer;

import java.util.Map;

/**
 * Either the issuer wants to see the payer, and there is an acsUrl: let the browser post PaReq (the pareq), MD (the md) and TermUrl to it.
 * Or there is an order already.
 */
public final class DirectPayment extends Answer {
    public DirectPayment(Map<String, ?> members, Map<String, ?> raw) {
        super(members, raw);
    }

    public String acsUrl() {
        return (String) typed("acs_url");
    }

    public String pareq() {
        return (String) typed("pareq");
    }

    public String md() {
        return (String) typed("md");
    }

    public Order order() {
        return (Order) typed("order");
    }
}
