package ge.tetri.client;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Forms, version 2.0 and times, as they travel. */
final class Wire {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd.MM.uuuu HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    private Wire() {
    }

    static Map<String, Object> readForm(String text) throws Unreadable {
        Map<String, Object> members = new LinkedHashMap<>();
        try {
            for (String pair : text.split("&")) {
                int equals = pair.indexOf('=');
                members.put(decoded(equals < 0 ? pair : pair.substring(0, equals)), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        } catch (IllegalArgumentException wrongEscape) {
            throw new Unreadable("It is no form.");
        }
        return members;
    }

    static String writeForm(Map<String, ?> members) {
        return members.entrySet().stream()
            .map(member -> URLEncoder.encode(member.getKey(), StandardCharsets.UTF_8) + "=" + URLEncoder.encode(member.getValue().toString(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    }

    static Map<String, Object> readData(String data) throws Unreadable {
        try {
            Object order = members(Json.read(decode(Base64.getMimeDecoder().decode(data)))).get("order");
            return members(order);
        } catch (IllegalArgumentException noBase64) {
            throw new Unreadable("data is no base64.");
        }
    }

    /** Version 2.0: the members in data, and what signs it. */
    static Map<String, Object> enclosed(Map<String, ?> order, String key) {
        byte[] inside = Json.write(Collections.singletonMap("order", order)).getBytes(StandardCharsets.UTF_8);
        String data = Base64.getEncoder().encodeToString(inside);
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("version", "2.0");
        envelope.put("data", data);
        envelope.put("signature", Signature.of(data, key));
        return envelope;
    }

    static Map<String, Object> members(Object value) throws Unreadable {
        if (!(value instanceof Map)) {
            throw new Unreadable("An object was expected.");
        }
        @SuppressWarnings("unchecked")
        Map<String, Object> members = (Map<String, Object>) value;
        return members;
    }

    static String decode(byte[] bytes) throws Unreadable {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException noUtf8) {
            throw new Unreadable("It is no UTF-8.");
        }
    }

    static String writeTime(Instant time) {
        return TIME.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
    }

    static Instant readTime(String text) throws Unreadable {
        try {
            return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException noTime) {
            throw new Unreadable("A time is DD.MM.YYYY HH:mm:ss.");
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
