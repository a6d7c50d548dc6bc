package ge.tetri.client.answer;

import java.util.Map;

/** A token for a page of the shop's own. */
public final class CheckoutToken extends Answer {
    public CheckoutToken(Map<String, ?> members, Map<String, ?> raw) {
        super(members, raw);
    }

    public String token() {
        return (String) typed("token");
    }
}
