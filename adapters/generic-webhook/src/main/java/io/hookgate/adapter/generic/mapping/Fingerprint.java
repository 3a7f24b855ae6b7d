package io.hookgate.adapter.generic.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** SHA-256 over a sequence of values, none of which can pass for a part of its neighbour. Not thread-safe. */
final class Fingerprint {
    private static final int ABSENT = -1;

    private final MessageDigest digest;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    void add(Optional<String> value) {
        if (value.isPresent()) {
            add(value.get().getBytes(StandardCharsets.UTF_8));
        } else {
            addLength(ABSENT);
        }
    }

    void add(byte[] value) {
        addLength(value.length);
        digest.update(value);
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private void addLength(int length) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    }
}
