package io.hookgate.routing;

import io.hookgate.routing.Clause.Condition;
import io.hookgate.routing.Leaf.Exists;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node of the tree in which rules are filed: an event visits a node when it meets every leaf on the way to it.
 *
 * <p>A small node only lists its rules. When it grows, each rule is filed one level lower, under the one of its remaining
 * conditions that the fewest events and rules are expected to share; rules whose conditions are all proved stay.
 * Matching may run in many threads at once, changes in one thread while nothing else runs.
 */
final class RuleNode<K> {
    /** Rules that a node lists before it files them lower. */
    private static final int MAX_LISTED = 8;
    /** Places that an alternative may be filed in because it has several conditions with several leaves. */
    private static final int MAX_COPIES = 64;

    private final @Nullable RuleNode<K> parent;
    private final @Nullable FieldPath path;
    private final @Nullable Leaf leaf;
    private final List<Placement<K>> listed = new ArrayList<>(1);
    private boolean split;
    private @Nullable FieldTree<K> fields;
    private @Nullable Map<FieldPath, RuleNode<K>> absent;
    private int size;

    /** The root. */
    RuleNode() {
        this(null, null, null);
    }

    private RuleNode(@Nullable RuleNode<K> parent, @Nullable FieldPath path, @Nullable Leaf leaf) {
        this.parent = parent;
        this.path = path;
        this.leaf = leaf;
    }

    /** Placements here and below. */
    int size() {
        return size;
    }

    /** Whether neither a rule nor a part of the tree is left below this node. */
    boolean isEmpty() {
        return size == 0 && (fields == null || fields.isEmpty()) && (absent == null || absent.isEmpty());
    }

    /** Files an alternative of a rule, at the root. */
    void add(Rule<K> rule, List<Condition> conditions) {
        place(new Placement<>(rule, conditions, 0, 1, this));
    }

    /** Takes a placement that is listed at this node out of the tree. */
    void remove(Placement<K> placement) {
        unlist(placement);
        RuleNode<K> node = this;
        while (node.size == 0 && node.parent != null) {
            node.parent.detach(node);
            node = node.parent;
        }
    }

    /** Passes on the rules below this node, whose way the event has met, that it matches. */
    void match(EventView event, Set<K> matched) {
        for (Placement<K> placement : listed) {
            K key = placement.rule().key();
            if (!matched.contains(key) && placement.holds(event)) {
                matched.add(key);
            }
        }
        if (fields != null) {
            fields.forEachIn(event.event(), index -> {
                for (RuleNode<K> child : index.satisfied(event.values(index.path()))) {
                    child.match(event, matched);
                }
            });
        }
        if (absent != null) {
            absent.forEach((missing, child) -> {
                if (!event.values(missing).present()) {
                    child.match(event, matched);
                }
            });
        }
    }

    private void place(Placement<K> placement) {
        int condition = split ? bestCondition(placement) : -1;
        if (condition >= 0) {
            placeBelow(placement, condition);
            return;
        }
        list(placement);
        if (!split && listed.size() > MAX_LISTED) {
            splitUp();
        }
    }

    private void splitUp() {
        split = true;
        for (Placement<K> placement : List.copyOf(listed)) {
            int condition = bestCondition(placement);
            if (condition >= 0) {
                unlist(placement);
                placeBelow(placement, condition);
            }
        }
    }

    private void placeBelow(Placement<K> placement, int condition) {
        Condition chosen = placement.conditions().get(condition);
        Set<Leaf> leaves = new LinkedHashSet<>(chosen.leaves());
        for (Leaf alternative : leaves) {
            RuleNode<K> child = childFor(chosen.path(), alternative);
            child.place(placement.below(condition, leaves.size(), child));
        }
    }

    /** The condition by which to file a placement lower, -1 when there is none that it may be filed by. */
    private int bestCondition(Placement<K> placement) {
        int best = -1;
        long lowest = Long.MAX_VALUE;
        int candidates = Math.min(placement.conditions().size(), Placement.MAX_FILED);
        for (int index = 0; index < candidates; index++) {
            Condition condition = placement.conditions().get(index);
            boolean fits = placement.copies() == 1
                    || placement.copies() * condition.leaves().size() <= MAX_COPIES;
            long cost = fits && !placement.isProved(index) ? cost(condition) : Long.MAX_VALUE;
            if (cost < lowest) {
                lowest = cost;
                best = index;
            }
        }
        return best;
    }

    /** How many visits filing a rule under a condition is expected to add, compared with other conditions. */
    private long cost(Condition condition) {
        long cost = 0;
        for (Leaf alternative : condition.leaves()) {
            LeafKind kind = LeafKind.of(alternative);
            cost += kind.weight() * (1 + crowd(condition.path(), alternative, kind));
        }
        return cost;
    }

    private long crowd(FieldPath condition, Leaf alternative, LeafKind kind) {
        if (kind == LeafKind.ABSENT) {
            RuleNode<K> child = absent == null ? null : absent.get(condition);
            return child == null ? 0 : child.size;
        }
        FieldIndex<K> index = fields == null ? null : fields.find(condition);
        return index == null ? 0 : index.crowd(alternative, kind);
    }

    private RuleNode<K> childFor(FieldPath where, Leaf alternative) {
        if (isAbsence(alternative)) {
            if (absent == null) {
                absent = new LinkedHashMap<>(4);
            }
            return absent.computeIfAbsent(where, unused -> new RuleNode<>(this, where, alternative));
        }
        if (fields == null) {
            fields = new FieldTree<>();
        }
        return fields.indexFor(where).childFor(alternative, () -> new RuleNode<>(this, where, alternative));
    }

    private void detach(RuleNode<K> child) {
        FieldPath where = Objects.requireNonNull(child.path);
        Leaf alternative = Objects.requireNonNull(child.leaf);
        if (isAbsence(alternative)) {
            Objects.requireNonNull(absent).remove(where);
            return;
        }
        FieldTree<K> tree = Objects.requireNonNull(fields);
        FieldIndex<K> index = Objects.requireNonNull(tree.find(where));
        index.remove(alternative);
        if (index.isEmpty()) {
            tree.remove(where);
        }
    }

    private static boolean isAbsence(Leaf leaf) {
        return leaf instanceof Exists exists && !exists.expected();
    }

    private void list(Placement<K> placement) {
        placement.settle(this, listed.size());
        listed.add(placement);
        placement.rule().settledAt(placement);
        grow(1);
    }

    /** The last placement takes the place of the one that leaves, so that this costs the same in a long list. */
    private void unlist(Placement<K> placement) {
        Placement<K> last = listed.remove(listed.size() - 1);
        if (last != placement) {
            listed.set(placement.position(), last);
            last.settle(this, placement.position());
        }
        placement.rule().left(placement);
        grow(-1);
    }

    private void grow(int change) {
        for (RuleNode<K> node = this; node != null; node = node.parent) {
            node.size += change;
        }
    }
}
