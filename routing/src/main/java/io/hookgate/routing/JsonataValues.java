package io.hookgate.routing;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns JSON into the collections that JSONata works on, and back; both bounded in depth. */
final class JsonataValues {
    private static final int MAX_DEPTH = 250;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonataValues() {}

    static Object of(JsonNode node) {
        return of(node, 0);
    }

    /** A value of the library as JSON; nothing at all is a JSON null. */
    static JsonNode toNode(@Nullable Object value) {
        return toNode(value, 0);
    }

    private static Object of(JsonNode node, int depth) {
        checkDepth(depth);
        if (node.isObject()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), of(field.getValue(), depth + 1)));
            return fields;
        }
        if (node.isArray()) {
            List<Object> items = new ArrayList<>(node.size());
            node.forEach(item -> items.add(of(item, depth + 1)));
            return items;
        }
        if (node.isNumber()) {
            return number(node);
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isTextual() ? node.textValue() : Jsonata.NULL_VALUE;
    }

    /** JSONata's numbers are doubles; whole numbers keep all digits that a long has. */
    private static Number number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToInt()) {
            return node.intValue();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        return node.doubleValue();
    }

    private static JsonNode toNode(@Nullable Object value, int depth) {
        checkDepth(depth);
        if (value == null || value == Jsonata.NULL_VALUE) {
            return JSON.nullNode();
        }
        if (value instanceof Map<?, ?> fields) {
            ObjectNode object = JSON.objectNode();
            fields.forEach((key, item) -> object.set(String.valueOf(key), toNode(item, depth + 1)));
            return object;
        }
        if (value instanceof List<?> items) {
            ArrayNode array = JSON.arrayNode();
            items.forEach(item -> array.add(toNode(item, depth + 1)));
            return array;
        }
        if (value instanceof String text) {
            return JSON.textNode(text);
        }
        if (value instanceof Boolean truth) {
            return JSON.booleanNode(truth);
        }
        if (value instanceof Number number) {
            return toNumber(number);
        }
        throw new JsonataLimitException("gives a function, not a value");
    }

    private static JsonNode toNumber(Number number) {
        if (number instanceof Integer || number instanceof Long) {
            return JSON.numberNode(number.longValue());
        }
        if (number instanceof BigInteger whole) {
            return JSON.numberNode(whole);
        }
        if (number instanceof BigDecimal decimal) {
            return JSON.numberNode(decimal);
        }
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            throw new JsonataLimitException("gives a number that is out of range");
        }
        return JSON.numberNode(value);
    }

    private static void checkDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw new JsonataLimitException("meets a value that is nested too deeply");
        }
    }
}
