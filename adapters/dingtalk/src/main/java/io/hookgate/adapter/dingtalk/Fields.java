package io.hookgate.adapter.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds fields whose spelling differs from one way of pushing to the next. */
final class Fields {
    private Fields() {}

    /**
     * The field {@code name} of an object, exactly if it is there, otherwise the first that differs in case and underscores only;
     * a missing node if there is none or {@code object} is no object.
     */
    static JsonNode find(JsonNode object, String name) {
        JsonNode exact = object.path(name);
        if (!exact.isMissingNode()) {
            return exact;
        }
        String wanted = spelling(name);
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (spelling(field.getKey()).equals(wanted)) {
                return field.getValue();
            }
        }
        return MissingNode.getInstance();
    }

    /** The first of several fields that is a text, not blank, or a whole number. */
    static Optional<String> text(JsonNode object, String... names) {
        for (String name : names) {
            Optional<String> text = text(find(object, name));
            if (text.isPresent()) {
                return text;
            }
        }
        return Optional.empty();
    }

    /** A text that is not blank, or a whole number. */
    static Optional<String> text(JsonNode value) {
        boolean usable = value.isIntegralNumber()
                || (value.isTextual() && !value.asText().isBlank());
        return usable ? Optional.of(value.asText()) : Optional.empty();
    }

    private static String spelling(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
