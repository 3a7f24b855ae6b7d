package io.hookgate.routing;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One alternative of a condition. Except for {@link Exists} it is met by a field that has a scalar it accepts.
 */
sealed interface Leaf {

    /** Whether one scalar is accepted. */
    boolean accepts(Scalar scalar);

    /** Whether a field meets this leaf. */
    default boolean test(FieldValues values) {
        if (values.isLarge()) {
            return values.lookup().meets(this);
        }
        for (Scalar scalar : values.scalars()) {
            if (accepts(scalar)) {
                return true;
            }
        }
        return false;
    }

    /** @param text the text to equal, null for a JSON null, which no text equals */
    record Literal(@Nullable String text) implements Leaf {
        @Override
        public boolean accepts(Scalar scalar) {
            return scalar.isNull() ? text == null : scalar.text().equals(text);
        }
    }

    /** Strings that begin with a text. */
    record Prefix(String text) implements Leaf {
        @Override
        public boolean accepts(Scalar scalar) {
            return scalar.isString() && scalar.text().startsWith(text);
        }
    }

    /** Strings that end with a text. */
    record Suffix(String text) implements Leaf {
        @Override
        public boolean accepts(Scalar scalar) {
            return scalar.isString() && scalar.text().endsWith(text);
        }
    }

    /** @param folded the text to equal, as {@link #fold} has it */
    record EqualsIgnoreCase(String folded) implements Leaf {
        @Override
        public boolean accepts(Scalar scalar) {
            return scalar.isString() && fold(scalar.text()).equals(folded);
        }

        /** Two strings have the same fold exactly when {@link String#equalsIgnoreCase} holds. */
        static String fold(String text) {
            int[] folded = text.codePoints()
                    .map(character -> Character.toLowerCase(Character.toUpperCase(character)))
                    .toArray();
            return new String(folded, 0, folded.length);
        }
    }

    /** Strings that a wildcard expression matches; also those that contain a text. */
    record Wildcard(Glob glob) implements Leaf {
        @Override
        public boolean accepts(Scalar scalar) {
            return scalar.isString() && glob.matches(scalar.text());
        }
    }

    /** Numbers for which every comparison holds. */
    record Numeric(List<Comparison> comparisons) implements Leaf {
        public Numeric {
            comparisons = List.copyOf(comparisons);
        }

        @Override
        public boolean accepts(Scalar scalar) {
            return scalar.isNumber() && accepts(scalar.number());
        }

        boolean accepts(double number) {
            for (Comparison comparison : comparisons) {
                if (!comparison.holds(number)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Strings that are an address within a block. */
    record Cidr(IpBlock block) implements Leaf {
        @Override
        public boolean accepts(Scalar scalar) {
            IpAddress address = scalar.address();
            return address != null && block.contains(address);
        }
    }

    /** @param literals the texts not to equal
     * @param allowsNull whether a JSON null is accepted */
    record AnythingButLiterals(Set<String> literals, boolean allowsNull) implements Leaf {
        public AnythingButLiterals {
            literals = Set.copyOf(literals);
        }

        @Override
        public boolean accepts(Scalar scalar) {
            return scalar.isNull() ? allowsNull : !literals.contains(scalar.text());
        }
    }

    /** @param excluded what not to accept: a {@link Prefix}, {@link Suffix} or {@link Wildcard} */
    record AnythingBut(Leaf excluded) implements Leaf {
        @Override
        public boolean accepts(Scalar scalar) {
            return !excluded.accepts(scalar);
        }
    }

    /** Whether the field is there, whatever it holds. */
    record Exists(boolean expected) implements Leaf {
        @Override
        public boolean accepts(Scalar scalar) {
            return expected;
        }

        @Override
        public boolean test(FieldValues values) {
            return values.present() == expected;
        }
    }
}
