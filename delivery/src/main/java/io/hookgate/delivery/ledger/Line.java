package io.hookgate.delivery.ledger;

import io.hookgate.model.SubscriptionId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * The line in which a delivery stands whose subscription is ordered, and of which it is the head.
 *
 * @param id the same for all deliveries of one subscription with one ordering key, and for no others
 * @param headSince since when it has been the head
 */
public record Line(UUID id, Instant headSince) {

    /** The identifier of the line for an ordering key. */
    public static UUID idOf(SubscriptionId subscriptionId, String orderingKey) {
        byte[] key = orderingKey.getBytes(StandardCharsets.UTF_8);
        UUID subscription = subscriptionId.value();
        return Hash.of(ByteBuffer.allocate(Long.BYTES * 2 + key.length)
                .putLong(subscription.getMostSignificantBits())
                .putLong(subscription.getLeastSignificantBits())
                .put(key)
                .array());
    }
}
