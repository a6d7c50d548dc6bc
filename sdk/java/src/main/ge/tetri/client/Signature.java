package ge.tetri.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the gateway and a shop sign with a key that both have. */
public final class Signature {
    private static final Pattern WELL_FORMED = Pattern.compile("[0-9a-f]{40}");

    private Signature() {
    }

    /** Of flat members, versions 1.0 and 1.0.1. */
    public static String of(Map<String, ?> members, String key) {
        StringBuilder text = new StringBuilder(key);
        for (Map.Entry<String, ?> member : new TreeMap<String, Object>(members).entrySet()) {
            Object value = member.getValue();
            boolean isScalar = value instanceof CharSequence || value instanceof Number || value instanceof Boolean;
            if (isScalar && !value.toString().isEmpty() && !member.getKey().equals("signature") && !member.getKey().equals("response_signature_string")) {
                text.append('|').append(value);
            }
        }
        return hexOf(text.toString());
    }

    /** Of data as it is sent, version 2.0. */
    public static String of(String data, String key) {
        return hexOf(key + "|" + data);
    }

    /** Whether a signature fits; the time that it takes tells nothing. */
    public static boolean fits(String signature, Map<String, ?> members, String key) {
        return areEqual(signature, of(members, key));
    }

    /** Whether a signature fits; the time that it takes tells nothing. */
    public static boolean fits(String signature, String data, String key) {
        return areEqual(signature, of(data, key));
    }

    static boolean isWellFormed(String signature) {
        return WELL_FORMED.matcher(signature).matches();
    }

    static boolean areEqual(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private static String hexOf(String text) {
        try {
            StringBuilder hex = new StringBuilder(40);
            for (byte part : MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8))) {
                hex.append(Character.forDigit(part >> 4 & 15, 16)).append(Character.forDigit(part & 15, 16));
            }
            return hex.toString();
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
