package io.hookgate.tenant.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What a webhook URL ends in: 24 random bytes in base64url. Whoever has it may send.
 *
 * @param text as it stands in the URL
 */
record IngressKey(String text) {
    private static final int BYTES = 24;

    static IngressKey generate(SecureRandom random) {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        return new IngressKey(Base64.getUrlEncoder().withoutPadding().encodeToString(key));
    }

    /** By which it is looked up, so that the time of a look-up says nothing about the keys that there are. */
    String digest() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "IngressKey[***]";
    }
}
