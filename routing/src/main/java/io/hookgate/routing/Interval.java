package io.hookgate.routing;

import io.hookgate.routing.Leaf.Numeric;

/** Numbers from the lowest to the highest: all that a numeric condition accepts, and some more. */
record Interval(double lowest, double highest) {
    /** Covers the tolerance of comparisons, and the rounding at the largest operands. */
    private static final double MARGIN = 1e-6;

    static Interval of(Numeric leaf) {
        double lowest = Double.NEGATIVE_INFINITY;
        double highest = Double.POSITIVE_INFINITY;
        for (Comparison comparison : leaf.comparisons()) {
            double operand = comparison.operand();
            switch (comparison.operator()) {
                case EQUAL -> {
                    lowest = Math.max(lowest, operand - MARGIN);
                    highest = Math.min(highest, operand + MARGIN);
                }
                case GREATER, AT_LEAST -> lowest = Math.max(lowest, operand - MARGIN);
                case LESS, AT_MOST -> highest = Math.min(highest, operand + MARGIN);
                case NOT_EQUAL -> {}
            }
        }
        return new Interval(lowest, highest);
    }

    boolean isEmpty() {
        return lowest > highest;
    }

    boolean isEverything() {
        return lowest == Double.NEGATIVE_INFINITY && highest == Double.POSITIVE_INFINITY;
    }
}
