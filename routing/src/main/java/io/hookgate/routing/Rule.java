package io.hookgate.routing;

import java.util.ArrayList;
import java.util.List;

/** A key with the places where its pattern is filed. */
final class Rule<K> {
    private final K key;
    private final List<Placement<K>> placements = new ArrayList<>(1);

    Rule(K key) {
        this.key = key;
    }

    K key() {
        return key;
    }

    void settledAt(Placement<K> placement) {
        placements.add(placement);
    }

    void left(Placement<K> placement) {
        placements.remove(placement);
    }

    /** A copy: taking a placement out of the tree changes the rule's own list. */
    List<Placement<K>> placements() {
        return List.copyOf(placements);
    }
}
