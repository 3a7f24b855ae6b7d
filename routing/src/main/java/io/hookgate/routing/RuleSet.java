package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Patterns by key, matched all at once.
 *
 * <p>Thread-safe: events are matched while rules are put and removed; an event sees every change that ended before its
 * match began.
 *
 * @param <K> what names a rule; needs {@code equals} and {@code hashCode}
 */
public final class RuleSet<K> {
    private final Map<K, Pattern> rules = new ConcurrentHashMap<>();

    /** Adds a rule, or replaces the one that has this key. */
    public void put(K key, Pattern pattern) {
        rules.put(key, pattern);
    }

    /** Removes a rule; an unknown key changes nothing. */
    public void remove(K key) {
        rules.remove(key);
    }

    /**
     * The keys of the rules that an event matches; never throws, whatever the event is.
     *
     * @param event a CloudEvent in the JSON format: attributes and extensions at the top level, the data below
     */
    public Set<K> match(JsonNode event) {
        Set<K> matched = new HashSet<>();
        rules.forEach((key, pattern) -> {
            if (pattern.explain(event).isEmpty()) {
                matched.add(key);
            }
        });
        return matched;
    }

    /** How many rules there are. */
    public int size() {
        return rules.size();
    }
}
