package io.hookgate.model;

import java.util.UUID;

/**
 * Identifies one accepted event. The value is a UUIDv7 (RFC 9562 section 5.7).
 *
 * @param value the identifier
 */
public record EventId(UUID value) implements TypedId {

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException if {@code text} is not a UUID in its canonical form
     */
    public static EventId parse(String text) {
        return new EventId(TypedId.parseUuid(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
