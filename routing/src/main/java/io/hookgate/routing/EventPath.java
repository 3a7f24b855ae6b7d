package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import org.jspecify.annotations.Nullable;

/**
 * A compiled JSONPath into an event. Immutable and thread-safe.
 *
 * <p>What could take long is refused: regular expressions, filters that look outside of the element that they judge,
 * several descents, and unions that multiply. A path that may lead to several values is not followed in a vast event.
 *
 * @param path the library's path
 * @param many whether the path may lead to several values
 */
record EventPath(JsonPath path, boolean many) {
    private static final int MAX_LENGTH = 1_024;
    private static final int MAX_UNIONS = 8;
    private static final int MAX_UNIONS_OF_MANY = 3;
    private static final int MAX_FILTERED_FIELDS = 4;
    private static final int MAX_NODES = 100_000;
    private static final Configuration CONFIGURATION = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider(Json.MAPPER))
            .mappingProvider(new JacksonMappingProvider(Json.MAPPER))
            .build();

    /** Whether a text is meant to be a path. */
    static boolean isPath(String text) {
        return text.equals("$") || text.startsWith("$.") || text.startsWith("$[");
    }

    /** @throws InvalidTransformationException when the text is no path, or one that is refused */
    static EventPath parse(String text, String pointer) throws InvalidTransformationException {
        String refusal = refusal(text);
        if (refusal != null) {
            throw new InvalidTransformationException(pointer, refusal);
        }
        try {
            return new EventPath(JsonPath.compile(text), leadsToMany(text));
        } catch (RuntimeException malformed) {
            throw new InvalidTransformationException(pointer, "Not a JSONPath: " + malformed.getMessage());
        }
    }

    /**
     * The value there; for a path that may lead to several, an array of them, perhaps empty.
     *
     * @return null when there is nothing
     * @throws VastEventException when the event is too large for a path that may lead to several values
     */
    @Nullable
    JsonNode read(JsonNode event) {
        if (many && nodes(event, 0) > MAX_NODES) {
            throw new VastEventException();
        }
        try {
            Object found = path.read(event, CONFIGURATION);
            if (found == null) {
                return NullNode.getInstance();
            }
            return found instanceof JsonNode node ? node : Json.MAPPER.valueToTree(found);
        } catch (RuntimeException nothing) {
            // Besides its own exceptions the library lets those of a filter on an unexpected type through.
            return null;
        }
    }

    /** The library ignores what follows a bracket that is never closed. */
    private static boolean isClosed(String text) {
        int depth = 0;
        char quote = 0;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (quote != 0) {
                index += character == '\\' ? 1 : 0;
                quote = character == quote ? 0 : quote;
            } else if (character == '\'' || character == '"') {
                quote = character;
            } else if (character == '[' || character == ']') {
                depth += character == '[' ? 1 : -1;
            }
        }
        return depth == 0 && quote == 0;
    }

    private static boolean leadsToMany(String text) {
        return computes(text) || text.contains("..") || text.contains("*");
    }

    private static boolean computes(String text) {
        return text.contains("(");
    }

    /** How many values an event has in all; it stops counting beyond the limit. */
    private static int nodes(JsonNode node, int before) {
        int count = before + 1;
        for (JsonNode child : node) {
            count = count > MAX_NODES ? count : nodes(child, count);
        }
        return count;
    }

    private static @Nullable String refusal(String text) {
        if (!isPath(text)) {
            return "A JSONPath begins with \"$\", such as $.data.id";
        }
        if (text.length() > MAX_LENGTH) {
            return "A JSONPath has at most " + MAX_LENGTH + " characters";
        }
        if (text.contains("=~")) {
            return "Regular expressions are not supported in a JSONPath";
        }
        if (!isClosed(text)) {
            return "Not a JSONPath: a bracket or quote is not closed";
        }
        boolean descends = text.contains("..");
        boolean computes = computes(text);
        if (computes && (text.lastIndexOf('$') > 0 || descends)) {
            return "A filter or function in a JSONPath may not contain \"$\", nor stand beside \"..\"";
        }
        if (text.indexOf("..") != text.lastIndexOf("..")) {
            return "A JSONPath has at most one \"..\"";
        }
        if (text.chars().filter(character -> character == '@').count() > MAX_FILTERED_FIELDS) {
            return "A JSONPath has at most " + MAX_FILTERED_FIELDS + " \"@\"";
        }
        boolean many = leadsToMany(text);
        int unions = (int) text.chars().filter(character -> character == ',').count();
        return unions > (many ? MAX_UNIONS_OF_MANY : MAX_UNIONS) ? "A JSONPath with too many unions" : null;
    }

    /** The event has too many values. */
    static final class VastEventException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        VastEventException() {
            super(null, null, false, false);
        }

        /** One sentence for the tenant's users. */
        String reason() {
            return "The event has more than " + MAX_NODES + " values, too many for a path to several";
        }
    }
}
