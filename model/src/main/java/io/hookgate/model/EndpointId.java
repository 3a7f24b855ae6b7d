package io.hookgate.model;

import java.util.UUID;

/**
 * Identifies an ISV's receiver. The value is a UUIDv7 (RFC 9562 section 5.7).
 *
 * @param value the identifier
 */
public record EndpointId(UUID value) implements TypedId {

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException if {@code text} is not a UUID in its canonical form
     */
    public static EndpointId parse(String text) {
        return new EndpointId(TypedId.parseUuid(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
