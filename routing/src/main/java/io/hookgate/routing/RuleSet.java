package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.routing.Clause.Condition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Patterns by key, matched all at once: what a match costs does not grow with the number of rules, only with the size
 * of the event and the number of rules that nearly match.
 *
 * <p>Thread-safe: events are matched while rules are put and removed; an event sees every change that ended before its
 * match began.
 *
 * @param <K> what names a rule; needs {@code equals} and {@code hashCode}
 */
public final class RuleSet<K> {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<K, Rule<K>> rules = new HashMap<>();
    private final RuleNode<K> root = new RuleNode<>();

    /** Adds a rule, or replaces the one that has this key. */
    public void put(K key, Pattern pattern) {
        Rule<K> rule = new Rule<>(key);
        changing(() -> {
            takeOut(rules.put(key, rule));
            for (List<Condition> conditions : pattern.alternatives()) {
                root.add(rule, conditions);
            }
        });
    }

    /** Removes a rule; an unknown key changes nothing. */
    public void remove(K key) {
        changing(() -> takeOut(rules.remove(key)));
    }

    /**
     * The keys of the rules that an event matches; never throws, whatever the event is.
     *
     * @param event a CloudEvent in the JSON format: attributes and extensions at the top level, the data below
     */
    public Set<K> match(JsonNode event) {
        Set<K> matched = new HashSet<>();
        EventView view = new EventView(event);
        Lock reading = lock.readLock();
        reading.lock();
        try {
            root.match(view, matched);
        } finally {
            reading.unlock();
        }
        return matched;
    }

    /** How many rules there are. */
    public int size() {
        Lock reading = lock.readLock();
        reading.lock();
        try {
            return rules.size();
        } finally {
            reading.unlock();
        }
    }

    /** Whether the tree holds nothing at all, as before the first rule. */
    boolean isPristine() {
        return root.isEmpty();
    }

    private void takeOut(@Nullable Rule<K> rule) {
        if (rule != null) {
            rule.placements().forEach(placement -> placement.node().remove(placement));
        }
    }

    private void changing(Runnable change) {
        Lock writing = lock.writeLock();
        writing.lock();
        try {
            change.run();
        } finally {
            writing.unlock();
        }
    }
}
