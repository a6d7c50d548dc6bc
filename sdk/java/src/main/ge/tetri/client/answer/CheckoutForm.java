package ge.tetri.client.answer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A signed form that the payer's browser posts. */
public final class CheckoutForm {
    private final String url;
    private final Map<String, String> fields;

    public CheckoutForm(String url, Map<String, String> fields) {
        this.url = url;
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public String url() {
        return url;
    }

    public Map<String, String> fields() {
        return fields;
    }
}
