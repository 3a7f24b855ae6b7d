package io.hookgate.model;

import java.util.UUID;

/**
 * Identifies one event on its way to one endpoint under one subscription. The value is a UUIDv7 (RFC 9562 section 5.7).
 *
 * @param value the identifier
 */
public record DeliveryId(UUID value) implements TypedId {

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException if {@code text} is not a UUID in its canonical form
     */
    public static DeliveryId parse(String text) {
        return new DeliveryId(TypedId.parseUuid(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
