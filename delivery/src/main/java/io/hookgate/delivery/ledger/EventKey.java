package io.hookgate.delivery.ledger;

import io.hookgate.model.EventEnvelope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
        ByteBuffer hash = ByteBuffer.wrap(sha256().digest(text.array()));
        return new UUID(hash.getLong(), hash.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
