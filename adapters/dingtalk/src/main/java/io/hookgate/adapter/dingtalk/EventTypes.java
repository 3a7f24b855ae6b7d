package io.hookgate.adapter.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each event type is about, read from the resource {@code event-types.txt}. Immutable. */
final class EventTypes {
    private static final List<Step> COMPANY = List.of(new Step("@corp", false));
    private static final String FIRST = "[0]";

    private final Map<String, Entry> byName;

    private EventTypes(Map<String, Entry> byName) {
        this.byName = Map.copyOf(byName);
    }

    /**
     * Something that an event is about.
     *
     * @param kind the kind of thing, the event type itself where that is unknown
     * @param id the thing's id, the first where there are several
     * @param several whether the event may be about several things of the kind
     */
    record Entity(String kind, Optional<String> id, boolean several) {}

    private record Entry(String kind, List<List<Step>> paths) {}

    /** One field of a path; in a list, the first element, which stands for all if they belong to one thing. */
    private record Step(String field, boolean standsForAll) {}

    private record Found(JsonNode value, boolean several) {}

    /**
     * Reads the resource.
     *
     * @throws IllegalArgumentException if a line has another form or an event type is there twice
     */
    static EventTypes parse(String text) {
        Map<String, Entry> byName = new HashMap<>();
        text.lines().map(String::strip).filter(EventTypes::isContent).forEach(line -> {
            int colon = line.indexOf(':');
            int equals = line.indexOf('=');
            if (colon < 0 || equals < colon) {
                throw new IllegalArgumentException("Not a line of event types: " + line);
            }
            List<List<Step>> paths = list(line.substring(colon + 1, equals)).stream()
                    .map(EventTypes::path)
                    .toList();
            Entry entry = new Entry(line.substring(0, colon), paths);
            for (String name : list(line.substring(equals + 1))) {
                if (byName.put(name, entry) != null) {
                    throw new IllegalArgumentException("An event type is there twice: " + name);
                }
            }
        });
        return new EventTypes(byName);
    }

    boolean knows(String eventType) {
        return byName.containsKey(eventType);
    }

    /** What an event of this type is about. */
    Entity entity(String eventType, JsonNode payload, Optional<String> company) {
        Entry entry = byName.get(eventType);
        if (entry == null) {
            return new Entity(eventType, Optional.empty(), false);
        }
        for (List<Step> path : entry.paths()) {
            if (path.equals(COMPANY)) {
                return new Entity(entry.kind(), company, false);
            }
            Found found = follow(payload, path);
            Optional<String> id = Fields.text(found.value());
            if (id.isPresent()) {
                return new Entity(entry.kind(), id, found.several());
            }
        }
        return new Entity(entry.kind(), Optional.empty(), false);
    }

    private static Found follow(JsonNode payload, List<Step> path) {
        JsonNode node = payload;
        boolean several = false;
        for (Step step : path) {
            node = Fields.find(node, step.field());
            if (node.isArray()) {
                several |= !step.standsForAll();
                node = node.path(0);
            }
        }
        return new Found(node, several);
    }

    private static List<Step> path(String text) {
        return Arrays.stream(text.split("\\.", -1))
                .map(step -> step.endsWith(FIRST)
                        ? new Step(step.substring(0, step.length() - FIRST.length()), true)
                        : new Step(step, false))
                .toList();
    }

    private static boolean isContent(String line) {
        return !line.isEmpty() && !line.startsWith("#");
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }
}
