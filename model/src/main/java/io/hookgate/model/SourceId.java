package io.hookgate.model;

import java.util.UUID;

/**
 * Identifies a registered SaaS system. The value is a UUIDv7 (RFC 9562 section 5.7).
 *
 * @param value the identifier
 */
public record SourceId(UUID value) implements TypedId {

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException if {@code text} is not a UUID in its canonical form
     */
    public static SourceId parse(String text) {
        return new SourceId(TypedId.parseUuid(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
