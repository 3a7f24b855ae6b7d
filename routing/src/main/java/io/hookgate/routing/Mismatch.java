package io.hookgate.routing;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The first condition of a pattern that an event does not meet.
 *
 * @param pointer where the condition stands in the pattern, a JSON pointer (RFC 6901)
 * @param field where the event was looked at, a JSON pointer
 * @param expected the condition as the pattern has it
 * @param actual what the event has there; null when the event has no such field (a JSON null is a {@code NullNode})
 */
public record Mismatch(
        String pointer,
        String field,
        JsonNode expected,
        @Nullable JsonNode actual) {
    private static final int SHOWN_LENGTH = 200;

    /** One sentence for people: pointer, expected and actual, long values cut. */
    public String describe() {
        String found = actual == null ? "has no such field" : "has " + shorten(actual.toString());
        return pointer + " expects " + shorten(expected.toString()) + ", but the event " + found
                + (actual == null || field.equals(pointer) ? "" : " at " + field);
    }

    private static String shorten(String json) {
        return json.length() <= SHOWN_LENGTH ? json : json.substring(0, SHOWN_LENGTH) + "…";
    }
}
