package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** One event while it is matched; what was read once is kept. Used by one thread. */
final class EventView {
    private final JsonNode event;
    private final Map<FieldPath, FieldValues> values = new HashMap<>();

    EventView(JsonNode event) {
        this.event = event;
    }

    JsonNode event() {
        return event;
    }

    FieldValues values(FieldPath path) {
        FieldValues known = values.get(path);
        if (known == null) {
            known = FieldValues.of(path.find(event));
            values.put(path, known);
        }
        return known;
    }
}
