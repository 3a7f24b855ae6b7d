package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.routing.Leaf.AnythingBut;
import io.hookgate.routing.Leaf.AnythingButLiterals;
import io.hookgate.routing.Leaf.Cidr;
import io.hookgate.routing.Leaf.EqualsIgnoreCase;
import io.hookgate.routing.Leaf.Exists;
import io.hookgate.routing.Leaf.Literal;
import io.hookgate.routing.Leaf.Numeric;
import io.hookgate.routing.Leaf.Prefix;
import io.hookgate.routing.Leaf.Suffix;
import io.hookgate.routing.Leaf.Wildcard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles one element of a condition's array: a literal, or an object with one operator. */
final class LeafParser {
    static final Set<String> OPERATORS = Set.of(
            "prefix",
            "suffix",
            "anything-but",
            "numeric",
            "cidr",
            "exists",
            "equals-ignore-case",
            "wildcard",
            "contains");

    private static final double MAX_OPERAND = 1e9;

    private LeafParser() {}

    static Leaf parse(JsonNode element, String pointer) throws InvalidPatternException {
        Scalar literal = Scalar.of(element);
        if (literal != null) {
            return new Literal(literalText(element, pointer));
        }
        Map.Entry<String, JsonNode> operator = onlyField(element, pointer);
        JsonNode operand = operator.getValue();
        String place = Json.child(pointer, operator.getKey());
        return switch (operator.getKey()) {
            case "prefix" -> new Prefix(text(operand, place));
            case "suffix" -> new Suffix(text(operand, place));
            case "contains" -> new Wildcard(Glob.containing(text(operand, place)));
            case "wildcard" -> new Wildcard(glob(operand, place));
            case "equals-ignore-case" -> new EqualsIgnoreCase(EqualsIgnoreCase.fold(text(operand, place)));
            case "anything-but" -> anythingBut(operand, place);
            case "numeric" -> numeric(operand, place);
            case "cidr" -> cidr(operand, place);
            case "exists" -> exists(operand, place);
            default -> throw new InvalidPatternException(place, "Unknown operator: expected one of " + known());
        };
    }

    private static String known() {
        return String.join(", ", OPERATORS.stream().sorted().toList());
    }

    private static Map.Entry<String, JsonNode> onlyField(JsonNode element, String pointer)
            throws InvalidPatternException {
        if (!element.isObject() || element.size() != 1) {
            throw new InvalidPatternException(pointer, "Expected a value, or an object with exactly one operator");
        }
        return element.properties().iterator().next();
    }

    private static String text(JsonNode operand, String pointer) throws InvalidPatternException {
        if (!operand.isTextual() || operand.textValue().isEmpty()) {
            throw new InvalidPatternException(pointer, "Expected a string that is not empty");
        }
        PatternLimits.checkOperand(operand.textValue(), pointer);
        return operand.textValue();
    }

    private static Glob glob(JsonNode operand, String pointer) throws InvalidPatternException {
        Glob glob = Glob.parse(text(operand, pointer));
        if (glob == null) {
            throw new InvalidPatternException(
                    pointer, "A wildcard may not have two stars in a row, and a backslash escapes only * and \\");
        }
        PatternLimits.checkStars(glob.stars(), pointer);
        return glob;
    }

    private static Leaf anythingBut(JsonNode operand, String pointer) throws InvalidPatternException {
        if (operand.isObject()) {
            return anythingButMatching(operand, pointer);
        }
        if (!operand.isArray()) {
            return anythingButLiterals(List.of(operand), List.of(pointer));
        }
        if (operand.isEmpty()) {
            throw new InvalidPatternException(pointer, "\"anything-but\" needs at least one value");
        }
        List<JsonNode> literals = new ArrayList<>();
        List<String> pointers = new ArrayList<>();
        for (int index = 0; index < operand.size(); index++) {
            literals.add(operand.get(index));
            pointers.add(pointer + '/' + index);
        }
        return anythingButLiterals(literals, pointers);
    }

    private static Leaf anythingButMatching(JsonNode operand, String pointer) throws InvalidPatternException {
        Map.Entry<String, JsonNode> operator = onlyField(operand, pointer);
        if (!Set.of("prefix", "suffix", "wildcard").contains(operator.getKey())) {
            throw new InvalidPatternException(
                    Json.child(pointer, operator.getKey()),
                    "\"anything-but\" takes values, or one of prefix, suffix, wildcard");
        }
        return new AnythingBut(parse(operand, pointer));
    }

    private static Leaf anythingButLiterals(List<JsonNode> literals, List<String> pointers)
            throws InvalidPatternException {
        Set<String> texts = new HashSet<>();
        boolean allowsNull = true;
        for (int index = 0; index < literals.size(); index++) {
            JsonNode literal = literals.get(index);
            if (Scalar.of(literal) == null) {
                throw new InvalidPatternException(
                        pointers.get(index), "\"anything-but\" takes strings, numbers, booleans and null");
            }
            if (literal.isNull()) {
                allowsNull = false;
            } else {
                texts.add(Scalar.textOf(literal));
                PatternLimits.checkOperand(Scalar.textOf(literal), pointers.get(index));
            }
        }
        return new AnythingButLiterals(texts, allowsNull);
    }

    private static Leaf numeric(JsonNode operand, String pointer) throws InvalidPatternException {
        if (!operand.isArray() || (operand.size() != 2 && operand.size() != 4)) {
            throw new InvalidPatternException(
                    pointer, "\"numeric\" needs an array of one or two comparisons, such as [\">\", 0, \"<=\", 5]");
        }
        List<Comparison> comparisons = new ArrayList<>();
        for (int index = 0; index < operand.size(); index += 2) {
            comparisons.add(comparison(operand, index, pointer));
        }
        return new Numeric(comparisons);
    }

    private static Comparison comparison(JsonNode operand, int index, String pointer) throws InvalidPatternException {
        JsonNode symbol = operand.get(index);
        JsonNode number = operand.get(index + 1);
        Comparison.Operator operator = symbol.isTextual() ? Comparison.Operator.of(symbol.textValue()) : null;
        if (operator == null) {
            throw new InvalidPatternException(pointer + '/' + index, "Expected one of = != > >= < <=");
        }
        double value = number.doubleValue();
        if (!number.isNumber() || !(Math.abs(value) <= MAX_OPERAND)) {
            throw new InvalidPatternException(
                    pointer + '/' + (index + 1), "Expected a number from -1000000000 to 1000000000");
        }
        return new Comparison(operator, value);
    }

    private static Leaf cidr(JsonNode operand, String pointer) throws InvalidPatternException {
        IpBlock block = operand.isTextual() ? IpBlock.parse(operand.textValue()) : null;
        if (block == null) {
            throw new InvalidPatternException(
                    pointer,
                    "Expected an IPv4 or IPv6 address, or a block such as \"10.0.0.0/24\" or \"2001:db8::/32\"");
        }
        return new Cidr(block);
    }

    private static Leaf exists(JsonNode operand, String pointer) throws InvalidPatternException {
        if (!operand.isBoolean()) {
            throw new InvalidPatternException(pointer, "\"exists\" takes true or false");
        }
        return new Exists(operand.booleanValue());
    }

    private static @Nullable String literalText(JsonNode element, String pointer) throws InvalidPatternException {
        if (element.isNull()) {
            return null;
        }
        String text = Scalar.textOf(element);
        PatternLimits.checkOperand(text, pointer);
        return text;
    }
}
