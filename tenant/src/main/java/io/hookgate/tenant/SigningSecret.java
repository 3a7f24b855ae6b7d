package io.hookgate.tenant;

import java.util.Arrays;
import java.util.Base64;

/**
 * A symmetric signing secret of Standard Webhooks 1.0.0: 24 to 64 random bytes.
 *
 * <p>Its text is never part of {@link #toString}.
 */
public final class SigningSecret {
    /** What the text form begins with. */
    public static final String PREFIX = "whsec_";

    private static final int MIN_BYTES = 24;
    private static final int MAX_BYTES = 64;

    private final byte[] key;

    /**
     * Copies the key.
     *
     * @throws IllegalArgumentException if it is shorter than 24 or longer than 64 bytes
     */
    public SigningSecret(byte[] key) {
        if (key.length < MIN_BYTES || key.length > MAX_BYTES) {
            throw new IllegalArgumentException("A signing secret has 24 to 64 bytes");
        }
        this.key = key.clone();
    }

    /** A copy of the key for HMAC-SHA256. */
    public byte[] key() {
        return key.clone();
    }

    /** The form that the owner of the endpoint is given: {@code whsec_} and the key in base64. */
    public String reveal() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SigningSecret secret && java.security.MessageDigest.isEqual(key, secret.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    @Override
    public String toString() {
        return "SigningSecret[***]";
    }
}
