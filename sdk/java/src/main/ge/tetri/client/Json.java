package ge.tetri.client;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as the gateway speaks it, read strictly. A number becomes a Long where that has the very digits that were sent, otherwise the text: the
 * digits are signed.
 */
final class Json {
    private static final int DEEPEST = 64;

    private final String text;
    private int place;
    private int depth;

    private Json(String text) {
        this.text = text;
    }

    static Object read(String text) throws Unreadable {
        Json reader = new Json(text);
        Object value = reader.value();
        reader.space();
        if (reader.place < text.length()) {
            throw new Unreadable("It is no JSON.");
        }
        return value;
    }

    static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private Object value() throws Unreadable {
        space();
        switch (peek()) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return string();
            case 't':
                return word("true", true);
            case 'f':
                return word("false", false);
            case 'n':
                return word("null", null);
            default:
                return number();
        }
    }

    private Map<String, Object> object() throws Unreadable {
        Map<String, Object> members = new LinkedHashMap<>();
        begin();
        if (peek() != '}') {
            do {
                space();
                String name = string();
                space();
                take(':');
                members.put(name, value());
                space();
            } while (next(','));
        }
        take('}');
        depth--;
        return members;
    }

    private List<Object> array() throws Unreadable {
        List<Object> values = new ArrayList<>();
        begin();
        if (peek() != ']') {
            do {
                values.add(value());
                space();
            } while (next(','));
        }
        take(']');
        depth--;
        return values;
    }

    private void begin() throws Unreadable {
        place++;
        if (++depth > DEEPEST) {
            throw new Unreadable("It is nested too deeply.");
        }
        space();
    }

    private String string() throws Unreadable {
        take('"');
        StringBuilder out = new StringBuilder();
        while (peek() != '"') {
            char next = text.charAt(place++);
            if (next < ' ') {
                throw new Unreadable("It is no JSON.");
            }
            out.append(next == '\\' ? escaped() : next);
        }
        place++;
        return out.toString();
    }

    private char escaped() throws Unreadable {
        char kind = peek();
        place++;
        int known = "\"\\/bfnrt".indexOf(kind);
        if (known >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(known);
        }
        if (kind != 'u' || place + 4 > text.length() || !text.substring(place, place + 4).matches("[0-9a-fA-F]{4}")) {
            throw new Unreadable("It is no JSON.");
        }
        place += 4;
        return (char) Integer.parseInt(text.substring(place - 4, place), 16);
    }

    private Object number() throws Unreadable {
        int start = place;
        while (place < text.length() && "+-.eE0123456789".indexOf(text.charAt(place)) >= 0) {
            place++;
        }
        String digits = text.substring(start, place);
        if (!digits.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
            throw new Unreadable("It is no JSON.");
        }
        return digits.matches("-?[0-9]{1,18}") && !digits.equals("-0") ? (Object) Long.valueOf(digits) : digits;
    }

    private Object word(String word, Object value) throws Unreadable {
        if (!text.startsWith(word, place)) {
            throw new Unreadable("It is no JSON.");
        }
        place += word.length();
        return value;
    }

    private void space() {
        while (place < text.length() && " \t\r\n".indexOf(text.charAt(place)) >= 0) {
            place++;
        }
    }

    private char peek() throws Unreadable {
        if (place >= text.length()) {
            throw new Unreadable("It breaks off.");
        }
        return text.charAt(place);
    }

    private boolean next(char wanted) throws Unreadable {
        if (peek() != wanted) {
            return false;
        }
        place++;
        return true;
    }

    private void take(char wanted) throws Unreadable {
        if (!next(wanted)) {
            throw new Unreadable("It is no JSON.");
        }
    }

    private static void write(Object value, StringBuilder out) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Map) {
            char before = '{';
            for (Map.Entry<?, ?> member : ((Map<?, ?>) value).entrySet()) {
                out.append(before);
                write(String.valueOf(member.getKey()), out);
                out.append(':');
                write(member.getValue(), out);
                before = ',';
            }
            out.append(before == '{' ? "{}" : "}");
        } else if (value instanceof Iterable) {
            out.append('[');
            for (Iterator<?> all = ((Iterable<?>) value).iterator(); all.hasNext();) {
                write(all.next(), out);
                out.append(all.hasNext() ? "," : "");
            }
            out.append(']');
        } else if (value instanceof Number) {
            out.append(value instanceof Double || value instanceof Float ? new BigDecimal(value.toString()).toPlainString() : value.toString());
        } else {
            quote(value.toString(), out);
        }
    }

    private static void quote(String value, StringBuilder out) {
        out.append('"');
        for (int at = 0; at < value.length(); at++) {
            char next = value.charAt(at);
            if (next == '"' || next == '\\') {
                out.append('\\').append(next);
            } else if (next < ' ') {
                out.append(String.format("\\u%04x", (int) next));
            } else {
                out.append(next);
            }
        }
        out.append('"');
    }
}
