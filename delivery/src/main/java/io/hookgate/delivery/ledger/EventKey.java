package io.hookgate.delivery.ledger;

import io.hookgate.model.EventEnvelope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What two sendings of one event have in common: the registered source and, within it, the CloudEvents attributes source
 * and id (CloudEvents 1.0 section 3.1.1), as a hash of 128 bits.
 */
final class EventKey {
    private EventKey() {}

    static UUID of(EventEnvelope event) {
        byte[] source = event.source().getBytes(StandardCharsets.UTF_8);
        byte[] id = event.cloudEventId().getBytes(StandardCharsets.UTF_8);
        UUID sourceId = event.sourceId().value();
        ByteBuffer text = ByteBuffer.allocate(Long.BYTES * 2 + Integer.BYTES + source.length + id.length)
                .putLong(sourceId.getMostSignificantBits())
                .putLong(sourceId.getLeastSignificantBits())
                .putInt(source.length)
                .put(source)
                .put(id);
        return Hash.of(text.array());
    }
}
