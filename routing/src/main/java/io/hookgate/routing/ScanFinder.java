package io.hookgate.routing;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Looks at every leaf: for those that accept nearly everything, of which an event meets most anyway. */
final class ScanFinder implements LeafFinder {
    private final Set<Leaf> leaves = new LinkedHashSet<>();

    @Override
    public void add(Leaf leaf) {
        leaves.add(leaf);
    }

    @Override
    public void remove(Leaf leaf) {
        leaves.remove(leaf);
    }

    @Override
    public void find(FieldValues values, Consumer<Leaf> found) {
        leaves.forEach(found);
    }

    @Override
    public int crowd(Leaf leaf) {
        return leaves.size();
    }
}
