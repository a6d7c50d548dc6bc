package ge.tetri.client.request;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Members of a request by their names on the wire; what no setter names can be set too. */
public abstract class Request<Self extends Request<Self>> {
    private final Map<String, Object> members = new LinkedHashMap<>();

    Request() {
    }

    /** Sets a member; null takes it out. Booleans are Y and N on the wire, an Instant is written as the wire has times. */
    public final Self set(String name, Object value) {
        if (value == null) {
            members.remove(name);
        } else {
            members.put(name, value);
        }
        @SuppressWarnings("unchecked")
        Self self = (Self) this;
        return self;
    }

    /** What was set. */
    public final Map<String, Object> members() {
        return Collections.unmodifiableMap(members);
    }
}
