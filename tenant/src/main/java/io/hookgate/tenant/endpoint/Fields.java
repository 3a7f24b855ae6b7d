package io.hookgate.tenant.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.tenant.http.ApiProblem;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fields of one JSON object of a request; every refusal names the place. */
final class Fields {
    private final JsonNode object;
    private final String pointer;

    /**
     * Begins to read.
     *
     * @throws ApiProblem if it is no object, or has other fields than these
     */
    Fields(JsonNode object, String pointer, Set<String> allowed) {
        if (!object.isObject()) {
            throw ApiProblem.invalid(pointer, "must be an object");
        }
        this.object = object;
        this.pointer = pointer;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!allowed.contains(field.getKey())) {
                throw ApiProblem.invalid(at(field.getKey()), "There is no such field in this kind of object.");
            }
        }
    }

    /** The place of a field. */
    String at(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** Whether the field is there and not null. */
    boolean has(String name) {
        return object.hasNonNull(name);
    }

    BigDecimal number(String name, BigDecimal ifAbsent, BigDecimal min, BigDecimal max) {
        return has(name) ? number(object.get(name), at(name), min, max) : ifAbsent;
    }

    int whole(String name, int ifAbsent, int min, int max) {
        BigDecimal number =
                number(name, BigDecimal.valueOf(ifAbsent), BigDecimal.valueOf(min), BigDecimal.valueOf(max));
        if (number.stripTrailingZeros().scale() > 0) {
            throw ApiProblem.invalid(at(name), "must be a whole number");
        }
        return number.intValue();
    }

    boolean flag(String name, boolean ifAbsent) {
        if (!has(name)) {
            return ifAbsent;
        }
        if (!object.get(name).isBoolean()) {
            throw ApiProblem.invalid(at(name), "must be true or false");
        }
        return object.get(name).asBoolean();
    }

    Optional<String> optionalText(String name, int maxLength) {
        return has(name) ? Optional.of(text(name, maxLength)) : Optional.empty();
    }

    /** A text of at least one character. */
    String text(String name, int maxLength) {
        JsonNode value = object.path(name);
        if (!value.isTextual() || value.asText().isEmpty() || value.asText().length() > maxLength) {
            throw ApiProblem.invalid(at(name), "must be a text of 1 to " + maxLength + " characters");
        }
        return value.asText();
    }

    static BigDecimal number(JsonNode value, String pointer, BigDecimal min, BigDecimal max) {
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            if (number.compareTo(min) >= 0 && number.compareTo(max) <= 0) {
                return number;
            }
        }
        throw ApiProblem.invalid(
                pointer, "must be a number from " + min.toPlainString() + " to " + max.toPlainString());
    }
}
