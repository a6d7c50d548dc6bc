package ge.tetri.client.answer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Typed members of an answer. What is empty on the wire is null. */
public abstract class Answer {
    private final Map<String, Object> members;
    private final Map<String, Object> raw;

    Answer(Map<String, ?> members, Map<String, ?> raw) {
        this.members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        this.raw = Collections.unmodifiableMap(new LinkedHashMap<>(raw));
    }

    final Object typed(String name) {
        return members.get(name);
    }

    /** The typed members that are there, by their names on the wire. */
    public final Map<String, Object> members() {
        return members;
    }

    /** Everything as it came, also what this library does not know. */
    public final Map<String, Object> raw() {
        return raw;
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + members;
    }
}
