package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The grammar of patterns, read from their JSON one rule at a time, with nothing of the matcher in it.
 *
 * <p>Only for patterns that are valid.
 */
final class NaiveEvaluator {
    private static final Set<String> OPERATORS = Set.of(
            "prefix",
            "suffix",
            "anything-but",
            "numeric",
            "cidr",
            "exists",
            "equals-ignore-case",
            "wildcard",
            "contains");

    private static final Pattern V4 = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private NaiveEvaluator() {}

    static boolean matches(JsonNode pattern, JsonNode event) {
        return object(pattern, Optional.of(event));
    }

    private static boolean object(JsonNode pattern, Optional<JsonNode> place) {
        for (Map.Entry<String, JsonNode> field : pattern.properties()) {
            boolean met = isOr(field.getKey(), field.getValue())
                    ? any(field.getValue(), place)
                    : field(field.getValue(), child(place, field.getKey()));
            if (!met) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOr(String key, JsonNode value) {
        if (!key.equals("$or") || !value.isArray()) {
            return false;
        }
        for (JsonNode element : value) {
            if (!element.isObject()) {
                return false;
            }
            for (Map.Entry<String, JsonNode> field : element.properties()) {
                if (OPERATORS.contains(field.getKey())) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean any(JsonNode alternatives, Optional<JsonNode> place) {
        for (JsonNode alternative : alternatives) {
            if (object(alternative, place)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<JsonNode> child(Optional<JsonNode> place, String key) {
        return place.filter(JsonNode::isObject).map(object -> object.get(key));
    }

    private static boolean field(JsonNode pattern, Optional<JsonNode> value) {
        if (pattern.isObject()) {
            return object(pattern, value);
        }
        for (JsonNode leaf : pattern) {
            if (leaf(leaf, value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean leaf(JsonNode leaf, Optional<JsonNode> value) {
        if (leaf.has("exists")) {
            return leaf.get("exists").booleanValue() == value.isPresent();
        }
        List<JsonNode> candidates = new ArrayList<>();
        value.ifPresent(found -> {
            if (found.isArray()) {
                found.forEach(candidates::add);
            } else {
                candidates.add(found);
            }
        });
        return candidates.stream().filter(JsonNode::isValueNode).anyMatch(scalar -> scalar(leaf, scalar));
    }

    private static boolean scalar(JsonNode leaf, JsonNode scalar) {
        if (!leaf.isObject()) {
            return equal(leaf, scalar);
        }
        Map.Entry<String, JsonNode> operator = leaf.properties().iterator().next();
        JsonNode operand = operator.getValue();
        return switch (operator.getKey()) {
            case "prefix" -> scalar.isTextual() && scalar.asText().startsWith(operand.asText());
            case "suffix" -> scalar.isTextual() && scalar.asText().endsWith(operand.asText());
            case "contains" -> scalar.isTextual() && scalar.asText().contains(operand.asText());
            case "equals-ignore-case" -> scalar.isTextual() && scalar.asText().equalsIgnoreCase(operand.asText());
            case "wildcard" -> scalar.isTextual() && wildcard(operand.asText(), scalar.asText());
            case "numeric" -> scalar.isNumber() && numeric(operand, scalar.doubleValue());
            case "cidr" -> scalar.isTextual() && cidr(operand.asText(), scalar.asText());
            case "anything-but" -> anythingBut(operand, scalar);
            default -> throw new IllegalArgumentException(operator.getKey());
        };
    }

    private static boolean equal(JsonNode literal, JsonNode scalar) {
        if (literal.isNull() || scalar.isNull()) {
            return literal.isNull() && scalar.isNull();
        }
        return text(literal).equals(text(scalar));
    }

    private static String text(JsonNode value) {
        return value.isNumber() && !value.isIntegralNumber()
                ? new BigDecimal(value.numberValue().toString()).toString()
                : value.asText();
    }

    private static boolean anythingBut(JsonNode operand, JsonNode scalar) {
        if (operand.isArray()) {
            for (JsonNode excluded : operand) {
                if (equal(excluded, scalar)) {
                    return false;
                }
            }
            return true;
        }
        return !scalar(operand, scalar);
    }

    private static boolean numeric(JsonNode comparisons, double number) {
        for (int index = 0; index < comparisons.size(); index += 2) {
            double operand = comparisons.get(index + 1).doubleValue();
            boolean equal = Math.abs(number - operand) <= 1e-7;
            boolean holds = switch (comparisons.get(index).asText()) {
                case "=" -> equal;
                case "!=" -> !equal;
                case ">" -> !equal && number > operand;
                case ">=" -> equal || number > operand;
                case "<" -> !equal && number < operand;
                case "<=" -> equal || number < operand;
                default -> throw new IllegalArgumentException();
            };
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    private static boolean wildcard(String expression, String text) {
        if (expression.isEmpty()) {
            return text.isEmpty();
        }
        if (expression.charAt(0) == '*') {
            return wildcard(expression.substring(1), text)
                    || (!text.isEmpty() && wildcard(expression, text.substring(1)));
        }
        int escape = expression.charAt(0) == '\\' ? 1 : 0;
        return !text.isEmpty()
                && text.charAt(0) == expression.charAt(escape)
                && wildcard(expression.substring(escape + 1), text.substring(1));
    }

    private static boolean cidr(String block, String text) {
        int slash = block.indexOf('/');
        Optional<byte[]> network = address(slash < 0 ? block : block.substring(0, slash));
        Optional<byte[]> address = address(text);
        if (address.isEmpty() || network.orElseThrow().length != address.get().length) {
            return false;
        }
        int bits = slash < 0 ? network.get().length * 8 : Integer.parseInt(block.substring(slash + 1));
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((network.get()[bit / 8] & mask) != (address.get()[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** Only texts that {@link InetAddress} takes for an address itself get there, so nothing is looked up. */
    private static Optional<byte[]> address(String text) {
        boolean isV4 = V4.matcher(text).matches();
        boolean isV6 = V6.matcher(text).matches();
        if (!isV4 && !isV6) {
            return Optional.empty();
        }
        if (isV4 && !List.of(text.split("\\.")).stream().allMatch(part -> Integer.parseInt(part) < 256)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }
}
