package io.hookgate.model;

import java.util.UUID;

/** An identifier of one kind of thing; the kind is its type, so that two kinds cannot be mixed up. */
public sealed interface TypedId
        permits ApplicationId, DeliveryId, EndpointId, EventId, SourceId, SubscriptionId, TenantId {

    /** The identifier as it is stored. */
    UUID value();

    /**
     * Reads a UUID in its canonical form of 36 characters; {@link UUID#fromString} alone would take shortened forms too.
     *
     * @throws IllegalArgumentException if {@code text} has any other form
     */
    static UUID parseUuid(String text) {
        if (text.length() != 36) {
            throw new IllegalArgumentException("Not a UUID");
        }
        UUID uuid = UUID.fromString(text);
        // Even at this length the platform would take signs and dashes in other places.
        if (!uuid.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("Not a UUID");
        }
        return uuid;
    }
}
