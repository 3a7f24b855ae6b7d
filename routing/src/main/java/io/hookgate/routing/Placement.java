package io.hookgate.routing;

import io.hookgate.routing.Clause.Condition;
import java.util.List;

/**
 * One place in the tree where an alternative of a rule is filed.
 *
 * <p>The way to the place has proved some of the conditions; the others are tested when an event comes along.
 */
final class Placement<K> {
    /** Conditions behind so many are never used to file a rule, only tested. */
    static final int MAX_FILED = Long.SIZE;

    private final Rule<K> rule;
    private final List<Condition> conditions;
    private final long proved;
    private final int copies;
    private RuleNode<K> node;
    private int position;

    /**
     * @param proved the conditions, by bit, that an event which gets here meets
     * @param copies in how many places the alternative is filed, as far as this place's way can tell
     */
    Placement(Rule<K> rule, List<Condition> conditions, long proved, int copies, RuleNode<K> node) {
        this.rule = rule;
        this.conditions = conditions;
        this.proved = proved;
        this.copies = copies;
        this.node = node;
    }

    Rule<K> rule() {
        return rule;
    }

    List<Condition> conditions() {
        return conditions;
    }

    int copies() {
        return copies;
    }

    boolean isProved(int condition) {
        return condition < MAX_FILED && (proved & 1L << condition) != 0;
    }

    /** The same alternative, filed below one of the leaves of a condition. */
    Placement<K> below(int condition, int leaves, RuleNode<K> child) {
        return new Placement<>(rule, conditions, proved | 1L << condition, copies * leaves, child);
    }

    /** Whether an event that got here meets the conditions that the way has not proved. */
    boolean holds(EventView event) {
        for (int index = 0; index < conditions.size(); index++) {
            if (!isProved(index)) {
                Condition condition = conditions.get(index);
                if (!condition.test(event.values(condition.path()))) {
                    return false;
                }
            }
        }
        return true;
    }

    RuleNode<K> node() {
        return node;
    }

    int position() {
        return position;
    }

    void settle(RuleNode<K> newNode, int newPosition) {
        node = newNode;
        position = newPosition;
    }
}
