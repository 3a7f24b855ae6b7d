package io.hookgate.routing;

import java.util.function.Consumer;

/**
 * Finds those of many leaves of one kind that a field meets, without looking at each of them.
 *
 * <p>Finding may run in many threads at once, adding and removing in one thread while nothing else runs.
 */
interface LeafFinder {
    /** Adds a leaf that is not there. */
    void add(Leaf leaf);

    /** Removes a leaf that is there. */
    void remove(Leaf leaf);

    /** Passes on every leaf that the field meets, and perhaps others, or one of them repeatedly. */
    void find(FieldValues values, Consumer<Leaf> found);

    /** How many leaves a field may be expected to find beside the one given, were it added: a rough guess. */
    int crowd(Leaf leaf);
}
