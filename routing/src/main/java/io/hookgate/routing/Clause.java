package io.hookgate.routing;

import java.util.List;

/** A pattern as a tree, in the order in which it was written. */
sealed interface Clause {

    /** Every part must hold; nothing to hold is true. */
    record All(List<Clause> parts) implements Clause {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** At least one alternative must hold: the relation {@code $or}. */
    record Any(String pointer, List<Clause> alternatives) implements Clause {
        public Any {
            alternatives = List.copyOf(alternatives);
        }
    }

    /**
     * A field must meet one of the leaves.
     *
     * @param pointer where the leaves stand in the pattern
     */
    record Condition(String pointer, FieldPath path, List<Leaf> leaves) implements Clause {
        public Condition {
            leaves = List.copyOf(leaves);
        }

        boolean test(FieldValues values) {
            for (Leaf leaf : leaves) {
                if (leaf.test(values)) {
                    return true;
                }
            }
            return false;
        }
    }
}
