package io.hookgate.tenant.directory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * An API key as its holder has it: {@code hgk_}, then in base64url the identifier (22 characters) and 32 random bytes
 * (43 characters).
 */
final class ApiKey {
    static final String PREFIX = "hgk_";

    private static final int ID_LENGTH = 22;
    private static final int SECRET_LENGTH = 43;
    private static final int SECRET_BYTES = 32;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final UUID id;
    private final String text;

    private ApiKey(UUID id, String text) {
        this.id = id;
        this.text = text;
    }

    static ApiKey generate(UUID id, SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        byte[] idBytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return new ApiKey(id, PREFIX + ENCODER.encodeToString(idBytes) + ENCODER.encodeToString(secret));
    }

    /** Empty when the text cannot be a key that we gave out. */
    static Optional<ApiKey> parse(String text) {
        if (text.length() != PREFIX.length() + ID_LENGTH + SECRET_LENGTH || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            ByteBuffer idBytes = ByteBuffer.wrap(
                    Base64.getUrlDecoder().decode(text.substring(PREFIX.length(), PREFIX.length() + ID_LENGTH)));
            return Optional.of(new ApiKey(new UUID(idBytes.getLong(), idBytes.getLong()), text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    UUID id() {
        return id;
    }

    String reveal() {
        return text;
    }

    byte[] hash() {
        return hash(text);
    }

    /** SHA-256: what is hashed is random, so that no slow hash is needed. */
    static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "ApiKey[" + id + "]";
    }
}
