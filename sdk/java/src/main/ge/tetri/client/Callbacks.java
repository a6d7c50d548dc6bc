package ge.tetri.client;

import ge.tetri.client.answer.Order;
import ge.tetri.client.error.SignatureException;
import ge.tetri.client.error.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what the gateway posts to serverCallbackUrl. */
public final class Callbacks {
    private static final String JSON = "application/json; charset=UTF-8";
    private static final String FORM = "application/x-www-form-urlencoded; charset=UTF-8";
    private static final Map<String, String> SENTENCES = new HashMap<>();

    static {
        SENTENCES.put("empty_body", "The body is empty: it was read before, or never came.");
        SENTENCES.put("unreadable", "The body is no callback.");
        SENTENCES.put("no_signature", "The callback has no signature.");
        SENTENCES.put("malformed_signature", "The signature is not forty digits of lower-case hex.");
        SENTENCES.put("mismatch", "The signature does not fit: the body was changed, is not as it came, or was signed with a key that this client does not have.");
        SENTENCES.put("wrong_key", "It is signed with the merchant's other key: payouts have the credit key, everything else the payment key.");
        SENTENCES.put("key_has_space", "The signature fits the key without the space around it: take the space off the configured key.");
        SENTENCES.put("no_credit_key", "It tells of a payout, which is signed with the credit key, and this client has none.");
        SENTENCES.put("other_merchant", "It is signed with this key and tells of another merchant.");
    }

    private final TetriClientOptions.Settings settings;

    Callbacks(TetriClientOptions.Settings settings) {
        this.settings = settings;
    }

    /**
     * The order that a callback tells of.
     *
     * @param body as it came, not what a framework made of it
     * @param contentType of the request; JSON is known without it
     * @throws SignatureException unless the gateway signed exactly this
     */
    public Order read(byte[] body, String contentType) {
        try {
            return read(Wire.decode(body), contentType);
        } catch (Unreadable noText) {
            throw refused("unreadable");
        }
    }

    /** See {@link #read(byte[], String)}. */
    public Order read(String body, String contentType) {
        if (body.isEmpty()) {
            throw refused("empty_body");
        }
        try {
            Map<String, Object> message = message(body, contentType == null ? "" : contentType);
            String data = isJson(body) && message.get("data") instanceof String ? (String) message.get("data") : null;
            Map<String, Object> order = data == null ? message : unchecked(data);
            check(message, data, order);
            if (!order.containsKey("order_id")) {
                throw refused("unreadable");
            }
            if (!String.valueOf(settings.merchantId).equals(String.valueOf(order.get("merchant_id")))) {
                throw refused("other_merchant");
            }
            return (Order) Answers.typed("order", order);
        } catch (Unreadable noCallback) {
            throw refused("unreadable");
        }
    }

    /** A callback signed as the gateway signs, for a shop's own tests. */
    public Built build(Map<String, ?> members) {
        return build(members, "1.0.1", "json");
    }

    /** A callback signed as the gateway signs, for a shop's own tests. */
    public Built build(Map<String, ?> members, String version, String format) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("merchant_id", settings.merchantId);
        order.putAll(members);
        String key = isPayout(order) ? settings.creditKey : settings.secretKey;
        if (key == null) {
            throw new UsageException("no_credit_key", "creditKey is missing: callbacks of payouts are signed with the credit key.");
        }
        if (version.equals("2.0")) {
            return new Built(Json.write(Wire.enclosed(order, key)), JSON);
        }
        order.put("signature", Signature.of(order, key));
        return format.equals("form") ? new Built(Wire.writeForm(order), FORM) : new Built(Json.write(order), JSON);
    }

    private static Map<String, Object> message(String body, String contentType) throws Unreadable {
        if (!isJson(body) && contentType.toLowerCase(java.util.Locale.ROOT).contains("json")) {
            throw new Unreadable("It is no JSON.");
        }
        Map<String, Object> came = isJson(body) ? Wire.members(Json.read(body)) : Wire.readForm(body);
        Map<String, Object> message = came.get("response") instanceof Map ? Wire.members(came.get("response")) : came;
        if (!message.containsKey("data") && !message.containsKey("order_id") && !message.containsKey("signature")) {
            throw new Unreadable("It is no order.");
        }
        return message;
    }

    private void check(Map<String, Object> message, String data, Map<String, Object> order) {
        Object given = message.get("signature");
        if (given == null || given.equals("")) {
            throw refused("no_signature");
        }
        if (!Signature.isWellFormed(given.toString())) {
            throw refused("malformed_signature");
        }
        boolean isPayout = isPayout(order);
        String key = isPayout ? settings.creditKey : settings.secretKey;
        if (key == null) {
            throw refused("no_credit_key");
        }
        if (data == null && message.values().stream().anyMatch(value -> value instanceof Map || value instanceof List)) {
            throw refused("mismatch");
        }
        String signature = given.toString();
        if (fits(signature, message, data, key) || !isPayout && fits(signature, message, data, settings.formerSecretKey)) {
            return;
        }
        if (fits(signature, message, data, isPayout ? settings.secretKey : settings.creditKey)) {
            throw refused("wrong_key");
        }
        throw refused(fits(signature, message, data, key.trim()) ? "key_has_space" : "mismatch");
    }

    private static boolean fits(String signature, Map<String, Object> message, String data, String key) {
        return key != null && (data == null ? Signature.fits(signature, message, key) : Signature.fits(signature, data, key));
    }

    /** What data holds says which key signs it; a text that holds nothing is still checked first. */
    private static Map<String, Object> unchecked(String data) {
        try {
            return Wire.readData(data);
        } catch (Unreadable nothing) {
            return new HashMap<>();
        }
    }

    private static boolean isJson(String body) {
        return body.trim().matches("(?s)[\\[{\"].*");
    }

    private static boolean isPayout(Map<String, Object> order) {
        return "p2p credit".equals(order.get("tran_type"));
    }

    private static SignatureException refused(String reason) {
        return new SignatureException(reason, SENTENCES.get(reason));
    }

    /** A callback for a shop's own tests. */
    public static final class Built {
        private final String body;
        private final String contentType;

        Built(String body, String contentType) {
            this.body = body;
            this.contentType = contentType;
        }

        public String body() {
            return body;
        }

        public String contentType() {
            return contentType;
        }
    }
}
