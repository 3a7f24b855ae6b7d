package io.hookgate.delivery.ledger;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Half of a SHA-256, which is enough to tell all keys of a ledger apart. */
final class Hash {
    private Hash() {}

    /** The hash of a text. */
    static UUID of(byte[] text) {
        ByteBuffer hash = ByteBuffer.wrap(sha256().digest(text));
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
