package io.hookgate.benchmarks.scenario;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One figure.
 *
 * @param measure what it is
 * @param value in {@code unit}
 * @param unit for instance {@code ×}, {@code ms}, {@code events/s}
 * @param goal what it should be; {@code null} for a figure that is only told
 */
public record Finding(
        String measure, double value, String unit, @Nullable Goal goal) {

    /**
     * A bound.
     *
     * @param atLeast whether more is better
     * @param bound in the finding's unit
     */
    public record Goal(boolean atLeast, double bound) {

        /** Whether a value keeps to the bound. */
        public boolean reachedBy(double value) {
            return atLeast ? value >= bound : value <= bound;
        }
    }

    /** A figure that is only told. */
    public static Finding told(String measure, double value, String unit) {
        return new Finding(measure, value, unit, null);
    }

    /** A figure that should be at least this much. */
    public static Finding atLeast(double bound, String measure, double value, String unit) {
        return new Finding(measure, value, unit, new Goal(true, bound));
    }

    /** A figure that should be this much at the most. */
    public static Finding atMost(double bound, String measure, double value, String unit) {
        return new Finding(measure, value, unit, new Goal(false, bound));
    }

    /** The value and its unit for people to read. */
    public String valueText() {
        return text(value) + " " + unit;
    }

    /** The goal for people to read; empty when there is none. */
    public String goalText() {
        return goal == null ? "" : (goal.atLeast() ? "≥ " : "≤ ") + text(goal.bound()) + " " + unit;
    }

    /** {@code reached}, {@code MISSED}, or nothing when there is no goal. */
    public String verdict() {
        if (goal == null) {
            return "";
        }
        return goal.reachedBy(value) ? "reached" : "MISSED";
    }

    private static String text(double number) {
        double size = Math.abs(number);
        String format = size >= 1_000 || number == Math.rint(number) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, number);
    }
}
