package ge.tetri.client.answer;

import java.util.Map;

/** What there is of an order's fiscal receipts. */
public final class FiscalData extends Answer {
    public FiscalData(Map<String, ?> members, Map<String, ?> raw) {
        super(members, raw);
    }

    public String error() {
        return (String) typed("error");
    }
}
