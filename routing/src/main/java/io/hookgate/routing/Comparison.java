package io.hookgate.routing;

import org.jspecify.annotations.Nullable;

/** A comparison with a number; numbers at most {@value #TOLERANCE} apart are equal. */
record Comparison(Operator operator, double operand) {
    static final double TOLERANCE = 1e-7;

    boolean holds(double number) {
        int order = Math.abs(number - operand) <= TOLERANCE ? 0 : Double.compare(number, operand);
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
        };
    }

    enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        GREATER(">"),
        AT_LEAST(">="),
        LESS("<"),
        AT_MOST("<=");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        static @Nullable Operator of(String symbol) {
            for (Operator operator : values()) {
                if (operator.symbol.equals(symbol)) {
                    return operator;
                }
            }
            return null;
        }
    }
}
