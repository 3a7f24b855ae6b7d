package io.hookgate.routing;

import java.util.function.Consumer;

/**
 * Finds those of many leaves of one kind that accept a scalar, without looking at each of them.
 *
 * <p>Finding may run in many threads at once, adding and removing in one thread while nothing else runs.
 */
interface LeafFinder {
    /** Adds a leaf that is not there. */
    void add(Leaf leaf);

    /** Removes a leaf that is there. */
    void remove(Leaf leaf);

    /** Passes on every leaf that accepts the scalar, and perhaps some that do not, or one of them repeatedly. */
    void find(Scalar scalar, Consumer<Leaf> found);

    /** How many leaves a scalar may be expected to find beside the one given, were it added: a rough guess. */
    int crowd(Leaf leaf);
}
