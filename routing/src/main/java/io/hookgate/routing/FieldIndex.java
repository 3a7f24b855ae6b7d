package io.hookgate.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The nodes below one node by what the event has at one path. Leaves about missing fields are kept elsewhere. */
final class FieldIndex<K> {
    private final FieldPath path;
    private final Map<Leaf, RuleNode<K>> children = new HashMap<>(4);
    private final Map<LeafKind, Finder> finders = new EnumMap<>(LeafKind.class);

    FieldIndex(FieldPath path) {
        this.path = path;
    }

    FieldPath path() {
        return path;
    }

    boolean isEmpty() {
        return children.isEmpty();
    }

    RuleNode<K> childFor(Leaf leaf, Supplier<RuleNode<K>> newChild) {
        RuleNode<K> known = children.get(leaf);
        if (known != null) {
            return known;
        }
        RuleNode<K> child = newChild.get();
        children.put(leaf, child);
        finders.computeIfAbsent(LeafKind.of(leaf), Finder::new).add(leaf);
        return child;
    }

    void remove(Leaf leaf) {
        children.remove(leaf);
        finders.computeIfPresent(LeafKind.of(leaf), (kind, finder) -> finder.remove(leaf) ? null : finder);
    }

    /** How many rules an event may be expected to visit besides, if a rule were put below this leaf. */
    long crowd(Leaf leaf, LeafKind kind) {
        RuleNode<K> child = children.get(leaf);
        Finder finder = finders.get(kind);
        long inChild = child == null ? 0 : child.size();
        return finder == null ? inChild : Math.max(inChild, finder.leaves.crowd(leaf));
    }

    /** The nodes below the leaves that the values meet, each once. */
    Collection<RuleNode<K>> satisfied(FieldValues values) {
        if (!values.present()) {
            return List.of();
        }
        boolean once = values.scalars().size() <= 1;
        Collection<RuleNode<K>> hits = once ? new ArrayList<>(4) : Collections.newSetFromMap(new IdentityHashMap<>());
        boolean fewer = values.isLarge() && children.size() < values.scalars().size();
        if (fewer) {
            askEach(values, hits);
        }
        finders.forEach((kind, finder) -> {
            if (!fewer || kind == LeafKind.GRAM) {
                ask(kind, finder, values, hits);
            }
        });
        return hits;
    }

    private void ask(LeafKind kind, Finder finder, FieldValues values, Collection<RuleNode<K>> hits) {
        finder.leaves.find(values, leaf -> {
            RuleNode<K> child = children.get(leaf);
            if (child != null && (kind.isFoundExactly() || leaf.test(values))) {
                hits.add(child);
            }
        });
    }

    /** Asks the leaves that sorted values answer at once. */
    private void askEach(FieldValues values, Collection<RuleNode<K>> hits) {
        children.forEach((leaf, child) -> {
            if (LeafKind.of(leaf) != LeafKind.GRAM && leaf.test(values)) {
                hits.add(child);
            }
        });
    }

    /** The leaves of one kind, and how many they are. */
    private static final class Finder {
        private final LeafFinder leaves;
        private int count;

        Finder(LeafKind kind) {
            this.leaves = kind.newFinder();
        }

        void add(Leaf leaf) {
            leaves.add(leaf);
            count++;
        }

        /** Whether none is left. */
        boolean remove(Leaf leaf) {
            leaves.remove(leaf);
            return --count == 0;
        }
    }
}
