package io.hookgate.adapter.generic.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A value that is taken out of a request. Immutable; finds nothing rather than fail. */
public sealed interface Expression {
    /** Characters that a value put together out of others may have. */
    int MOST_CHARACTERS = 65_536;
    /** Zeros that a number is written out with. */
    int MOST_ZEROS = 40;

    /** The value, if there is one that is not empty. */
    Optional<String> evaluate(Evaluation evaluation);

    /**
     * A fixed value.
     *
     * @param text the value
     */
    record Constant(String text) implements Expression {
        @Override
        public Optional<String> evaluate(Evaluation evaluation) {
            return Optional.of(text);
        }
    }

    /**
     * The first value of a header.
     *
     * @param name its name, of any case
     */
    record Header(String name) implements Expression {
        @Override
        public Optional<String> evaluate(Evaluation evaluation) {
            return evaluation.request().header(name).filter(value -> !value.isEmpty());
        }
    }

    /**
     * The first value of a query parameter.
     *
     * @param name its name
     */
    record Query(String name) implements Expression {
        @Override
        public Optional<String> evaluate(Evaluation evaluation) {
            return evaluation.request().queryParameter(name).filter(value -> !value.isEmpty());
        }
    }

    /**
     * A text, number or boolean in the part of the body that becomes the event; of several the first.
     *
     * @param path where it stands
     */
    record ItemPath(BodyPath path) implements Expression {
        @Override
        public Optional<String> evaluate(Evaluation evaluation) {
            return path.text(evaluation.item());
        }
    }

    /**
     * A text, number or boolean anywhere in the body.
     *
     * @param path where it stands
     */
    record RootPath(BodyPath path) implements Expression {
        @Override
        public Optional<String> evaluate(Evaluation evaluation) {
            return path.text(evaluation.root());
        }
    }

    /** The whole body as text. */
    record Body() implements Expression {
        @Override
        public Optional<String> evaluate(Evaluation evaluation) {
            return Optional.of(evaluation.body().text()).filter(text -> !text.isEmpty());
        }
    }

    /** The position of the item in the body, from 0. */
    record Index() implements Expression {
        @Override
        public Optional<String> evaluate(Evaluation evaluation) {
            return Optional.of(Integer.toString(evaluation.index()));
        }
    }

    /**
     * What was worked out before, such as the event's subject.
     *
     * @param name its name
     */
    record Variable(String name) implements Expression {
        @Override
        public Optional<String> evaluate(Evaluation evaluation) {
            return evaluation.variable(name);
        }
    }

    /**
     * Values in a row, with a separator; those that are not there are left out.
     *
     * @param separator what stands between two values
     * @param parts the values
     * @param complete whether nothing is found unless all are
     */
    record Join(String separator, List<Expression> parts, boolean complete) implements Expression {
        /** Copies the list. */
        public Join {
            parts = List.copyOf(parts);
        }

        @Override
        public Optional<String> evaluate(Evaluation evaluation) {
            List<String> values = parts.stream()
                    .flatMap(part -> part.evaluate(evaluation).stream())
                    .toList();
            boolean isShort = values.stream().mapToLong(String::length).sum() <= MOST_CHARACTERS;
            boolean found = isShort && (complete ? values.size() == parts.size() : !values.isEmpty());
            return found
                    ? Optional.of(String.join(separator, values)).filter(text -> !text.isEmpty())
                    : Optional.empty();
        }
    }

    /**
     * The first value that is there.
     *
     * @param choices where to look, in order
     */
    record FirstOf(List<Expression> choices) implements Expression {
        /** Copies the list. */
        public FirstOf {
            choices = List.copyOf(choices);
        }

        @Override
        public Optional<String> evaluate(Evaluation evaluation) {
            return choices.stream()
                    .flatMap(choice -> choice.evaluate(evaluation).stream())
                    .findFirst();
        }
    }

    /**
     * One of several expressions, chosen by a value.
     *
     * @param on the value
     * @param cases the expressions by that value
     * @param otherwise the expression for every other value
     */
    record Switch(Expression on, Map<String, Expression> cases, Expression otherwise) implements Expression {
        /** Copies the map. */
        public Switch {
            cases = Map.copyOf(cases);
        }

        @Override
        public Optional<String> evaluate(Evaluation evaluation) {
            String value = on.evaluate(evaluation).orElse("");
            return cases.getOrDefault(value, otherwise).evaluate(evaluation);
        }
    }

    /**
     * SHA-256 over values, in hexadecimal digits.
     *
     * @param parts the values; each is hashed with its length, and an absent one differs from an empty one; of the body, its own
     *     hash counts
     */
    record Hash(List<Expression> parts) implements Expression {
        /** Copies the list. */
        public Hash {
            parts = List.copyOf(parts);
        }

        @Override
        public Optional<String> evaluate(Evaluation evaluation) {
            Fingerprint fingerprint = new Fingerprint();
            boolean found = false;
            for (Expression part : parts) {
                Optional<String> value =
                        part instanceof Body ? Optional.of(evaluation.body().fingerprint()) : part.evaluate(evaluation);
                found |= value.isPresent();
                fingerprint.add(value);
            }
            return found ? Optional.of(fingerprint.hex()) : Optional.empty();
        }
    }

    /**
     * The sum of whole numbers; nothing unless all are there.
     *
     * @param parts the numbers
     */
    record Sum(List<Expression> parts) implements Expression {
        private static final int MOST_DIGITS = 30;

        /** Copies the list. */
        public Sum {
            parts = List.copyOf(parts);
        }

        @Override
        public Optional<String> evaluate(Evaluation evaluation) {
            BigInteger sum = BigInteger.ZERO;
            for (Expression part : parts) {
                String number = part.evaluate(evaluation).orElse("");
                if (number.isEmpty()
                        || number.length() > MOST_DIGITS
                        || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    return Optional.empty();
                }
                sum = sum.add(new BigInteger(number));
            }
            return Optional.of(sum.toString());
        }
    }

    /**
     * A value with a change made to it.
     *
     * @param of the value
     * @param change what is done to it
     */
    record Changed(Expression of, UnaryOperator<String> change) implements Expression {
        @Override
        public Optional<String> evaluate(Evaluation evaluation) {
            return of.evaluate(evaluation)
                    .filter(text -> text.length() <= MOST_CHARACTERS)
                    .map(change)
                    .filter(text -> !text.isEmpty());
        }
    }

    /** A text, number or boolean as text; nothing for what has no text of its own. */
    static Optional<String> textOf(JsonNode node) {
        if (!node.isValueNode() || node.isNull()) {
            return Optional.empty();
        }
        return Optional.of(node.isBigDecimal() ? textOf(node.decimalValue()) : node.asText())
                .filter(text -> !text.isEmpty());
    }

    /** Written out in full, 1e999999999 would have a thousand million digits. */
    private static String textOf(BigDecimal number) {
        boolean isShort = Math.abs((long) number.scale()) <= MOST_ZEROS;
        return isShort ? number.toPlainString() : number.toString();
    }
}
