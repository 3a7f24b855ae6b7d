package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One string, number, boolean or null of an event, as conditions compare it. Used by one thread at a time.
 */
final class Scalar {
    private final JsonNode node;
    private @Nullable String text;
    private @Nullable IpAddress address;
    private boolean addressRead;

    private Scalar(JsonNode node) {
        this.node = node;
    }

    /** Null when the node is an object, an array, or no JSON value at all. */
    static @Nullable Scalar of(JsonNode node) {
        JsonNodeType type = node.getNodeType();
        return type == JsonNodeType.STRING
                        || type == JsonNodeType.NUMBER
                        || type == JsonNodeType.BOOLEAN
                        || type == JsonNodeType.NULL
                ? new Scalar(node)
                : null;
    }

    boolean isNull() {
        return node.isNull();
    }

    boolean isString() {
        return node.isTextual();
    }

    boolean isNumber() {
        return node.isNumber() && !Double.isNaN(node.doubleValue());
    }

    /** The text that literals are compared with: {@code 300}, {@code 300.0} and {@code 3.0e2} differ. */
    String text() {
        String known = text;
        if (known == null) {
            known = textOf(node);
            text = known;
        }
        return known;
    }

    /** Equal for two scalars exactly when no condition can tell them apart. */
    String identity() {
        return node.getNodeType().name() + text();
    }

    /** Meaningful for numbers only; infinite when the number is beyond every double. */
    double number() {
        return node.doubleValue();
    }

    /** The address that a string is in numbers and colons; null for everything else, names are never looked up. */
    @Nullable
    IpAddress address() {
        if (!addressRead) {
            addressRead = true;
            address = isString() ? IpAddress.parse(node.textValue()) : null;
        }
        return address;
    }

    /** See {@link #text()}; a double is written as the shortest decimal that it stands for. */
    static String textOf(JsonNode node) {
        if (node.isDouble() || node.isFloat()) {
            double value = node.doubleValue();
            return Double.isFinite(value) ? new BigDecimal(Double.toString(value)).toString() : Double.toString(value);
        }
        return node.isBigDecimal() ? node.decimalValue().toString() : node.asText();
    }
}
